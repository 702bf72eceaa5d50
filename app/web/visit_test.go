package web_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/edition"
	"tnl/app/label"
	"tnl/app/territory"
	"tnl/app/web"
)

// forty writes a questionnaire of one axis and forty questions, of every type.
func forty() string {
	var b strings.Builder
	b.WriteString("id: quarante\ntitle: Quarante questions\naxes:\n  - id: axe\n    title: Un axe\n    weight: 1\n    questions:\n")
	for i := range 40 {
		kind := []string{"choice", "yes_no", "percentage", "choices", "long_text"}[i%5]
		fmt.Fprintf(&b, "      - id: q%d\n        type: %s\n        label: Une question de longueur ordinaire, numéro %d ?\n", i, kind, i)
		b.WriteString("        help: Une aide d’une ou deux lignes, comme en ont toutes les questions, pour dire ce qui compte.\n        why: Pourquoi cela compte.\n        advice: Ce qui ferait progresser.\n")
		switch kind {
		case "choice", "choices":
			b.WriteString("        plannable: true\n        options:\n")
			for o := range 6 {
				fmt.Fprintf(&b, "          - {id: o%d, label: Un choix parmi d’autres %d, help: Une précision, points: %d}\n", o, o, o)
			}
		case "yes_no":
			b.WriteString("        points: 2\n        plannable: true\n")
		case "percentage":
			b.WriteString("        points: 4\n        linear: true\n")
		}
	}
	b.WriteString("scale:\n  levels:\n    - {title: Un, meaning: Un, total: 20}\n    - {title: Deux, meaning: Deux, total: 60}\n")
	return b.String()
}

// visit is a signed-in candidate with an answered candidacy.
type visit struct {
	label     *label.Label
	person    *account.Person
	id        string // of the candidacy
	server    *web.Server
	cookie    *http.Cookie
	candidacy string // address of the candidacy
	axis      string // of the page of forty questions
	answer    string // to save an answer to
}

func newVisit(b testing.TB, db *database.DB) *visit {
	b.Helper()
	ctx := context.Background()
	v := openVisit(b, db, forty())
	f, err := v.label.Candidacies.Load(ctx, v.person, v.id)
	check(b, err)
	for _, question := range f.Questionnaire.Questions {
		form := url.Values{}
		switch question.Type {
		case "choice", "choices":
			form.Set(question.ID, "o3")
		case "yes_no":
			form.Set(question.ID, "oui")
		case "percentage":
			form.Set(question.ID, "62,5")
		default:
			form.Set(question.ID, strings.Repeat("Un récit de quelques lignes. ", 8))
		}
		answer, faults := question.FromForm(form)
		check(b, faults.Err())
		_, err := v.label.Candidacies.Save(ctx, v.person, v.id, []candidacy.Change{{Question: question.ID, Answer: answer}})
		check(b, err)
	}
	return v
}

// openVisit opens an edition that asks a questionnaire of one axis, and signs a candidate in.
func openVisit(b testing.TB, db *database.DB, questionnaire string) *visit {
	b.Helper()
	ctx := context.Background()
	l := label.New(db, "http://localhost", time.Now)
	var e edition.Edition
	check(b, db.Write(ctx, func(tx *gorm.DB) (err error) {
		now := time.Now()
		e, err = edition.Create(tx, now, "bench", edition.Settings{Year: 2030, Name: "Édition 2030", OpensAt: now.Add(-time.Hour), ClosesAt: now.Add(time.Hour)}, "essai.yaml", []byte(questionnaire))
		return err
	}))
	person, err := l.Accounts.Create(ctx, "bench", account.NewPerson{Name: "Camille", Email: "camille@valbrune.example", Password: "valbrune-choisit-le-libre"})
	check(b, err)
	id, err := l.Candidacies.Open(ctx, person, e.ID, candidacy.Applicant{Kind: territory.Commune, Code: "69123"})
	check(b, err)
	server, err := web.New(l, web.Options{Logger: slog.New(slog.DiscardHandler)})
	check(b, err)
	v := &visit{label: l, person: person, id: id, server: server, candidacy: "/candidatures/" + id, axis: "/candidatures/" + id + "/axes/axe", answer: "/candidatures/" + id + "/reponses/q2"}
	response := v.do(b, http.MethodPost, "/connexion", url.Values{"email": {person.Email}, "password": {"valbrune-choisit-le-libre"}}, http.StatusSeeOther)
	for _, cookie := range response.Result().Cookies() {
		v.cookie = cookie
	}
	if v.cookie == nil {
		b.Fatal("signing in gave no cookie")
	}
	return v
}

func (v *visit) do(b testing.TB, method, path string, form url.Values, status int) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if form != nil {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	request.Header.Set("Accept", "application/json, text/html")
	if v.cookie != nil {
		request.AddCookie(v.cookie)
	}
	response := httptest.NewRecorder()
	v.server.Echo.ServeHTTP(response, request)
	if response.Code != status {
		b.Fatalf("%s %s: %d, want %d\n%s", method, path, response.Code, status, response.Body)
	}
	return response
}

func check(b testing.TB, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}
