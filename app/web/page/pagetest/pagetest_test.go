package pagetest

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

const sample = `<main><ul class="results wide"><li id="first"><a href="/a">Un&nbsp;nom</a></li><li><b>Deux</b></li></ul><input name="q" required></main>`

func TestFindFollowsSelectors(t *testing.T) {
	document, err := html.Parse(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	for selector, want := range map[string]int{
		"li": 2, ".results li": 2, "ul.results.wide #first a": 1, `a[href="/a"]`: 1, "[required]": 1, "input[name=q]": 1,
		".wid": 0, "main li b": 1, "b li": 0, "a[href=/b]": 0, "nav": 0,
	} {
		if got := len(Find(document, selector)); got != want {
			t.Errorf("%s finds %d elements, want %d", selector, got, want)
		}
	}
}

func TestChecksSayWhatIsWrong(t *testing.T) {
	document, err := html.Parse(strings.NewReader(sample))
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]Test{
		"text": Has("a", "Autre"), "element": Has("nav", ""), "count": Count("li", 3), "absent": Absent("b"),
		"attribute": Attribute("a", "href", "/b"), "no such attribute": Attribute("a", "title", ""),
	} {
		if test(document) == "" {
			t.Errorf("%s: the check found nothing wrong", name)
		}
	}
	Check(t, sample, Has("li a", "Un nom"), Count("li", 2), Absent("nav"), Attribute("a", "href", "/a"))
}
