package questionnaire

import (
	"fmt"
	"strings"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

// maxPoints bounds what one question may be worth, so that a slip of the keyboard is seen.
const maxPoints = 100

// absent tells that a number is not there, or is 0; what is there and cannot be read is told by itself.
func absent(n *source.Node) bool { return n == nil || isZero(n) }

// misread tells that a true or false is there and cannot be read.
func misread(n *source.Node) bool { return n != nil && n.Kind != source.Bool }

// countPoints words a number of points: "2,5 points", "1 point".
func countPoints(p exact.Ratio) string {
	word := "point"
	if !p.Less(exact.Int(2)) {
		word = "points"
	}
	return fmt.Sprintf("%s\u00a0%s", p.Decimal(2), word)
}

// quote puts text between French quotation marks.
func quote(text string) string { return "«\u00a0" + strings.TrimSpace(text) + "\u00a0»" }
