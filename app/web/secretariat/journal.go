package secretariat

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/deliberation"
	"tnl/app/web/page"
	"tnl/app/web/session"
)

// journalView is one page of the log.
type journalView struct {
	Lines      []lineView
	Pagination page.Pagination
	Empty      page.EmptyState
}

type lineView struct {
	At       time.Time
	Who      string
	What     string
	Subject  string
	Address  string // of the subject, empty when it has no page
	Question string
}

func (s Site) journal(c echo.Context) error {
	number, _ := strconv.Atoi(c.QueryParam("page"))
	j, err := s.Deliberations.Journal(c.Request().Context(), session.Person(c), number)
	if err != nil {
		return err
	}
	v := journalView{
		Pagination: page.Pagination{Current: j.Page, Last: j.Pages, Path: "/secretariat/journal"},
		Empty:      page.EmptyState{Title: "Le journal est vide", Text: "Chaque changement y laissera une ligne."},
	}
	for _, line := range j.Lines {
		v.Lines = append(v.Lines, lineOf(line))
	}
	return s.show(c, http.StatusOK, "secretariat/journal", "Journal", v)
}

func lineOf(line deliberation.JournalLine) lineView {
	v := lineView{At: line.At, Who: line.ActorName, What: actions[line.Action]}
	if v.Who == "" {
		v.Who = actors[line.Actor]
	}
	if v.Who == "" {
		v.Who = line.Actor
	}
	if v.What == "" {
		v.What = line.Action
	}
	parts := strings.Split(line.Subject, "/")
	kind, known := subjects[parts[0]]
	if !known || len(parts) < 2 {
		v.Subject = line.Subject
		return v
	}
	v.Subject = line.About
	if v.Subject == "" {
		// An identifier's end tells it apart well enough; its beginning is a date.
		v.Subject = kind + " …" + parts[1][max(0, len(parts[1])-6):]
	}
	if parts[0] == "candidacy" {
		v.Address = "/secretariat/candidatures/" + parts[1]
	}
	if len(parts) > 2 && (parts[len(parts)-2] == "answer" || parts[len(parts)-2] == "adjustment") {
		v.Question = parts[len(parts)-1]
	}
	return v
}

// actors are the parts of the program that act.
var actors = map[string]string{"calendar": "Le calendrier", "import": "Une reprise de données", "demo": "La démonstration"}

var subjects = map[string]string{
	"candidacy": "Candidature", "edition": "Édition", "person": "Compte", "territory": "Territoire", "award": "Label", "software": "Logiciel",
}

// actions words what the log holds; an action that is not here is shown by its code.
var actions = map[string]string{
	"answer.save":              "a enregistré une réponse",
	"answer.set-aside":         "a mis des réponses à part, le questionnaire étant corrigé",
	"answer.take_over":         "a repris une réponse d’une édition passée",
	"award.import":             "a repris un label passé",
	"award.withdraw":           "a retiré un label",
	"candidacy.close":          "a transmis la candidature au jury",
	"candidacy.mandate":        "a désigné les référents",
	"candidacy.open":           "a ouvert une candidature",
	"candidacy.publish":        "a publié la décision",
	"candidacy.resume":         "a repris la candidature",
	"candidacy.submit":         "a déposé la candidature",
	"candidacy.withdraw":       "a retiré la candidature",
	"decision.record":          "a enregistré la décision",
	"decision.reopen":          "a rouvert la décision",
	"document.attach":          "a joint un document",
	"document.forget":          "a effacé un document que rien ne nommait plus depuis trente jours",
	"edition.change":           "a changé les réglages",
	"edition.close":            "a clos l’édition",
	"edition.create":           "a créé l’édition",
	"edition.import":           "a repris une édition passée",
	"edition.supersede":        "a remplacé le questionnaire",
	"edition.publish":          "a publié les résultats",
	"initiative.delete":        "a retiré une initiative de la candidature",
	"initiative.save":          "a enregistré une initiative",
	"initiative.withdraw":      "a retiré une initiative des pages publiques",
	"inventory.save":           "a enregistré l’inventaire des logiciels",
	"inventory.withdraw":       "a retiré un inventaire des pages publiques",
	"password.change":          "a changé de mot de passe",
	"password.reset":           "a choisi un nouveau mot de passe",
	"person.confirm":           "a confirmé son adresse",
	"person.create":            "a créé un compte",
	"person.rename":            "a changé de nom",
	"review.adjust":            "a ajusté les points d’une question",
	"review.begin":             "a commencé une évaluation",
	"review.propose":           "a enregistré une proposition",
	"review.remove-adjustment": "a retiré un ajustement",
	"review.reopen":            "a repris son évaluation",
	"review.submit":            "a rendu son évaluation",
	"role.grant":               "a donné un rôle",
	"role.revoke":              "a retiré un rôle",
	"software.moderate":        "a masqué ou corrigé un nom de logiciel",
	"team.invite":              "a invité une personne dans l’équipe",
	"team.join":                "a rejoint l’équipe",
	"team.uninvite":            "a annulé une invitation",
	"territory.adopt":          "a ajouté le territoire, du répertoire",
	"territory.create":         "a ajouté le territoire",
	"territory.declare":        "a déclaré le territoire",
}
