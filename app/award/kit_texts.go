package award

import (
	"fmt"
	"strings"
	"sync"
	"text/template"

	"tnl/app/typography"
	"tnl/templates"
)

// text is a title and paragraphs, whose lines belong together.
type text struct {
	title      string
	paragraphs []string
}

// kitTexts is what a kit says in words.
type kitTexts struct{ readMe, news, posts text }

var kitTemplates = sync.OnceValues(func() (*template.Template, error) {
	return template.New("kit").Option("missingkey=error").ParseFS(templates.Embedded, "kit/*.txt")
})

func (as *Awards) kitTexts(a Published) (kitTexts, error) {
	page := as.BaseURL + TerritoryPath(a.TerritorySlug)
	data := map[string]any{
		"Territory": a.TerritoryName, "Label": as.LabelName, "Year": a.Year, "Level": a.LevelOnScale(), "Mentions": a.Mentions.Label(),
		"Meaning": a.LevelMeaning, "Number": a.Number, "Page": page, "Badges": page + "/badges", "Verify": as.BaseURL + VerificationPath(a.Number),
		"Alternative": as.Badge(a).Words(), "Hashtag": hashtag(as.LabelName),
	}
	var texts kitTexts
	for name, to := range map[string]*text{"lisez-moi": &texts.readMe, "actualite": &texts.news, "reseaux-sociaux": &texts.posts} {
		set, err := kitTemplates()
		if err != nil {
			return texts, fmt.Errorf("read the texts of the kit: %w", err)
		}
		var out strings.Builder
		if err := set.ExecuteTemplate(&out, name+".txt", data); err != nil {
			return texts, fmt.Errorf("fill %s of the kit: %w", name, err)
		}
		title, body, _ := strings.Cut(typography.French(out.String()), "\n")
		to.title, to.paragraphs = title, strings.Split(strings.TrimSpace(body), "\n\n")
	}
	return texts, nil
}
