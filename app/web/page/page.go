// Package page turns view models into HTML pages: one layout, one set of named parts, one file per page.
package page

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"tnl/static"
)

// LabelName is the label's name as it is written everywhere.
const LabelName = "Territoire numérique libre"

// labelInitials stand for it where there is no room.
const labelInitials = "TNL"

// Options say what surrounds every page.
type Options struct {
	// Static gives the addresses of style sheets and scripts; needed.
	Static *static.Files
	// Development reads the templates again for every page.
	Development bool
	// Demonstration shows the banner that says that the data are invented.
	Demonstration bool
	// BaseURL is the site's address, without a slash at its end: what is read elsewhere names its pages in full.
	BaseURL string
	// SourceCode is the address of the program's source; no link when empty.
	SourceCode string
	// Flash takes the message left for this person by the previous request, nil when there is none.
	Flash func(echo.Context) *Notice
}

// SharePath is the picture shown where a page is shared that has none of its own.
const SharePath = "/images/partage.png"

// View is what a handler shows.
type View struct {
	// Title is the page's own title, before the label's name.
	Title string
	// TitlePrefix is read first: « Erreur », « Brouillon », « Déposée »; optional.
	TitlePrefix string
	// Section is the navigation entry that is current: one of the Section constants, or none.
	Section string
	// Description is for search engines and shared links; optional.
	Description string
	// Canonical is the address to be indexed when several show the same thing, in full or from the site's root; optional.
	Canonical string
	// Image is the picture shown where the page is shared, from the site's root, 1200 by 630; the site's own when empty.
	Image string
	// Schema describes the page to search engines in the words of schema.org; nil for none.
	Schema any
	// Private keeps the page out of search engines.
	Private bool
	// Unfollowed keeps it out too, and asks search engines not to follow its links.
	Unfollowed bool
	// Body is the page's view model: the dot of its templates.
	Body any
}

// Robots is what search engines are asked, empty when they may keep the page.
func (v View) Robots() string {
	switch {
	case v.Unfollowed:
		return "noindex, nofollow"
	case v.Private:
		return "noindex"
	}
	return ""
}

// Pages holds the templates, read once.
type Pages struct {
	files   fs.FS
	options Options

	sets map[string]*template.Template
	part *template.Template // the parts alone
}

// New reads and checks every template of files. A page is a file of an audience's folder; what stands in parts/ is
// shared by all, and mail/ is left to the mail.
func New(files fs.FS, options Options) (*Pages, error) {
	p := &Pages{files: files, options: options}
	if options.Static == nil {
		return nil, fmt.Errorf("preparing the pages: the static files are missing")
	}
	return p, p.read()
}

// read parses the layout and parts once, then each page over a copy of them.
func (p *Pages) read() error {
	functions, err := p.functions()
	if err != nil {
		return err
	}
	base := template.New("layout.html").Funcs(functions).Option("missingkey=error")
	parts, err := list(p.files, "parts")
	if err != nil {
		return err
	}
	for _, name := range parts {
		if err := add(base, p.files, name); err != nil {
			return err
		}
	}
	if p.part, err = base.Clone(); err != nil {
		return fmt.Errorf("copying the parts: %w", err)
	}
	if err := add(base, p.files, "layout.html"); err != nil {
		return err
	}
	names, err := list(p.files, ".")
	if err != nil {
		return err
	}
	p.sets = make(map[string]*template.Template, len(names))
	for _, name := range names {
		switch folder, _, ok := strings.Cut(name, "/"); {
		case !ok, folder == "parts", folder == "mail":
			continue
		}
		set, err := base.Clone()
		if err != nil {
			return fmt.Errorf("copying the layout for %s: %w", name, err)
		}
		if err := add(set, p.files, name); err != nil {
			return err
		}
		if set.Lookup("content") == nil {
			return fmt.Errorf("reading templates: %s does not define \"content\"", name)
		}
		// The layout shows these when a page defines them.
		for _, optional := range optionalBlocks {
			if set.Lookup(optional) == nil {
				if _, err := set.New(optional).Parse(""); err != nil {
					return fmt.Errorf("reading templates: %w", err)
				}
			}
		}
		p.sets[strings.TrimSuffix(name, ".html")] = set
	}
	return nil
}

// optionalBlocks are what a page may define beside "content": more of the head, a header above both columns,
// and a column of its own.
var optionalBlocks = []string{"head", "top", "aside"}

// list names the templates under folder.
func list(files fs.FS, folder string) ([]string, error) {
	var names []string
	err := fs.WalkDir(files, folder, func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && path.Ext(name) == ".html" {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("listing the templates of %s: %w", folder, err)
	}
	return names, nil
}

func add(set *template.Template, files fs.FS, name string) error {
	source, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Errorf("reading the template %s: %w", name, err)
	}
	target := set
	if name != "layout.html" {
		target = set.New(name)
	}
	if _, err := target.Parse(string(source)); err != nil {
		return fmt.Errorf("reading the template %s: %w", name, err)
	}
	space(set, name)
	return nil
}

// Names lists the pages that can be shown.
func (p *Pages) Names() []string { return sortedKeys(p.sets) }

// frame is what the layout reads.
type frame struct {
	View
	FullTitle     string
	Label         string
	Navigation    []Entry
	Account       Account
	Plan          []Quarter
	Demonstration bool
	SourceCode    string
	Flash         *Notice
	HasAside      bool
	HasTop        bool
}

var plan = Plan()

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// Show sends the page name ("public/home") with status. Nothing is sent when a template fails.
func (p *Pages) Show(c echo.Context, status int, name string, v View) error {
	current := p
	if p.options.Development {
		current = &Pages{files: p.files, options: p.options}
		if err := current.read(); err != nil {
			return err
		}
	}
	set, ok := current.sets[name]
	if !ok {
		return fmt.Errorf("showing a page: no template is named %q", name)
	}
	viewer := ViewerOf(c)
	if strings.HasPrefix(v.Canonical, "/") {
		v.Canonical = p.options.BaseURL + v.Canonical
	}
	v.Image = p.options.BaseURL + cmp.Or(v.Image, SharePath)
	f := frame{
		View:          v,
		FullTitle:     fullTitle(v),
		Label:         LabelName,
		Navigation:    navigation(viewer, v.Section),
		Account:       account(c, viewer, v.Section),
		Plan:          plan,
		Demonstration: p.options.Demonstration,
		SourceCode:    p.options.SourceCode,
		HasAside:      hasContent(set, "aside"),
		HasTop:        hasContent(set, "top"),
	}
	if p.options.Flash != nil {
		f.Flash = p.options.Flash(c)
	}
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	buffer.Reset()
	if err := set.Execute(buffer, f); err != nil {
		return fmt.Errorf("showing %s: %w", name, err)
	}
	if robots := v.Robots(); robots != "" {
		c.Response().Header().Set("X-Robots-Tag", robots)
	}
	return c.HTMLBlob(status, buffer.Bytes())
}

// Part writes one named part alone: what a script puts in a page that is already there.
func (p *Pages) Part(w io.Writer, name string, data any) error {
	if err := p.part.ExecuteTemplate(w, name, data); err != nil {
		return fmt.Errorf("showing the part %s: %w", name, err)
	}
	return nil
}

// hasContent tells whether a page defined an optional block.
func hasContent(set *template.Template, name string) bool {
	block := set.Lookup(name)
	return block != nil && block.Tree != nil && len(block.Tree.Root.Nodes) > 0
}

// longestTitle is what search engines show of a title, in signs.
const longestTitle = 70

func fullTitle(v View) string {
	title := LabelName
	if v.Title != "" {
		title = v.Title + " – " + LabelName
		if utf8.RuneCountInString(title) > longestTitle {
			title = v.Title + " – " + labelInitials
		}
	}
	if v.TitlePrefix != "" {
		title = v.TitlePrefix + "\u00a0: " + title
	}
	return title
}
