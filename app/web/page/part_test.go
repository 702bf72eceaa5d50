package page_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"tnl/app/web/page"
	"tnl/app/web/page/pagetest"
)

func TestParts(t *testing.T) {
	pages := real(t, page.Options{})
	closing := time.Date(2026, 10, 15, 22, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		part   string
		data   any
		checks []pagetest.Test
	}{
		"text field": {"field", page.Field{Type: "text", Name: "name", Label: "Nom ?", Help: "Entier.", Value: "<Ormeaux>", Error: "Écrivez le nom.", Required: true, Autocomplete: "organization", MaxLength: 80}, []pagetest.Test{
			pagetest.Attribute("label", "for", "field-name"), pagetest.Has("label", "Nom ? (obligatoire)"), pagetest.Attribute("input", "value", "<Ormeaux>"),
			pagetest.Attribute("input", "aria-describedby", "field-name-help field-name-error"), pagetest.Attribute("input", "aria-invalid", "true"),
			pagetest.Has("#field-name-help", "Entier."), pagetest.Has("#field-name-error", "Erreur : Écrivez le nom."), pagetest.Has("input[required]", ""),
			pagetest.Attribute("input", "autocomplete", "organization"), pagetest.Attribute("input", "maxlength", "80"),
		}},
		"plain field": {"field", page.Field{Type: "email", Name: "email", Label: "Adresse"}, []pagetest.Test{
			pagetest.Absent("[aria-describedby]"), pagetest.Absent("[aria-invalid]"), pagetest.Absent("[required]"), pagetest.Absent(".error"), pagetest.Absent("input[value]"),
		}},
		"field with an id and a unit": {"field", page.Field{Type: "number", Name: "a.b", ID: "share", Label: "Part", Suffix: "%", Min: "0", Max: "100"}, []pagetest.Test{
			pagetest.Attribute("label", "for", "share"), pagetest.Attribute("input", "id", "share"), pagetest.Attribute("input", "max", "100"), pagetest.Has(".suffix", "%"),
		}},
		"textarea keeps its first line": {"field", page.Field{Type: "textarea", Name: "story", Label: "Récit", Value: "\nUn", Rows: 3}, []pagetest.Test{
			pagetest.Has("textarea[rows=3]", "Un"),
		}},
		"select": {"field", page.Field{Type: "select", Name: "kind", Label: "Type", Value: "region", Options: []page.Option{{Label: "Tous"}, {Value: "commune", Label: "Commune", Group: "Bloc communal"}, {Value: "region", Label: "Région", Group: "Autres", Disabled: true}}}, []pagetest.Test{
			pagetest.Count("option", 3), pagetest.Count("optgroup", 2), pagetest.Has("option[selected]", "Région"), pagetest.Has("optgroup[label=Autres] option[disabled]", "Région"),
		}},
		"radio group": {"field", page.Field{Type: "radio", Name: "suite", Label: "Suite", Value: "some", Error: "Choisissez.", Options: []page.Option{{Value: "all", Label: "Toutes", Points: "4 points", Note: "Par exemple…"}, {Value: "some", Label: "Une partie"}}}, []pagetest.Test{
			pagetest.Has("fieldset legend", "Suite"), pagetest.Count("input[type=radio]", 2), pagetest.Attribute("input[checked]", "value", "some"), pagetest.Has("#field-suite", ""),
			pagetest.Has("#field-suite-2[checked]", ""), pagetest.Has(".points", "4 points"), pagetest.Has("small", "Par exemple…"), pagetest.Attribute("fieldset", "aria-describedby", "field-suite-error"),
		}},
		"checkboxes": {"field", page.Field{Type: "checkboxes", Name: "services", Label: "Services", Values: []string{"b", "c"}, Columns: true, Options: []page.Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}, {Value: "c", Label: "C"}}}, []pagetest.Test{
			pagetest.Count("input[type=checkbox][checked]", 2), pagetest.Count(".choices--columns", 1),
		}},
		"one checkbox": {"field", page.Field{Type: "checkbox", Name: "agree", Label: "J’accepte", Checked: true}, []pagetest.Test{
			pagetest.Has("label input[checked]", ""), pagetest.Attribute("input", "value", "yes"),
		}},
		"segments": {"field", page.Field{Type: "segments", Name: "level", Label: "Niveau minimal", Value: "2", Options: []page.Option{{Value: "1", Label: "1", Note: "Niveau 1 ou plus"}, {Value: "2", Label: "2", Note: "Niveau 2 ou plus"}}}, []pagetest.Test{
			pagetest.Attribute("input[checked]", "value", "2"), pagetest.Has("span.visually-hidden", "Niveau 2 ou plus"), pagetest.Count("span[aria-hidden=true]", 2),
		}},
		"no error":        {"error-summary", page.ErrorSummary{}, []pagetest.Test{pagetest.Absent(".error-summary")}},
		"one error":       {"error-summary", page.Summarise(page.Field{Name: "a", Error: "Écrivez."}, page.Field{Name: "b"}), []pagetest.Test{pagetest.Has("h2", "Une réponse est à corriger"), pagetest.Has("[role=alert][tabindex=-1] a[href=#field-a]", "Écrivez."), pagetest.Count("li", 1)}},
		"two errors":      {"error-summary", page.ErrorSummary{Items: []page.ErrorItem{{Text: "Un", Target: "q1"}, {Text: "Deux"}}}, []pagetest.Test{pagetest.Has("h2", "2 réponses sont à corriger"), pagetest.Count("a", 1), pagetest.Count("li", 2)}},
		"level":           {"level", page.LevelOf(3), []pagetest.Test{pagetest.Attribute(".level", "aria-label", "Niveau\u00a03 sur\u00a05"), pagetest.Count("use[href=#sign]", 3), pagetest.Count(".empty use[href=#sign-empty]", 2)}},
		"no level":        {"level", page.LevelOf(0), []pagetest.Test{pagetest.Attribute(".level", "aria-label", "Aucun niveau"), pagetest.Count(".empty", 5)}},
		"another scale":   {"level", page.LevelNamed(2, 3, "Argent"), []pagetest.Test{pagetest.Attribute(".level", "aria-label", "Argent"), pagetest.Count("svg", 3)}},
		"unknown level":   {"level", page.UnknownLevel(), []pagetest.Test{pagetest.Has(".level--unknown", "Niveau non publié"), pagetest.Absent("use[href=#sign]")}},
		"level in words":  {"level", page.LevelSigns{Level: 4, Count: 5, Large: true, Named: true}, []pagetest.Test{pagetest.Has(".level--large .level-title", "Niveau 4 sur 5"), pagetest.Absent("[role=img]")}},
		"emblem":          {"emblem", page.Emblem{Level: 4, Count: 5}, []pagetest.Test{pagetest.Attribute("svg", "viewBox", "0 0 132 132"), pagetest.Count("path", 5), pagetest.Count(".missing", 1), pagetest.Attribute("path", "d", "M56.0 57.6A13 13 0 1 1 56.0 74.4")}},
		"draft":           {"status", page.StatusOf("draft"), []pagetest.Test{pagetest.Has(".status--draft", "Brouillon")}},
		"submitted":       {"status", page.StatusOf("submitted").With("le 3 octobre"), []pagetest.Test{pagetest.Has(".status--sent", "Déposée, le 3 octobre"), pagetest.Absent(".status--draft")}},
		"trust":           {"trust", page.Trust{Degree: "document"}, []pagetest.Test{pagetest.Has(".trust--document", "document vu")}},
		"breadcrumb":      {"breadcrumb", []page.Link{{Label: "Annuaire", Address: "/annuaire"}, {Label: "Ici", Current: true}}, []pagetest.Test{pagetest.Has("a[href=/annuaire]", "Annuaire"), pagetest.Has("li[aria-current=page]", "Ici"), pagetest.Count("a", 1)}},
		"one page":        {"pagination", page.Pagination{Current: 1, Last: 1, Path: "/annuaire"}, []pagetest.Test{pagetest.Absent("nav")}},
		"middle page":     {"pagination", page.Pagination{Current: 6, Last: 24, Path: "/annuaire", Query: url.Values{"region": {"53"}, "page": {"6"}}}, []pagetest.Test{pagetest.Attribute("a[rel=prev]", "href", "/annuaire?page=5&region=53"), pagetest.Attribute("a[rel=next]", "href", "/annuaire?page=7&region=53"), pagetest.Count(".gap", 2), pagetest.Has("a[aria-current=page]", "6")}},
		"notice":          {"notice", page.Notice{Kind: "success", Text: "Déposée.", Links: []page.Link{{Label: "Accusé", Address: "/a"}}}, []pagetest.Test{pagetest.Has(".notice--success[role=status]", "Fait : Déposée."), pagetest.Has("a[href=/a]", "Accusé")}},
		"error notice":    {"notice", page.NewNotice("error", "Échec."), []pagetest.Test{pagetest.Has(".notice--error[role=alert]", "Erreur : Échec.")}},
		"buttons":         {"actions", []page.Button{{Label: "Enregistrer"}, {Label: "Rester", Kind: "second", Name: "stay", Value: "1"}, {Label: "Voir", Address: "/v"}, {Label: "Déposer", Disabled: true}}, []pagetest.Test{pagetest.Count("button[type=submit]", 3), pagetest.Attribute("button[name=stay]", "value", "1"), pagetest.Has("a.button[href=/v]", "Voir"), pagetest.Has("button[disabled]", "Déposer")}},
		"progress":        {"progress", page.Progress{Label: "Questions", Done: 20, Total: 57, Text: "20 sur 57"}, []pagetest.Test{pagetest.Attribute("progress", "value", "20"), pagetest.Attribute("label", "for", "progress"), pagetest.Has("p", "20 sur 57")}},
		"steps":           {"steps", page.Steps{Label: "Étapes", Items: []page.Step{{Label: "Un", Address: "/1", State: "done"}, {Label: "Deux", State: "current"}, {Label: "Trois"}}}, []pagetest.Test{pagetest.Has("nav p", "Étape 2 sur 3"), pagetest.Has("li[aria-current=step]", "Deux"), pagetest.Has(".done a[href=/1]", "Un"), pagetest.Has(".done", "(fait)"), pagetest.Count("a", 1)}},
		"contents":        {"contents", page.Contents{Label: "Axes", Entries: []page.ContentsEntry{{Title: "Un", Address: "/1", Detail: "Complet", Done: true}, {Title: "Deux", Address: "/2", Detail: "5/11", Current: true}}}, []pagetest.Test{pagetest.Has("a.done span", "Complet"), pagetest.Has("a[aria-current=step]", "Deux 5/11")}},
		"saved":           {"saved", page.Saved{State: "failed", Text: "Non enregistré"}, []pagetest.Test{pagetest.Has(".saved--failed[role=status]", "Non enregistré")}},
		"empty state":     {"empty-state", page.EmptyState{Title: "Rien encore", Text: "Commencez.", Actions: []page.Button{{Label: "Commencer", Address: "/c"}}}, []pagetest.Test{pagetest.Has("h2", "Rien encore"), pagetest.Has("a.button[href=/c]", "Commencer")}},
		"facts":           {"facts", []page.Fact{{Term: "Niveau", Detail: "41 %", Level: &page.LevelSigns{Level: 2, Count: 5}}, {Term: "Lien", Link: &page.Link{Label: "ici", Address: "/i"}}}, []pagetest.Test{pagetest.Has("dd .level", ""), pagetest.Has("dd", "41 %"), pagetest.Has("a[href=/i]", "ici")}},
		"axes":            {"axes", page.AxesTable{Caption: "Notes", Median: true, Rows: []page.AxisRow{{Title: "Un", Share: 82, Text: "82 %", Median: 61, MedianText: "61 %"}, {Title: "Deux", Excluded: true, MedianText: "–"}}}, []pagetest.Test{pagetest.Has("caption", "Notes"), pagetest.Attribute("rect", "width", "82"), pagetest.Attribute("path", "d", "M61 0V10"), pagetest.Count("rect", 1), pagetest.Has("td", "sans objet"), pagetest.Has("th", "Médiane")}},
		"axes, no median": {"axes", page.AxesTable{Rows: []page.AxisRow{{Title: "Un", Share: 82, Text: "82 %"}}}, []pagetest.Test{pagetest.Absent("path"), pagetest.Count("tbody td", 2)}},
		"deadline":        {"deadline", page.DeadlineView{At: closing}, []pagetest.Test{pagetest.Attribute("time", "datetime", "2026-10-15T22:00:00Z"), pagetest.Has(".deadline", "le 15 octobre 2026 à 23 h 59, heure de Paris")}},
		"deadline abroad": {"deadline", page.DeadlineView{At: closing, Department: "974"}, []pagetest.Test{pagetest.Has(".deadline", "heure de Paris, soit le 16 octobre 2026 à 1 h 59, heure de La Réunion")}},
		"timeline": {"timeline", page.Timeline{Title: "Niveaux", Count: 5, Points: []page.TimelinePoint{{Year: "2023", Level: 2}, {Year: "2024"}, {Year: "2025", Unknown: true}}}, []pagetest.Test{
			pagetest.Count("use", 2), pagetest.Count("use.below", 1), pagetest.Count("line", 5), pagetest.Has("desc", "2023 : niveau 2, 2024 : pas de label, 2025 : niveau non publié."), pagetest.Attribute("svg", "aria-labelledby", "timeline-title timeline-description"),
		}},
	} {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			if err := pages.Part(&out, c.part, c.data); err != nil {
				t.Fatal(err)
			}
			body := out.String()
			pagetest.Check(t, body, c.checks...)
			if strings.Contains(body, "ZgotmplZ") {
				t.Errorf("a value was refused by the escaper: %s", body)
			}
		})
	}
}

func TestAnUnknownPartIsAnError(t *testing.T) {
	if err := real(t, page.Options{}).Part(&strings.Builder{}, "absent", nil); err == nil {
		t.Error("a part that does not exist was shown")
	}
}

func TestFieldsAreMadeInsideTemplates(t *testing.T) {
	f := page.NewField("email", "email", "Adresse", "a@b.example", map[string]string{"email": "Inconnue."})
	if f.Error != "Inconnue." || f.Target() != "field-email" || f.DescribedBy() != "field-email-error" {
		t.Errorf("field = %+v", f)
	}
	if page.NewField("text", "name", "Nom", "", nil).Error != "" {
		t.Error("a form without errors has one")
	}
}

func TestCrumbsEndWithThisPage(t *testing.T) {
	links, err := page.Crumbs("Jury", "/jury", "Lecture")
	if err != nil || len(links) != 2 || links[0].Address != "/jury" || !links[1].Current {
		t.Errorf("%+v, %v", links, err)
	}
	if _, err := page.Crumbs("Jury", "/jury"); err == nil {
		t.Error("a breadcrumb without this page's label was accepted")
	}
}

func TestManyEditionsStayReadable(t *testing.T) {
	var points []page.TimelinePoint
	for range 12 {
		points = append(points, page.TimelinePoint{Year: "2025", Level: 5})
	}
	line := page.Timeline{Count: 5, Points: points}
	if !line.Dense() || line.Width() > 600 {
		t.Errorf("twelve editions are %d wide", line.Width())
	}
	columns := line.Columns()
	if last := columns[len(columns)-1]; last.X+13 > line.Width() {
		t.Errorf("the last column stands at %d of %d", last.X, line.Width())
	}
}
