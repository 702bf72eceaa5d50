package web_test

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/edition"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/app/territory"
)

const (
	listOfSoftware = "type: group\nlabel: Logiciels\nhelp: A\nitem: logiciel\npoints_per_item: 1\nfields: [{id: name, label: Nom, type: short_text, required: true}]"
	linuxShare     = "type: percentage\nlabel: Part\nhelp: A\nlinear: true\npoints: 4\nplannable: true"
)

var (
	firstYear = questionnairetest.Text("id: logiciels\n"+listOfSoftware, "id: part\n"+linuxShare, "id: plan\n"+linuxShare,
		"id: une\ntype: yes_no\nlabel: Une ?", "id: deux\ntype: yes_no\nlabel: Deux ?", "id: neuve\ntype: short_text\nlabel: Mots")
	nextYear = strings.Replace(questionnairetest.Text("id: logiciels\ncontinues: essai/logiciels\n"+listOfSoftware, "id: part\ncontinues: essai/part\n"+linuxShare,
		"id: plan\ncontinues: essai/plan\n"+linuxShare, "id: reunie\ncontinues: [essai/une, essai/deux]\ntype: yes_no\nlabel: Réunie ?", "id: neuve\ntype: number\nlabel: Combien ?"),
		"id: essai\n", "id: suite\n", 1)
)

// openNext opens the edition of the year after, beside the first, and the candidacy of the same commune.
func (v *visit) openNext(t *testing.T) (edition.Edition, string) {
	t.Helper()
	var e edition.Edition
	check(t, v.label.DB.Write(context.Background(), func(tx *gorm.DB) (err error) {
		now := time.Now()
		e, err = edition.Create(tx, now, "test", edition.Settings{Year: 2031, Name: "Édition 2031", OpensAt: now.Add(-time.Hour), ClosesAt: now.Add(time.Hour)}, "suite.yaml", []byte(nextYear))
		return err
	}))
	id, err := v.label.Candidacies.Open(context.Background(), v.person, e.ID, candidacy.Applicant{Kind: territory.Commune, Code: "69123"})
	check(t, err)
	return e, id
}

// submit submits a candidacy as its team would.
func submit(t *testing.T, v *visit, person *account.Person, id string) {
	t.Helper()
	who := candidacy.Representative{Name: "Noé Roux", Function: "maire", Email: "maire@commune.example"}
	check(t, v.label.Candidacies.Mandate(context.Background(), person, id, 1, candidacy.Mandate{Elected: who, Technical: who}))
	_, err := v.label.Candidacies.Submit(context.Background(), person, id)
	check(t, err)
}

var firstAnswers = url.Values{
	"logiciels.revision": {"0"}, "logiciels.0.name": {"LibreOffice"}, "logiciels.1.name": {"QGIS"}, "logiciels.2.name": {"VLC"}, "logiciels.comment": {"Tous les postes."},
	"part.revision": {"0"}, "part": {"40"}, "part.evidence": {"https://commune.example/part"}, "plan.revision": {"0"}, "plan.planned": {"1"}, "plan.planned_for": {"2030-03"},
	"une.revision": {"0"}, "une": {"oui"}, "deux.revision": {"0"}, "deux": {"non"}, "stay": {"1"},
}

// secondYear is a candidate in front of the page of the year after.
func secondYear(t *testing.T, db *database.DB) (v *visit, axis, id string) {
	t.Helper()
	v = openVisit(t, db, firstYear)
	v.do(t, http.MethodPost, v.axis, firstAnswers, http.StatusSeeOther)
	submit(t, v, v.person, v.id)
	_, id = v.openNext(t)
	return v, "/candidatures/" + id + "/axes/axe", id
}

// plain reads a page without its entities and its no-break spaces.
func plain(page string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(html.UnescapeString(page))
}

func TestLastYearsAnswersAreTakenOverByThePlainForm(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v, axis, id := secondYear(t, db)
		get := func(address string) string {
			return plain(v.do(t, http.MethodGet, address, nil, http.StatusOK).Body.String())
		}
		page := get(axis)
		has(t, page, "En 2030, il y a moins d’un mois, vous aviez répondu", `name="reprendre" value="logiciels"`, "Tous les postes.", `href="https://commune.example/part"`,
			"Vous l’aviez prévu pour mars 2030", "Cette question en réunit plusieurs de 2030", "Une ?", "Deux ?")
		if strings.Contains(page, `value="plan"`) || strings.Contains(page, `value="reunie"`) || strings.Count(page, "data-earlier") != 4 {
			t.Error("what does not carry over is offered")
		}
		has(t, get("/candidatures/"+id), "2 réponses attendent votre confirmation", axis+`#q-logiciels`, "Vos éditions précédentes", "Édition 2030", "Déposée")

		// Everything else on the page is kept; what is wrong is shown again as it was typed, beside what was taken.
		form := url.Values{"reprendre": {"logiciels"}, "logiciels.revision": {"0"}, "logiciels.comment": {"Sauf l’accueil."}, "logiciels.0.name": {"Ligne commencée"},
			"part.revision": {"0"}, "part": {"beaucoup"}, "reunie.revision": {"0"}, "reunie": {"oui"}, "neuve.revision": {"0"}, "neuve": {"3"}}
		page = plain(v.do(t, http.MethodPost, axis, form, http.StatusUnprocessableEntity).Body.String())
		has(t, page, `value="LibreOffice"`, `value="VLC"`, "Sauf l’accueil.", `value="beaucoup"`)
		f, err := v.label.Candidacies.Load(context.Background(), v.person, id)
		check(t, err)
		taken := f.Answers.Get(f.Questionnaire.Question("logiciels"))
		if got := f.Questionnaire.Question("logiciels").Show(taken.Value); !strings.Contains(got, "QGIS") || taken.Comment != "Sauf l’accueil." || f.Answers.Get(f.Questionnaire.Question("reunie")).Value != true {
			t.Fatalf("kept: %s, %+v", got, taken)
		}

		form = url.Values{"reprendre": {"part"}, "part.revision": {"0"}}
		response := v.do(t, http.MethodPost, axis, form, http.StatusSeeOther)
		if got := response.Header().Get("Location"); got != axis+"?reprise=part#q-part" {
			t.Fatalf("goes to %s", got)
		}
		page = get(axis + "?reprise=part")
		has(t, page, `id="q-part" data-question="part" aria-describedby="part-help" tabindex="-1"`, "Enregistré : réponse de 2030 reprise", `name="part" value="40"`, `value="https://commune.example/part"`, "Comme en 2030.")
		if strings.Contains(get(axis+"?reprise=reunie"), "tabindex=\"-1\" id=\"q-reunie\"") || strings.Contains(get(axis+"?reprise=reunie"), "reprise</p>") {
			t.Error("an answer given anew is said to be taken over")
		}
		history, err := audit.History(db.Read(context.Background()), "candidacy/"+id+"/answer/part")
		check(t, err)
		if len(history) != 1 || history[0].Action != "answer.take_over" || !strings.Contains(history[0].After, `"edition":2030`) {
			t.Errorf("%+v", history)
		}
	})
}

func TestAnAnswerTakenOverIsAcknowledged(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v, _, id := secondYear(t, db)
		address := "/candidatures/" + id + "/reponses/part"
		for _, c := range []struct{ revision, value, said, action string }{
			{"0", "40", "réponse de 2030 reprise", "answer.take_over"},
			{"1", "50", "", "answer.save"}, // sent as taken over, and changed meanwhile: it is not
		} {
			body := v.do(t, http.MethodPost, address, url.Values{"part.revision": {c.revision}, "part": {c.value}, "part.taken": {"1"}}, http.StatusOK).Body.String()
			if strings.Contains(body, "reprise") != (c.said != "") || !strings.Contains(body, "Enregistré à") {
				t.Errorf("%s: %s", c.value, body)
			}
			history, err := audit.History(db.Read(context.Background()), "candidacy/"+id+"/answer/part")
			check(t, err)
			if last := history[len(history)-1]; last.Action != c.action {
				t.Errorf("%s: the log says %s", c.value, last.Action)
			}
		}
	})
}

// The pages of a team that has nobody of the earlier one are the same bytes before and after those others submitted.
func TestEarlierAnswersOfOthersDoNotExist(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := openVisit(t, db, firstYear)
		other, err := v.label.Accounts.Create(context.Background(), "test", account.NewPerson{Name: "Autre", Email: "autre@commune.example", Password: "une longue phrase à retenir"})
		check(t, err)
		_, id := v.openNext(t)
		// The first edition's candidacy is left to others, who have answered nothing yet.
		check(t, v.label.Candidacies.Invite(context.Background(), v.person, v.id, other.Email))
		check(t, v.label.Candidacies.Join(context.Background(), other, v.id))
		_, err = db.Pool().ExecContext(context.Background(), "DELETE FROM team_members WHERE person_id = '"+v.person.ID+"' AND candidacy_id = '"+v.id+"'")
		check(t, err)
		axis := "/candidatures/" + id + "/axes/axe"
		pages := func() string {
			var all strings.Builder
			for _, address := range []string{"/candidatures/" + id, axis, axis + "?reprise=part", "/candidatures/" + id + "/reponses"} {
				all.WriteString(v.do(t, http.MethodGet, address, nil, http.StatusOK).Body.String())
			}
			return all.String()
		}
		before := pages()
		var changes []candidacy.Change
		f, err := v.label.Candidacies.Load(context.Background(), other, v.id)
		check(t, err)
		for _, q := range f.Questionnaire.Questions {
			if answer, faults := q.FromForm(firstAnswers); len(faults) == 0 {
				changes = append(changes, candidacy.Change{Question: q.ID, Answer: answer})
			}
		}
		_, err = v.label.Candidacies.Save(context.Background(), other, v.id, changes)
		check(t, err)
		submit(t, v, other, v.id)
		if after := pages(); after != before {
			t.Error("a stranger's pages tell that others submitted")
		}
		// Asking for what is hidden only saves what was typed, as for a question that nothing was said to.
		form := url.Values{"reprendre": {"part"}, "part.revision": {"0"}, "part": {""}, "neuve.revision": {"0"}, "neuve": {"3"}, "stay": {"1"}}
		response := v.do(t, http.MethodPost, axis, form, http.StatusSeeOther)
		if got := response.Header().Get("Location"); got != axis {
			t.Errorf("goes to %s", got)
		}
		if page := v.do(t, http.MethodGet, axis, nil, http.StatusOK).Body.String(); regexp.MustCompile(`(?i)2030|reprendre`).MatchString(page) {
			t.Error("it tells of 2030")
		}
	})
}
