package web_test

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/app/web"
	"tnl/questionnaires"
)

func TestPreview(t *testing.T) {
	var text []byte
	var unreadable error
	server, err := web.NewPreview(web.Preview{
		Name: "essai.yaml", Read: func() ([]byte, error) { return text, unreadable }, Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	ask := func(method, target, host string) (int, string) {
		t.Helper()
		r := httptest.NewRequest(method, target, nil)
		r.Host = host
		w := httptest.NewRecorder()
		server.Echo.ServeHTTP(w, r)
		return w.Code, w.Body.String()
	}
	for _, step := range []struct {
		what, text, target, host string
		status                   int
		wants                    string
	}{
		{"a questionnaire", questionnairetest.Text("id: a\ntype: yes_no\nlabel: Avez-vous ?"), "/", "127.0.0.1:8081", 200, "Avez-vous"},
		{"the file as it was saved since", questionnairetest.Text("id: a\ntype: yes_no\nlabel: Faites-vous ?"), "/axes/axe", "localhost:8081", 200, "Faites-vous"},
		{"a warning", questionnairetest.Text("id: a\ntype: yes_no\nlabel: A\npoints: 1"), "/", "127.0.0.1", 200, "remarques sur ce fichier"},
		{"a follow-up, shown", questionnairetest.Text("id: a\ntype: yes_no\nlabel: A", "id: b\ntype: yes_no\nlabel: La suite\nfollow_up: {question: a, is: oui}"), "/", "[::1]:8081", 200, "À remplir selon votre réponse à la question 1.1."},
		{"a fault", questionnairetest.Text("id: a\ntype: yesno\nlabel: A"), "/", "127.0.0.1", 422, "Ligne 9, colonne 15"},
		{"no axis of that name", questionnairetest.Text("id: a\ntype: yes_no\nlabel: A"), "/axes/autre", "127.0.0.1", 404, "n’existe pas"},
		{"another site's name for this machine", questionnairetest.Text("id: a\ntype: yes_no\nlabel: A"), "/", "attaque.example", 403, "cette machine"},
	} {
		text = []byte(step.text)
		status, body := ask(http.MethodGet, step.target, step.host)
		if status != step.status || !strings.Contains(body, step.wants) {
			t.Errorf("%s: %d\n%s", step.what, status, body)
		}
	}
	unreadable = errors.New("disparu")
	if status, body := ask(http.MethodGet, "/", "127.0.0.1"); status != 422 || !strings.Contains(body, "disparu") {
		t.Errorf("an unreadable file: %d", status)
	}
}

// An author tries answers as one territory, then as another: what does not concern it goes, and points follow.
func TestAnswersAreTried(t *testing.T) {
	text := questionnairetest.Text(
		"id: a\ntype: yes_no\nlabel: Pour tous\npoints: 4\nweights: [{when: {kind: commune}, weight: 0.5}, {weight: 1}]",
		"id: b\ntype: yes_no\nlabel: Pour les régions\npoints: 1\nscope: {kind: region}", "id: n\ntype: number\nlabel: Combien\nbands: [{from: 1, points: 1}]")
	server, err := web.NewPreview(web.Preview{Name: "f", Read: func() ([]byte, error) { return []byte(text), nil }, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		target, form string
		wants        []string
	}{
		{"/axes/axe?genre=commune&habitants=900", "a=oui&n=beaucoup", []string{"Note\u00a0: 2 sur\u00a02.", "comptent ×\u00a00,5", "question ne concerne pas ce territoire", "Un nombre entier", `value="beaucoup"`, "2\u00a0points sur\u00a03, soit 66,6\u00a0%", "genre=commune&amp;habitants=900"}},
		{"/axes/axe?genre=region", "a=oui&b=non&n=3", []string{"Note\u00a0: 4 sur\u00a04.", "Note\u00a0: 0 sur\u00a01.", "Note\u00a0: 1 sur\u00a01.", "5\u00a0points sur\u00a06"}},
		{"/axes/axe?genre=inconnu&habitants=mille", "", []string{"Indiquez un nombre entier", "Pour les régions", "0\u00a0points sur\u00a06"}},
	} {
		r := httptest.NewRequest(http.MethodPost, c.target, strings.NewReader(c.form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Host = "127.0.0.1"
		w := httptest.NewRecorder()
		server.Echo.ServeHTTP(w, r)
		for _, want := range c.wants {
			if w.Code != 200 || !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s, %s: %d without %q", c.target, c.form, w.Code, want)
			}
		}
	}
}

// Every type is drawn empty, filled and with what it refuses: its template is run, not only parsed.
func TestEveryTypeIsDrawn(t *testing.T) {
	text := read(t, "../../docs/exemples/petit-questionnaire.yaml")
	q, faults := questionnaire.Read("f", text)
	if q == nil {
		t.Fatal(faults)
	}
	answers, faults := questionnaire.ReadAnswers(q, "a", read(t, "../../docs/exemples/petites-reponses.yaml"))
	if faults.Broken() {
		t.Fatal(faults)
	}
	server, err := web.NewPreview(web.Preview{Name: "f", Read: func() ([]byte, error) { return text, nil }, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[string]bool{}
	for _, axis := range q.Axes {
		filled, refused := url.Values{}, url.Values{}
		for _, question := range axis.Questions {
			drawn[question.Type] = true
			for name, values := range question.ToForm(answers.Answers.Get(question)) {
				filled[name], refused[name] = values, []string{"\x00 rien de tel"}
			}
		}
		for _, form := range []url.Values{{}, filled, refused} {
			r := httptest.NewRequest(http.MethodPost, "/axes/"+axis.ID, strings.NewReader(form.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Host = "127.0.0.1"
			w := httptest.NewRecorder()
			server.Echo.ServeHTTP(w, r)
			if w.Code != http.StatusOK {
				t.Errorf("%s with %v: %d", axis.ID, form, w.Code)
			}
		}
	}
	for _, name := range questionnaire.TypeNames() {
		if !drawn[name] {
			t.Errorf("the example of the guide has no question of type %s", name)
		}
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestEveryAxisShippedIsPreviewed(t *testing.T) {
	text, err := questionnaires.Files.ReadFile("tnl-2021.yaml")
	if err != nil {
		t.Fatal(err)
	}
	server, err := web.NewPreview(web.Preview{Name: "f", Read: func() ([]byte, error) { return text, nil }, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for _, axis := range []string{"", "axes/strategie"} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/"+axis, nil)
		r.Host = "127.0.0.1"
		server.Echo.ServeHTTP(w, r)
		if w.Code != 200 || strings.Count(w.Body.String(), "<fieldset") < 5 {
			t.Errorf("%s: %d", axis, w.Code)
		}
	}
}

func TestLocal(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:80": true, "127.0.0.1": true, "localhost:1": true, "[::1]:80": true, "0.0.0.0:80": false, ":80": false, "192.168.1.2:80": false, "localhost.attaque.example": false, "": false,
	} {
		if web.Local(address) != want {
			t.Errorf("Local(%q) is %t", address, !want)
		}
	}
}

// Nothing is kept of what an author tries: a document is stood for by its name, as a plain form sends it.
func TestADocumentIsTriedByItsName(t *testing.T) {
	text := questionnairetest.Text("id: a\ntype: file\nlabel: Charte\nhelp: A\npoints: 4\naccept: pdf")
	server, err := web.NewPreview(web.Preview{Name: "f", Read: func() ([]byte, error) { return []byte(text), nil }, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for form, want := range map[string]string{"a=charte.pdf": "Note\u00a0: 4 sur\u00a04.", "a=charte.doc": "n’est pas dans un format accepté", "a=": "0\u00a0points sur\u00a04"} {
		r := httptest.NewRequest(http.MethodPost, "/axes/axe?genre=commune", strings.NewReader(form))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Host = "127.0.0.1"
		w := httptest.NewRecorder()
		server.Echo.ServeHTTP(w, r)
		if body := w.Body.String(); w.Code != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d without %q", form, w.Code, want)
		}
	}
}
