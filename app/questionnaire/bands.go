package questionnaire

import (
	"fmt"
	"strings"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

// band says how many points a measure is worth from a bound on.
type band struct {
	from   exact.Ratio
	points exact.Ratio
}

// bands are in rising order of both bound and points, so that more is never worth less.
type bands []band

func readBands(f *source.Fields, most int64) bands {
	var out bands
	for _, node := range f.List("bands") {
		b := f.Report.Fields(node, "tranche")
		b.Require("from")
		b.Require("points")
		from, readable := b.Number("from", 0, most)
		points, worth := b.Number("points", 0, maxPoints)
		b.Done()
		if !readable || !worth {
			continue
		}
		if last := len(out) - 1; last >= 0 && (!out[last].from.Less(from) || points.Less(out[last].points)) {
			f.At(node, "tranche : `from` doit monter d’une tranche à l’autre et `points` ne jamais baisser")
		}
		out = append(out, band{from: from, points: points})
	}
	return out
}

func (bs bands) max() exact.Ratio {
	if len(bs) == 0 {
		return exact.Ratio{}
	}
	return bs[len(bs)-1].points
}

// of gives the band that measure reaches, nil below the first.
func (bs bands) of(measure exact.Ratio) *band {
	for i := len(bs) - 1; i >= 0; i-- {
		if !measure.Less(bs[i].from) {
			return &bs[i]
		}
	}
	return nil
}

func (bs bands) points(measure exact.Ratio) exact.Ratio {
	if b := bs.of(measure); b != nil {
		return b.points
	}
	return exact.Ratio{}
}

// rule words what each band is worth, "" when there is none.
func (bs bands) rule(unit string) string {
	if len(bs) == 0 {
		return ""
	}
	parts := make([]string, len(bs))
	for i, b := range bs {
		parts[i] = fmt.Sprintf("%s à partir de %s%s", countPoints(b.points), grouped(b.from), unit)
	}
	return strings.Join(parts, ", ") + "."
}

func (bs bands) reason(measure exact.Ratio, unit string) string {
	if len(bs) == 0 {
		return countPoints(exact.Ratio{}) + "."
	}
	b := bs.of(measure)
	if b == nil {
		return fmt.Sprintf("Moins de %s%s : %s.", grouped(bs[0].from), unit, countPoints(exact.Ratio{}))
	}
	return fmt.Sprintf("À partir de %s%s : %s.", grouped(b.from), unit, countPoints(b.points))
}
