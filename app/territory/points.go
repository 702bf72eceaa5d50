package territory

import (
	"bytes"
	_ "embed" // for the points
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/points.csv.gz
var pointsArchive []byte

const pointsHeading = "kind,code,longitude,latitude"

// Point is a place on the Earth, in degrees (WGS 84), to four decimals: about ten metres.
type Point struct{ Longitude, Latitude float64 }

// Points tell where bodies of the reference data are; data/points.md says what the point of each kind is, and whom to
// credit. Half of the communes, the smallest ones, have none.
type Points struct {
	text  []byte         // the lines, sorted by kind and code
	lines map[Kind][]int // where each line of a kind starts, by code
}

// LoadPoints gives the embedded points, read at the first call. An error means a broken build.
var LoadPoints = sync.OnceValues(func() (*Points, error) {
	p, err := readPoints(pointsArchive)
	if err != nil {
		return nil, fmt.Errorf("reading the points of territories: %w", err)
	}
	return p, nil
})

func readPoints(archive []byte) (*Points, error) {
	text, err := unpack(archive)
	if err != nil {
		return nil, err
	}
	text, found := strings.CutPrefix(text, pointsHeading+"\n")
	if !found {
		return nil, fmt.Errorf("the heading is not %q", pointsHeading)
	}
	p := &Points{text: []byte(text), lines: map[Kind][]int{}}
	last := map[Kind]string{}
	for at := 0; at < len(text); {
		line, _, _ := strings.Cut(text[at:], "\n")
		kind, code, _, err := readPoint(line)
		if err != nil || last[kind] >= code {
			return nil, fmt.Errorf("line %q after %s %s: %w", line, kind, last[kind], err)
		}
		last[kind] = code
		p.lines[kind] = append(p.lines[kind], at)
		at += len(line) + 1
	}
	return p, nil
}

func readPoint(line string) (kind Kind, code string, point Point, err error) {
	cells := strings.Split(line, ",")
	if len(cells) != 4 {
		return "", "", Point{}, fmt.Errorf("%d cells", len(cells))
	}
	if point.Longitude, err = strconv.ParseFloat(cells[2], 64); err != nil {
		return "", "", Point{}, err
	}
	point.Latitude, err = strconv.ParseFloat(cells[3], 64)
	return Kind(cells[0]), cells[1], point, err
}

// Of gives where the body of that kind and INSEE code (a grouping's SIREN) is, if it is known.
func (p *Points) Of(kind Kind, code string) (Point, bool) {
	lines := p.lines[kind]
	i, found := slices.BinarySearchFunc(lines, code, func(at int, code string) int {
		cell, _, _ := bytes.Cut(p.text[at+len(kind)+1:], []byte(","))
		return strings.Compare(string(cell), code)
	})
	if !found {
		return Point{}, false
	}
	line, _, _ := bytes.Cut(p.text[lines[i]:], []byte("\n"))
	_, _, point, err := readPoint(string(line))
	return point, err == nil
}
