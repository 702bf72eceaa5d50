package public

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/directory"
	"tnl/app/web/page"
)

// editionsInFeed is how many editions the feed tells: each is one entry, as its labels appear together, and thirty
// entries at once would push everything else out of a reader's sight.
const editionsInFeed = 10

// atomFeed is RFC 4287, as much of it as we say.
type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Language string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle"`
	Updated  string      `xml:"updated"`
	Author   atomAuthor  `xml:"author"`
	Rights   string      `xml:"rights"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel     string `xml:"rel,attr"`
	Type    string `xml:"type,attr"`
	Address string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string      `xml:"id"` // the edition's permanent address
	Title     string      `xml:"title"`
	Published string      `xml:"published"`
	Updated   string      `xml:"updated"`
	Links     []atomLink  `xml:"link"`
	Content   atomContent `xml:"content"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	HTML string `xml:",chardata"`
}

// feed tells the results of the last editions, each with the labels that stand.
func (s Site) feed(c echo.Context) error {
	news, err := s.Directory.News(c.Request().Context(), editionsInFeed)
	if err != nil {
		return err
	}
	f := atomFeed{
		Language: "fr", ID: s.BaseURL + page.FeedPath, Title: page.LabelName + " : les nouveaux labels",
		Subtitle: "Les résultats de chaque édition du label, dès leur publication.", Author: atomAuthor{page.LabelName},
		Rights: "Licence Ouverte 2.0",
		Links: []atomLink{
			{"self", "application/atom+xml", s.BaseURL + page.FeedPath}, {"alternate", "text/html", s.BaseURL + "/editions"},
		},
	}
	if s.Publisher.Name != "" {
		f.Author.Name = s.Publisher.Name
	}
	updated := time.Unix(0, 0) // nothing was published yet
	for _, one := range news {
		entry, err := s.entry(one)
		if err != nil {
			return err
		}
		f.Entries = append(f.Entries, entry)
		if one.Changed.After(updated) {
			updated = one.Changed
		}
	}
	f.Updated = updated.UTC().Format(time.RFC3339)
	var out bytes.Buffer
	out.WriteString(xml.Header)
	if err := xml.NewEncoder(&out).Encode(f); err != nil {
		return fmt.Errorf("write the feed: %w", err)
	}
	return c.Blob(http.StatusOK, "application/atom+xml; charset=utf-8", out.Bytes())
}

func (s Site) entry(news directory.News) (atomEntry, error) {
	count, err := laureates(len(news.Awards))
	if err != nil {
		return atomEntry{}, err
	}
	address := s.BaseURL + editionAddress(news.Edition.Year)
	e := atomEntry{
		ID: address, Title: news.Edition.Name + " : " + page.LowerFirst(count),
		Published: news.Edition.PublishedAt.UTC().Format(time.RFC3339), Updated: news.Changed.UTC().Format(time.RFC3339),
		Links: []atomLink{{"alternate", "text/html", address}}, Content: atomContent{Type: "html"},
	}
	var text strings.Builder
	if err := entryText.Execute(&text, s.readNews(news)); err != nil {
		return e, fmt.Errorf("write the feed's entry of %d: %w", news.Edition.Year, err)
	}
	e.Content.HTML = text.String()
	return e, nil
}

// entryText is what readers of the feed see of an edition; escaping is html/template's.
var entryText = template.Must(template.New("entry").Parse(`{{if .Past}}<p>Ces résultats sont repris de sources publiques, et peuvent être incomplets.</p>{{end}}` +
	`<ul>{{range .Labels}}<li><a href="{{.Address}}">{{.Name}}</a>, {{.Level}}{{with .Mentions}} ({{.}}){{end}}</li>{{end}}</ul>`))

type entryView struct {
	Past   bool
	Labels []entryLabel
}

type entryLabel struct{ Address, Name, Level, Mentions string }

func (s Site) readNews(news directory.News) entryView {
	v := entryView{Past: !news.Edition.HasQuestionnaire()}
	for _, a := range news.Awards {
		v.Labels = append(v.Labels, entryLabel{
			Address: s.BaseURL + territoryAddress(a.Slug), Name: a.Name, Level: page.LowerFirst(levelName(a.Level)), Mentions: page.LowerFirst(a.Mentions.Label()),
		})
	}
	return v
}
