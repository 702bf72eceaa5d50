package page

import (
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/questionnaire/source"
	"tnl/app/web/chart"
)

// Components shows every part in every state, for those who change them: development alone serves it.
func Components(pages *Pages) echo.HandlerFunc {
	return func(c echo.Context) error {
		return pages.Show(c, http.StatusOK, "development/components", View{
			Title: "Composants", Private: true, Body: specimens(),
		})
	}
}

// longName is as long as real names get.
const longName = "Communauté d’agglomération du Pays de Sourdelle, des Ulmes-en-Beauce et des Trois-Rivières-Saint-Aubin"

// componentsPage is the view model of development/components.
type componentsPage struct {
	Now         time.Time
	Empty       []Field
	Filled      []Field
	Wrong       []Field
	Disabled    []Field
	Errors      ErrorSummary
	OneError    ErrorSummary
	Notices     []Notice
	Buttons     []Button
	Statuses    []Status
	Degrees     []Trust
	Levels      []LevelSigns
	Emblems     []Emblem
	Crumbs      []Link
	Pages       []Pagination
	Void        EmptyState
	Faults      source.Faults
	Differences []Differences
	Ask         Confirmation
	Danger      Confirmation
	Progress    []Progress
	Steps       Steps
	Contents    Contents
	Saved       []Saved
	Facts       []Fact
	Axes        AxesTable
	Plain       AxesTable
	Timeline    Timeline
	Strips      chart.Strips
	Measures    chart.Table
	Deadlines   []DeadlineView
	Filters     []Field
	Text        string
	LongName    string
	Choices     []Option
	Earlier     earlierSpecimens

	Enumerations [][]string
}

func specimens() componentsPage {
	wrong := fieldsOfEveryType()
	messages := map[string]string{
		"name":    "Écrivez le nom de la collectivité, tel qu’il figure sur ses délibérations.",
		"website": "L’adresse doit commencer par https://",
		"kind":    "Choisissez le type de la collectivité.",
		"suite":   "Choisissez une réponse, ou laissez la question pour plus tard.",
		"agree":   "Cochez la case pour continuer.",
	}
	for i := range wrong {
		wrong[i].Name, wrong[i].Error = wrong[i].Name+"-wrong", messages[wrong[i].Name]
	}
	disabled := fill(fieldsOfEveryType(), "-disabled")
	for i := range disabled {
		disabled[i].Disabled = true
	}
	back := Link{Label: "Garder ma candidature", Address: "/composants"}
	return componentsPage{
		Earlier: earlierOnes(),
		Now:     time.Date(2026, 10, 15, 22, 0, 0, 0, time.UTC), LongName: longName, Choices: kinds(),
		Enumerations: [][]string{{"2023", "2025", "2027"}, {"2026"}}, Text: "Une première ligne,\nune deuxième.\n\nUn autre paragraphe.",
		Empty: fieldsOfEveryType(), Filled: fill(fieldsOfEveryType(), "-filled"), Wrong: wrong, Disabled: disabled,
		Errors: Summarise(wrong...), OneError: ErrorSummary{Items: []ErrorItem{{Text: "Question 3.5 : l’adresse doit commencer par https://", Target: "field-website-wrong"}}},
		Notices: []Notice{
			{Kind: "success", Text: "Votre candidature est déposée.", Links: []Link{{Label: "Télécharger l’accusé de dépôt", Address: "#"}}},
			{Kind: "information", Text: "Le questionnaire a été corrigé : deux questions ont changé depuis votre dernière visite."},
			{Kind: "warning", Title: "Vous n’avez pas encore déposé.", Text: "Ce brouillon ne sera pas lu par le jury tant qu’il n’est pas déposé."},
			{Kind: "error", Text: "L’envoi du fichier a échoué. Il n’a pas été enregistré : recommencez."},
		},
		Buttons: []Button{
			{Label: "Enregistrer et continuer"}, {Label: "Enregistrer et rester ici", Kind: "second", Name: "stay", Value: "1"},
			{Label: "Retirer la candidature", Kind: "danger"}, {Label: "Voir le certificat", Address: "#"}, {Label: "Déposer", Disabled: true},
		},
		Statuses: []Status{
			StatusOf("draft"), StatusOf("submitted").With("le 3 octobre"), StatusOf("under_review"), StatusOf("decided"), StatusOf("published"),
			StatusOf("withdrawn"), StatusOf("preparing"), StatusOf("open"), StatusOf("closed"), StatusOf("unknown"),
		},
		Degrees: []Trust{{Degree: "declared"}, {Degree: "link", Text: "lien joint le 3 octobre"}, {Degree: "document"}, {Degree: "confirmed"}, {Degree: "adjusted"}},
		Levels: []LevelSigns{
			LevelOf(0), LevelOf(1), LevelOf(3), LevelOf(5), LevelNamed(2, 3, "Argent"), {Level: 4, Count: 5, Large: true},
			{Level: 4, Count: 5, Large: true, Named: true}, {Level: 2, Count: 5, Named: true}, UnknownLevel(),
		},
		Emblems: []Emblem{{Level: 1, Count: 5}, {Level: 4, Count: 5}, {Level: 5, Count: 5}, {Level: 2, Count: 3}},
		Crumbs:  []Link{NewLink("Annuaire", "#"), NewLink("Calvados", "#"), {Label: longName, Current: true}},
		Pages:   []Pagination{{Current: 1, Last: 3, Path: "/composants"}, {Label: "Pages d’une longue liste", Current: 6, Last: 24, Path: "/composants", Query: url.Values{"region": {"Bretagne"}}}},
		Faults: source.Faults{
			{Line: 22, Column: 9, Message: "question : clé inconnue `planable`, vouliez-vous `plannable` ?"},
			{Line: 40, Column: 5, Message: "question `postes` : l’aide (`help`) manque", Warning: true},
		},
		Differences: []Differences{{Title: "Logiciels et systèmes libres", Lines: []Difference{
			{Number: "3.1", Text: "formulation, question", Before: "Quelle suite bureautique ?", After: "Quelle suite bureautique sur vos postes ?"},
			{Number: "3.4", Text: "choix retiré : « Je ne sais pas » (0)"},
		}}},
		Void:     EmptyState{Title: "Vous n’avez pas encore de candidature", Text: "Commencez par trouver votre collectivité : son nom, son code postal ou son SIREN suffit.", Actions: []Button{{Label: "Commencer une candidature", Address: "#"}}},
		Ask:      Confirmation{Title: "Déposer la candidature", Text: "La candidature de Valbrune-sur-Orne est prête.", Consequences: []string{"Le jury lira les réponses telles qu’elles sont maintenant.", "Vous pourrez les modifier et déposer de nouveau jusqu’à la clôture."}, Action: "/composants", Button: "Déposer la candidature", Cancel: Link{Label: "Relire encore", Address: "/composants"}, Hidden: []Hidden{{Name: "revision", Value: "7"}}},
		Danger:   Confirmation{Title: "Retirer la candidature", Consequences: []string{"Le jury ne la lira pas.", "Vos réponses restent enregistrées et vous pourrez vous en servir l’an prochain."}, Action: "/composants", Button: "Retirer la candidature", Danger: true, Cancel: back, Fields: []Field{{Type: "textarea", Name: "reason", Label: "Pourquoi la retirer ?", Help: "Facultatif, lu par le secrétariat.", Rows: 3}}},
		Progress: []Progress{{ID: "progress-none", Label: "Questions remplies", Total: 57, Text: "Aucune question remplie sur 57"}, {ID: "progress-some", Label: "Questions remplies", Done: 20, Total: 57, Text: "20 questions sur 57"}},
		Steps:    Steps{Label: "Étapes de la candidature", Items: []Step{{Label: "Collectivité", Address: "#", State: "done"}, {Label: "Équipe", State: "current"}, {Label: "Questionnaire"}, {Label: "Dépôt"}}},
		Contents: Contents{Label: "Axes du questionnaire", Entries: []ContentsEntry{
			{Title: "Stratégie et mutualisation", Address: "#", Detail: "Complet", Done: true}, {Title: "Interopérabilité et accessibilité", Address: "#", Detail: "1 erreur", Invalid: true},
			{Title: "Logiciels et systèmes libres", Address: "#", Detail: "5/11", Current: true}, {Title: "Communication et écosystème", Address: "#", Detail: "0/9"}, {Title: "Ouverture des données publiques", Address: "#", Detail: "0/8"},
		}},
		Saved: []Saved{{State: "saved", Text: "Enregistré à 21 h 04"}, {State: "saving", Text: "Enregistrement…"}, {State: "failed", Text: "Non enregistré, nouvel essai dans 5 secondes. Ne fermez pas cette page."}, {State: "conflict", Text: "Votre collègue a modifié cette réponse en même temps que vous."}},
		Facts: []Fact{
			{Term: "Le moteur propose", Detail: "Niveau 2, 41,2 %", Level: &LevelSigns{Level: 2, Count: 5}}, {Term: "Il manque au niveau 3", Detail: "8,8 points, surtout en données ouvertes"},
			{Term: "Communes de moins de 500 habitants", Detail: "médiane 38 %, 11 candidatures", Link: &Link{Address: "#"}},
		},
		Axes: AxesTable{Caption: "Note par axe, et médiane des communes comparables", Median: true, Rows: axisRows()}, Plain: AxesTable{Caption: "Note par axe", Rows: axisRows()},
		Strips: chart.Strips{ID: "specimen", Title: "Niveaux décernés", Description: "Combien de territoires ont eu chaque niveau.", Corner: "Édition", Columns: []string{"2023", "2024", "2025"},
			Rows: []chart.Strip{
				{Group: "Niveaux de 1 à 5", Label: "Niveau 2", Cells: []chart.Cell{chart.Of(3), chart.Of(0), {}}}, {Label: "Niveau 1", Cells: []chart.Cell{chart.Of(7), chart.Of(12), {}}},
				{Group: "Autre échelle", Label: "Or", Cells: []chart.Cell{{}, {}, chart.Of(4)}},
			}},
		Measures: chart.Table{Caption: "Par région", Headings: []string{"Région", "Territoires", "Population"}, Lines: []chart.Measure{
			{Name: "Bretagne", Address: "#", Share: 100, Figures: []string{"4", "7\u00a0%"}}, {Name: "Corse", Share: 25, Figures: []string{"1", "–"}, Emphasis: true},
		}},
		Timeline:  Timeline{Title: "Niveau obtenu par édition", Count: Highest, Points: []TimelinePoint{{Year: "2019"}, {Year: "2020", Level: 2}, {Year: "2021", Level: 3}, {Year: "2022", Unknown: true}, {Year: "2023", Level: 4}, {Year: "2024"}, {Year: "2025", Level: 5}}},
		Deadlines: []DeadlineView{{At: time.Date(2026, 10, 15, 22, 0, 0, 0, time.UTC)}, {At: time.Date(2026, 10, 15, 22, 0, 0, 0, time.UTC), Department: "974"}, {At: time.Date(2026, 10, 15, 22, 0, 0, 0, time.UTC), Department: "987"}},
		Filters: []Field{
			{Type: "search", Name: "q", Label: "Nom, code postal ou SIREN", Autocomplete: "off"}, {Type: "select", Name: "region", Label: "Région", Options: []Option{{Label: "Toutes"}, {Value: "53", Label: "Bretagne"}, {Value: "11", Label: "Île-de-France"}}},
			{Type: "select", Name: "kind-filter", Label: "Type", Options: kinds()}, {Type: "segments", Name: "level", Label: "Niveau minimal", Value: "1", Options: []Option{{Value: "1", Label: "1", Note: "Niveau 1 ou plus"}, {Value: "2", Label: "2", Note: "Niveau 2 ou plus"}, {Value: "3", Label: "3", Note: "Niveau 3 ou plus"}, {Value: "4", Label: "4", Note: "Niveau 4 ou plus"}, {Value: "5", Label: "5", Note: "Niveau 5"}}},
		},
	}
}

func kinds() []Option {
	return []Option{{Label: "Tous"}, {Value: "commune", Label: "Commune", Group: "Bloc communal"}, {Value: "epci", Label: "Intercommunalité", Group: "Bloc communal"}, {Value: "departement", Label: "Département", Group: "Autres"}, {Value: "region", Label: "Région", Group: "Autres"}}
}

func axisRows() []AxisRow {
	return []AxisRow{
		{Title: "Stratégie et mutualisation", Address: "#", Share: 82, Text: "82 %", Median: 61, MedianText: "61 %"}, {Title: "Interopérabilité et accessibilité", Share: 74, Text: "74 %", Median: 66, MedianText: "66 %"},
		{Title: "Logiciels et systèmes libres", Share: 100, Text: "100 %", Median: 58, MedianText: "58 %"}, {Title: "Communication et écosystème", Share: 0, Text: "0 %", Median: 49, MedianText: "49 %"}, {Title: "Ouverture des données", Excluded: true, MedianText: "55 %"},
	}
}

// fieldsOfEveryType gives one field of each type, unanswered.
func fieldsOfEveryType() []Field {
	return []Field{
		{Type: "text", Name: "name", Label: "Nom de la collectivité", Help: "Tel qu’il figurera sur le certificat.", Required: true, Autocomplete: "organization"},
		{Type: "email", Name: "email", Label: "Adresse électronique", Autocomplete: "email"},
		{Type: "password", Name: "password", Label: "Mot de passe", Help: "Douze caractères au moins ; une phrase convient très bien.", Autocomplete: "new-password"},
		{Type: "number", Name: "share", Label: "Part des postes concernés", Help: "Une estimation suffit.", Min: "0", Max: "100", InputMode: "numeric", Suffix: "%"},
		{Type: "date", Name: "day", Label: "Date de la délibération"},
		{Type: "month", Name: "month", Label: "Pour quand est-ce prévu ?"},
		{Type: "url", Name: "website", Label: "Adresse d’une page, d’une délibération ou d’un dépôt de code", Help: "Par exemple : https://www.valbrune.example/deliberations/2026-41"},
		{Type: "file", Name: "document", Label: "Ou un document (PDF ou ODT, 5 Mo au plus)", Accept: ".pdf,.odt"},
		{Type: "select", Name: "kind", Label: "Type de la collectivité", Options: kinds()},
		{Type: "textarea", Name: "story", Label: "Racontez une migration dont vous êtes fiers", Help: "1 500 signes au plus.", MaxLength: 1500},
		{Type: "checkbox", Name: "agree", Label: "J’accepte que mon nom et ma fonction soient publiés avec les résultats", Required: true},
		{Type: "radio", Name: "suite", Label: "Quelle suite bureautique est installée ?", Options: []Option{
			{Value: "all", Label: "Une suite libre sur tous les postes", Points: "4 points", Note: "Par exemple LibreOffice ou OnlyOffice, sans suite propriétaire conservée à côté."},
			{Value: "some", Label: "Une suite libre sur une partie des postes", Points: "2 points"}, {Value: "none", Label: "Pas de suite libre aujourd’hui", Points: "0 point"},
		}},
		{Type: "checkboxes", Name: "services", Label: "Quels services libres proposez-vous ?", Help: "Plusieurs réponses possibles.", Columns: true, Options: []Option{
			{Value: "mail", Label: "Messagerie électronique"}, {Value: "files", Label: "Partage de fichiers"}, {Value: "video", Label: "Visioconférence"}, {Value: "school", Label: "Gestion des écoles et du périscolaire"},
		}},
	}
}

// fill answers each field, under names of their own.
func fill(fields []Field, suffix string) []Field {
	values := map[string]string{
		"name": longName, "email": "prenom.nom@valbrune.example", "password": "une phrase convient", "share": "45", "day": "2026-10-15", "month": "2027-06",
		"website": "https://www.valbrune.example/deliberations/2026-41", "kind": "commune", "suite": "some",
		"story": "En 2024, la médiathèque a remplacé son portail par un logiciel libre maintenu avec trois communes voisines.",
	}
	for i := range fields {
		fields[i].Value, fields[i].Checked = values[fields[i].Name], true
		fields[i].Values = []string{"mail", "school"}
		fields[i].Name += suffix
	}
	return fields
}
