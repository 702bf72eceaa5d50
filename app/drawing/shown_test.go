package drawing

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// apartOnPage checks that no line leaves the page, nor covers another, a sign, the emblem or the code.
func apartOnPage(p *Page) error {
	for i, l := range p.texts {
		b := l.box()
		if b.left < 0 || b.right > p.width || b.top < -0.5 || b.bottom > p.height+0.5 {
			return fmt.Errorf("%q leaves the page: %v", written(l.clusters), b)
		}
		b.top += 0.2 * l.size // lines may come near each other where no accent meets a descender
		for _, other := range p.texts[:i] {
			if (l.block != other.block || l.baseline == other.baseline) && b.overlaps(other.box()) {
				return fmt.Errorf("%q covers %q", written(l.clusters), written(other.clusters))
			}
		}
		for _, d := range p.discs {
			if b.overlaps(around(d.x, d.y, 0.9*d.radius)) {
				return fmt.Errorf("%q covers a sign", written(l.clusters))
			}
		}
		if c := p.code; c != nil && b.overlaps(box{c.x, c.y, c.x + c.side, c.y + c.side}) {
			return fmt.Errorf("%q covers the code", written(l.clusters))
		}
	}
	return nil
}

func TestBadgesCardsAndPostersHoldAnyNameAndScale(t *testing.T) {
	c := sample()
	titles := map[[2]int]string{{4, 5}: "Niveau 4 sur 5", {2, 3}: "Argent", {1, 1}: "Badge", {0, 0}: "Niveau non publié", {7, 7}: "Territoire engagé et reconnu par ses pairs, niveau or"}
	for level, title := range titles {
		for _, name := range append(hardNames, c.TerritoryName) {
			if len(name) > 300 { // more than a territory may be called
				continue
			}
			pages := map[string]func() (*Page, error){
				"badge": Badge{LabelName: c.LabelName, TerritoryName: name, Level: level[0], LevelCount: level[1], LevelTitle: title, Edition: "2025", Standing: true}.Page,
				"card": Card{LabelName: c.LabelName, Overline: "Rhône, édition 2025", Title: name, Level: level[0], LevelCount: level[1], LevelTitle: title,
					Detail: "Mentions spéciales : mutualisation et sobriété numérique", Address: "label.example"}.Page,
				"poster": Poster{LabelName: c.LabelName, TerritoryName: name, Level: level[0], LevelCount: level[1], LevelTitle: title, LevelMeaning: c.LevelMeaning,
					Mentions: []string{"mutualisation", "sobriété numérique"}, Edition: "2025", PageURL: "https://label.example/territoires/valbrune-sur-orne-14900", Date: c.Date}.Page,
			}
			for what, page := range pages {
				p, err := page()
				if err == nil {
					err = apartOnPage(p)
				}
				if err != nil {
					t.Errorf("%s of %.30s, %s: %v", what, name, title, err)
				}
			}
		}
	}
}

func TestBadgeWithoutALabelClaimsNothing(t *testing.T) {
	b := Badge{LabelName: "Territoire numérique libre", TerritoryName: "Lyon", LevelTitle: "Sans label en cours"}
	p, err := b.Page()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range p.discs {
		if d.stroke == 0 {
			t.Error("a sign is filled")
		}
	}
	if words := b.Words(); strings.Contains(words, "édition") || strings.Contains(words, "Niveau") {
		t.Errorf("the badge says %q", words)
	}
	b.LevelTitle = ""
	if _, err := b.Page(); err == nil {
		t.Error("a badge without words is drawn")
	}
}

func TestDarkAndLightBadgesDifferInColoursAlone(t *testing.T) {
	b := Badge{LabelName: "Territoire numérique libre", TerritoryName: "Lyon", Level: 4, LevelCount: 5, LevelTitle: "Niveau 4 sur 5", Edition: "2025", Standing: true}
	drawn := map[bool]string{}
	for _, b.Dark = range []bool{false, true} {
		p, err := b.Page()
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := p.SVG(&out); err != nil {
			t.Fatal(err)
		}
		drawn[b.Dark] = out.String()
	}
	same := drawn[true]
	for _, pair := range [][2]colour{
		{dark.paper, light.paper}, {dark.ink, light.ink}, {dark.hair, light.hair}, {dark.violet, light.violet}, {dark.grey, light.grey}, {dark.onViolet, light.onViolet},
	} {
		same = strings.ReplaceAll(same, pair[0].hex(), pair[1].hex())
	}
	if same != drawn[false] || drawn[true] == drawn[false] {
		t.Error("the dark badge is not the light one in other colours")
	}
}
