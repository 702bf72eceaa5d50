// Package pagetest checks rendered HTML with small checks that add up:
//
//	pagetest.Check(t, body,
//		pagetest.Has("nav.breadcrumb li[aria-current=page]", "Valbrune"),
//		pagetest.Count("table.axes tbody tr", 5),
//		pagetest.Absent("[style]"))
package pagetest

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// A Test tells what is wrong with a document, "" when nothing is.
type Test func(*html.Node) string

// Check applies tests to a page or to a part of one.
func Check(t testing.TB, body string, tests ...Test) {
	t.Helper()
	document, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatalf("reading the page: %v", err)
	}
	failed := false
	for _, test := range tests {
		if message := test(document); message != "" {
			t.Error(message)
			failed = true
		}
	}
	if failed {
		t.Logf("in:\n%s", body)
	}
}

// Has wants at least one element for selector, with text inside one of them. An empty text wants the element alone.
func Has(selector, text string) Test {
	return func(document *html.Node) string {
		found := Find(document, selector)
		if len(found) == 0 {
			return fmt.Sprintf("there is no %s", selector)
		}
		for _, node := range found {
			if strings.Contains(Text(node), text) {
				return ""
			}
		}
		return fmt.Sprintf("no %s says %q; the first says %q", selector, text, Text(found[0]))
	}
}

// Absent wants no element for selector.
func Absent(selector string) Test { return Count(selector, 0) }

// Count wants exactly n elements for selector.
func Count(selector string, n int) Test {
	return func(document *html.Node) string {
		if found := Find(document, selector); len(found) != n {
			return fmt.Sprintf("%d %s, want %d", len(found), selector, n)
		}
		return ""
	}
}

// Attribute wants the first element for selector to have an attribute of that value.
func Attribute(selector, name, value string) Test {
	return func(document *html.Node) string {
		found := Find(document, selector)
		if len(found) == 0 {
			return fmt.Sprintf("there is no %s", selector)
		}
		if got, ok := attribute(found[0], name); !ok || got != value {
			return fmt.Sprintf("%s has %s=%q, want %q", selector, name, got, value)
		}
		return ""
	}
}

// Text is what is read inside node, spaces put together; no-break spaces are read as plain ones.
func Text(node *html.Node) string {
	var out strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			out.WriteString(n.Data)
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(node)
	return strings.Join(strings.Fields(out.String()), " ")
}

// Find gives the elements for selector, in order: tags, .classes, #ids and [attributes=values] put together,
// with spaces between ancestors and descendants.
func Find(document *html.Node, selector string) []*html.Node {
	var found []*html.Node
	steps := compile(selector)
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && matches(n, steps) {
			found = append(found, n)
		}
		for child := n.FirstChild; child != nil; child = child.NextSibling {
			walk(child)
		}
	}
	walk(document)
	return found
}

// step is one compound of a selector; value is nil for an attribute that only has to be there.
type step struct {
	tag        string
	conditions []condition
}

type condition struct {
	name  string
	value *string
	word  bool // one word of the value is enough
}

var (
	descent = regexp.MustCompile(`\s+`)
	simple  = regexp.MustCompile(`^[a-z0-9]+|\.[\w-]+|#[\w-]+|\[[\w-]+(?:=[^\]]*)?\]`)
)

func compile(selector string) []step {
	var steps []step
	for _, compound := range descent.Split(strings.TrimSpace(selector), -1) {
		var s step
		for _, one := range simple.FindAllString(compound, -1) {
			name, value, hasValue := strings.Cut(strings.Trim(one, "[]"), "=")
			value = strings.Trim(value, `"'`)
			switch rest := one[1:]; one[0] {
			case '.':
				s.conditions = append(s.conditions, condition{"class", &rest, true})
			case '#':
				s.conditions = append(s.conditions, condition{"id", &rest, false})
			case '[':
				c := condition{name: name}
				if hasValue {
					c.value = &value
				}
				s.conditions = append(s.conditions, c)
			default:
				s.tag = one
			}
		}
		steps = append(steps, s)
	}
	return steps
}

// matches tells whether n is what the last step wants, below ancestors that the steps before want.
func matches(n *html.Node, steps []step) bool {
	last := len(steps) - 1
	if !steps[last].matches(n) {
		return false
	}
	if last == 0 {
		return true
	}
	for above := n.Parent; above != nil; above = above.Parent {
		if above.Type == html.ElementNode && matches(above, steps[:last]) {
			return true
		}
	}
	return false
}

func (s step) matches(n *html.Node) bool {
	if s.tag != "" && s.tag != n.Data {
		return false
	}
	for _, c := range s.conditions {
		value, ok := attribute(n, c.name)
		switch {
		case !ok:
			return false
		case c.word && !strings.Contains(" "+value+" ", " "+*c.value+" "):
			return false
		case !c.word && c.value != nil && *c.value != value:
			return false
		}
	}
	return true
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, one := range n.Attr {
		if one.Key == name {
			return one.Val, true
		}
	}
	return "", false
}
