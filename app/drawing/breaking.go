package drawing

import (
	"math"
	"strings"
)

// breaking says whether a line may end after a cluster.
type breaking int

const (
	never breaking = iota
	afterSpace
	afterHyphen
	anywhere // within a word, where nothing better is left
)

// clinging are the words that read badly at the end of a line.
var clinging = map[string]bool{
	"à": true, "au": true, "aux": true, "d": true, "de": true, "des": true, "du": true, "en": true, "et": true,
	"la": true, "le": true, "lès": true, "les": true, "lez": true, "ou": true, "par": true, "pour": true,
	"saint": true, "sainte": true, "sous": true, "sur": true, "un": true, "une": true,
}

func markBreaks(clusters []cluster) {
	for i := range clusters {
		inside := i > 0 && i < len(clusters)-1
		switch clusters[i].text {
		case " ":
			if i+2 < len(clusters) && clusters[i+2].text == " " && strings.Contains("-–—", clusters[i+1].text) {
				continue // a dash between spaces stays with what comes before it
			}
			clusters[i].after = afterSpace
		case "-", "\u2010", "–", "—", "/":
			if inside && clusters[i-1].text != " " && clusters[i+1].text != " " {
				clusters[i].after = afterHyphen
			}
		}
	}
}

// breakAnywhere lets lines end after any cluster, for words that no line could hold.
func breakAnywhere(clusters []cluster) []cluster {
	loose := append([]cluster(nil), clusters...)
	for i := range loose {
		if loose[i].after == never {
			loose[i].after = anywhere
		}
	}
	return loose
}

// breaker finds where to end the lines of one text. Widths are in em.
type breaker struct {
	clusters []cluster
	starts   []int     // where a line can start; the last is the end of the text
	ends     []int     // where the line before starts[i] ends, without its space
	penalty  []float64 // of a line that ends there
}

func newBreaker(clusters []cluster) *breaker {
	b := &breaker{clusters: clusters, starts: []int{0}, ends: []int{0}, penalty: []float64{0}}
	word := 0
	for i, c := range clusters {
		if c.after == never || i == len(clusters)-1 {
			continue
		}
		end, penalty := i+1, 0.0
		switch c.after {
		case afterSpace:
			end = i
		case afterHyphen:
			penalty = 0.03
		}
		if clinging[strings.ToLower(strings.TrimRight(written(clusters[word:end]), "-’'"))] {
			penalty += 0.02
		}
		word = i + 1
		b.starts, b.ends, b.penalty = append(b.starts, i+1), append(b.ends, end), append(b.penalty, penalty)
	}
	n := len(clusters)
	b.starts, b.ends, b.penalty = append(b.starts, n), append(b.ends, n), append(b.penalty, 0)
	return b
}

func written(clusters []cluster) string {
	var text strings.Builder
	for _, c := range clusters {
		text.WriteString(c.text)
	}
	return text.String()
}

// width of the line from the i-th start to the end before the j-th.
func (b *breaker) width(i, j int) float64 { return extent(b.clusters[b.starts[i]:b.ends[j]]) }

func extent(line []cluster) float64 {
	if len(line) == 0 {
		return 0
	}
	return line[len(line)-1].end - line[0].start
}

// best cuts the text into exactly n lines at the least total cost, which is +Inf for a line that cannot be.
func (b *breaker) best(n int, cost func(i, j int) float64, add func(total, line float64) float64) ([][]cluster, float64) {
	last := len(b.starts) - 1
	if n > last {
		return nil, math.Inf(1)
	}
	totals, previous := make([]float64, last+1), make([]float64, last+1)
	from := make([][]int, n+1)
	for i := range previous {
		previous[i] = math.Inf(1)
	}
	previous[0] = 0
	for line := 1; line <= n; line++ {
		from[line] = make([]int, last+1)
		for j := range totals {
			totals[j] = math.Inf(1)
			for i := j - 1; i >= 0; i-- {
				c := cost(i, j)
				if math.IsInf(c, 1) {
					break // a line that starts sooner is wider still
				}
				if t := add(previous[i], c); t < totals[j] {
					totals[j], from[line][j] = t, i
				}
			}
		}
		totals, previous = previous, totals
	}
	if math.IsInf(previous[last], 1) {
		return nil, previous[last]
	}
	lines := make([][]cluster, n)
	for line, j := n, last; line > 0; line-- {
		i := from[line][j]
		lines[line-1] = b.clusters[b.starts[i]:b.ends[j]]
		j = i
	}
	return lines, previous[last]
}

// balanced cuts the text into n lines as even as its words allow. The widest decides the size of a title, so it comes
// first; within a tenth of the narrowest possible, or in the room that there is at the largest size, lines that read well
// are preferred.
func (b *breaker) balanced(n int, room float64) (lines [][]cluster, widest float64) {
	_, narrowest := b.best(n, b.width, math.Max)
	if math.IsInf(narrowest, 1) {
		return nil, narrowest
	}
	limit := math.Max(narrowest*1.1, room)
	strict := 0.0 // where nothing has to be set smaller for it, lines end well before they are even
	if room > narrowest {
		strict = 4
	}
	lines, _ = b.best(n, func(i, j int) float64 { return b.raggedness(i, j, limit) + strict*b.penalty[j] }, plus)
	for _, line := range lines {
		widest = math.Max(widest, extent(line))
	}
	return lines, widest
}

// mostLines is more than a page has room for.
const mostLines = 60

// paragraph cuts the text into as few lines as fit in a width, whose last may be short; nil when a word does not
// fit, or the text by far.
func (b *breaker) paragraph(width float64) [][]cluster {
	last := len(b.starts) - 1
	for n := max(1, int(math.Ceil(extent(b.clusters)/width))); n <= min(last, mostLines); n++ {
		lines, _ := b.best(n, func(i, j int) float64 {
			if w := b.width(i, j); j == last && w <= width {
				return math.Max(0, 0.3-w/width) // a lone word on the last line is only slightly bad
			}
			return b.raggedness(i, j, width)
		}, plus)
		if lines != nil {
			return lines
		}
	}
	return nil
}

func (b *breaker) raggedness(i, j int, limit float64) float64 {
	slack := (limit - b.width(i, j)) / limit
	if slack < -1e-9 {
		return math.Inf(1)
	}
	return slack*slack + b.penalty[j]
}

func plus(total, line float64) float64 { return total + line }
