package page_test

import (
	"io/fs"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"tnl/app/web/page"
	"tnl/app/web/page/pagetest"
	"tnl/templates"
)

// real gives the pages of the program.
func real(t *testing.T, options page.Options) *page.Pages {
	t.Helper()
	options.Static = assets(t)
	pages, err := page.New(templates.Embedded, options)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func components(t *testing.T, viewer *page.Viewer, options page.Options) string {
	t.Helper()
	c, recorder := newContext(http.MethodGet, "/composants")
	page.SetViewer(c, viewer)
	if err := page.Components(real(t, options))(c); err != nil {
		t.Fatal(err)
	}
	return recorder.Body.String()
}

func TestComponentsShowsEveryState(t *testing.T) {
	pagetest.Check(t, components(t, nil, page.Options{}),
		pagetest.Has("title", "Composants – Territoire numérique libre"),
		pagetest.Count("h1", 1),
		pagetest.Count("main", 1),
		pagetest.Has(".skip", "Aller au contenu"),
		pagetest.Has(".error-summary li a[href=#field-name-wrong]", "Écrivez le nom"),
		pagetest.Has("#field-name-wrong[aria-invalid=true]", ""),
		pagetest.Has("input[disabled]", ""),
		pagetest.Has(".status--draft", "Brouillon"),
		pagetest.Has(".status--sent", "Déposée, le 3 octobre"),
		pagetest.Has(".level--unknown", "Niveau non publié"),
		pagetest.Absent("[style]"),
		pagetest.Absent("style"),
		pagetest.Absent("[onclick]"),
	)
}

func TestTheLayoutFollowsTheViewer(t *testing.T) {
	pagetest.Check(t, components(t, nil, page.Options{}),
		pagetest.Count(".site-header nav li", 5),
		pagetest.Has(".site-header a[href=/connexion?suite=%2Fcomposants]", "Se connecter"),
		pagetest.Absent("form[action=/deconnexion]"),
		pagetest.Absent(".demonstration"),
	)
	pagetest.Check(t, components(t, &page.Viewer{Email: "a@valbrune.example"}, page.Options{Demonstration: true, SourceCode: "https://code.example/tnl"}),
		pagetest.Has(".menu summary", "a@valbrune.example"),
		pagetest.Has("form[action=/deconnexion][method=post] button", "Se déconnecter"),
		pagetest.Has(".site-header a[href=/candidatures]", "Mes candidatures"),
		pagetest.Absent(".site-header a[href=/jury]"),
		pagetest.Absent(".site-header a[href=/secretariat]"),
		pagetest.Has(".demonstration a[href=/demo/courrier]", "courrier"),
		pagetest.Has(".site-footer a[href=https://code.example/tnl]", "Code source"),
	)
	pagetest.Check(t, components(t, &page.Viewer{Name: "Anne Martin", Juror: true, Secretariat: true}, page.Options{}),
		pagetest.Has(".menu summary", "Anne Martin"),
		pagetest.Has(".site-header a[href=/jury]", "Jury"),
		pagetest.Has(".site-header a[href=/secretariat]", "Secrétariat"),
	)
}

func TestEveryAddressOfTheLayoutIsServed(t *testing.T) {
	files := assets(t)
	for _, address := range regexp.MustCompile(`/static/[^")]+`).FindAllString(components(t, nil, page.Options{}), -1) {
		_, name, _ := strings.Cut(strings.TrimPrefix(address, "/static/"), "/")
		if want, err := files.Address(name); err != nil || want != address {
			t.Errorf("%s: %v", address, err)
		}
	}
}

// catalogued lists the parts that templates/README.md offers to every page. Parts made for one domain are not among them.
func catalogued(t *testing.T) []string {
	t.Helper()
	readme, err := os.ReadFile("../../../templates/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(readme), "## Parts")
	table, _, _ = strings.Cut(table, "\n## ")
	var names []string
	for _, row := range regexp.MustCompile("(?m)^\\| (`[^|]+) \\|").FindAllStringSubmatch(table, -1) {
		for _, name := range strings.Split(row[1], ",") {
			names = append(names, strings.Trim(name, " `"))
		}
	}
	return names
}

// sources reads the templates under folder.
func sources(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(templates.Embedded, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".html") {
			return err
		}
		content, err := fs.ReadFile(templates.Embedded, name)
		found[name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestEveryPartIsShownAmongTheComponents(t *testing.T) {
	calls := regexp.MustCompile(`{{-?\s*template "([^"]+)"`)
	bodies := map[string]string{"": sources(t, "development")["development/components.html"] + sources(t, ".")["layout.html"]}
	definition := regexp.MustCompile(`(?s){{-?\s*define "([^"]+)"\s*-?}}(.*?)(?:{{-?\s*define|$)`)
	for _, source := range sources(t, "parts") {
		// Each definition ends where the next begins, so that overlapping matches are found one at a time.
		for rest := source; ; {
			at := definition.FindStringSubmatchIndex(rest)
			if at == nil {
				break
			}
			bodies[rest[at[2]:at[3]]] = rest[at[4]:at[5]]
			rest = rest[at[5]:]
		}
	}
	reached := map[string]bool{}
	var follow func(string)
	follow = func(name string) {
		for _, match := range calls.FindAllStringSubmatch(bodies[name], -1) {
			if !reached[match[1]] {
				reached[match[1]] = true
				follow(match[1])
			}
		}
	}
	follow("")
	reached["confirmation"] = true // it holds the page's title: shown as a page of its own below
	parts := catalogued(t)
	if len(parts) < 20 {
		t.Fatalf("the catalogue lists %d parts", len(parts))
	}
	for _, part := range parts {
		if _, ok := bodies[part]; !ok {
			t.Errorf("the catalogue lists %q, which is not defined", part)
		}
		if !reached[part] {
			t.Errorf("%q is not on the components page", part)
		}
	}
}

func TestNothingIsWrittenInlineAnywhere(t *testing.T) {
	inline := regexp.MustCompile(`(?i)\sstyle=|<style|<script(?:[^>]*)>[^<]|\son[a-z]+="|javascript:`)
	for name, source := range sources(t, ".") {
		source = strings.ReplaceAll(source, `<script type="application/ld+json">`, "") // data: no browser runs it
		if found := inline.FindString(source); found != "" {
			t.Errorf("%s holds %q, which the content security policy refuses", name, found)
		}
	}
}

func TestAConfirmationIsAPage(t *testing.T) {
	c, recorder := newContext(http.MethodGet, "/candidatures/1/retrait")
	err := real(t, page.Options{}).Show(c, http.StatusOK, "shared/confirmation", page.View{Title: "Retirer", Body: page.Confirmation{
		Title: "Retirer la candidature ?", Consequences: []string{"Le jury ne la lira pas."}, Action: "/candidatures/1/retrait", Button: "Retirer", Danger: true,
		Cancel: page.Link{Address: "/candidatures/1"}, Hidden: []page.Hidden{{Name: "revision", Value: "7"}},
		Fields: []page.Field{{Type: "textarea", Name: "reason", Label: "Raison", Error: "Écrivez la raison."}},
		Crumbs: []page.Link{{Label: "Mes candidatures", Address: "/candidatures"}, {Label: "Retirer", Current: true}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	pagetest.Check(t, recorder.Body.String(),
		pagetest.Has("h1", "Retirer la candidature ?"),
		pagetest.Has("form[method=post][action=/candidatures/1/retrait] li", "Le jury ne la lira pas."),
		pagetest.Attribute("input[name=revision]", "value", "7"),
		pagetest.Has("button.button--danger", "Retirer"),
		pagetest.Has("a[href=/candidatures/1]", "Annuler"),
		pagetest.Has(".error-summary a[href=#field-reason]", "Écrivez la raison."),
		pagetest.Has(".breadcrumb li[aria-current=page]", "Retirer"),
	)
}
