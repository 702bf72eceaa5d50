package web_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"tnl/app/account"
	"tnl/app/database"
	"tnl/app/database/databasetest"
)

// send makes a request as the visit's person and gives the answer, whatever its status.
func (v *visit) send(method, path, body string, header ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, "http://localhost/", strings.NewReader(body))
	request.URL = &url.URL{Path: path}
	if parsed, err := url.Parse(path); err == nil {
		request.URL = parsed
	}
	request.RequestURI = path
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	if v.cookie != nil {
		request.AddCookie(v.cookie)
	}
	response := httptest.NewRecorder()
	v.server.Echo.ServeHTTP(response, request)
	return response
}

func TestBadInputIsToldAndBreaksNothing(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := newVisit(t, db)
		big := "q2=" + strings.Repeat("a", 3<<20)
		for _, c := range []struct {
			name, method, path, body string
			header                   []string
			status                   int
			told                     string
		}{
			{"a body too large", "POST", v.axis, big, nil, 413, "trop volumineux"},
			{"a value of the wrong type", "POST", v.answer, "q2=abc&q2.revision=1", nil, 422, "pourcentage"},
			{"a choice that does not exist", "POST", v.candidacy + "/reponses/q0", "q0=zzz&q0.revision=1", nil, 422, "inconnu"},
			{"a revision that is no number", "POST", v.answer, "q2=5&q2.revision=abc", nil, 409, "clash"},
			{"a month that does not exist", "POST", v.candidacy + "/reponses/q0", "q0=o1&q0.revision=1&q0.planned=1&q0.planned_for=2027-13", nil, 422, "année-mois"},
			{"a link that is none", "POST", v.answer, "q2=5&q2.revision=1&q2.evidence=javascript:alert(1)", nil, 422, "https://"},
			{"a question of another questionnaire", "POST", v.candidacy + "/reponses/enjeux", "enjeux=x", nil, 404, ""},
			{"an axis that does not exist", "GET", v.candidacy + "/axes/nulle-part", "", nil, 404, ""},
			{"another's candidacy", "GET", "/candidatures/0198c000-0000-7000-8000-000000000000", "", nil, 404, ""},
			{"an id that is none", "GET", "/candidatures/%00%ff", "", nil, 404, ""},
			{"a NUL in a field", "POST", v.answer, "q2=%00&q2.revision=1", nil, 422, "illisibles"},
			{"bytes that are no text", "POST", v.answer, "q2=%ff%fe&q2.revision=1", nil, 422, "illisibles"},
			{"a form that cannot be read", "POST", v.answer, "%zz", nil, 400, ""},
			{"another site's form", "POST", v.candidacy + "/depot", "", []string{"Sec-Fetch-Site", "cross-site"}, 403, "autre site"},
			{"an absurd page number", "GET", "/annuaire?page=99999999999999999999&niveau=-1&edition=x&departement=%27", "", nil, 200, ""},
			{"an absurd search", "GET", "/candidatures/nouvelle?q=" + strings.Repeat("%25_%5C", 400), "", nil, 200, ""},
			{"a page that does not exist", "GET", "/nulle-part", "", nil, 404, ""},
			{"the jury's pages", "GET", "/jury", "", nil, 403, ""},
			{"the secretariat's pages", "GET", "/secretariat/editions/2030", "", nil, 403, ""},
			{"a choice of territory that does not exist", "POST", "/candidatures", "kind=commune&code=zzz", nil, 404, ""},
			{"a SIREN that is wrong", "POST", "/candidatures/autre-organisme", "kind=operator&name=SITIV&siren=123456789", nil, 422, "SIREN"},
		} {
			header := c.header
			if c.method == "POST" && strings.Contains(c.path, "/reponses/") {
				header = append(header, "Accept", "application/json")
			}
			response := v.send(c.method, c.path, c.body, header...)
			if response.Code != c.status {
				t.Errorf("%s: %d, want %d\n%.400s", c.name, response.Code, c.status, response.Body)
				continue
			}
			if !strings.Contains(response.Body.String(), c.told) {
				t.Errorf("%s: the answer does not tell %q:\n%.600s", c.name, c.told, response.Body)
			}
			for _, inside := range []string{"goroutine", "gorm", "SQLSTATE", "SQL logic", "/app/"} {
				if bytes.Contains(response.Body.Bytes(), []byte(inside)) {
					t.Errorf("%s: the answer shows %q", c.name, inside)
				}
			}
		}
	})
}

func TestOthersCannotTellACandidacyFromNone(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := newVisit(t, db)
		other := v.another(t, "sacha@ailleurs.example")
		for _, page := range []string{"", "/axes/axe", "/reponses", "/representants", "/equipe", "/depot", "/retrait"} {
			hidden := other.send("GET", v.candidacy+page, "")
			absent := other.send("GET", "/candidatures/0198c000-0000-7000-8000-000000000000"+page, "")
			if hidden.Code != http.StatusNotFound || hidden.Body.String() != absent.Body.String() {
				t.Errorf("%s: %d, and not the same bytes as for none", page, hidden.Code)
			}
		}
	})
}

// another signs in somebody else.
func (v *visit) another(t *testing.T, email string) *visit {
	t.Helper()
	_, err := v.label.Accounts.Create(context.Background(), "test", account.NewPerson{Name: "Sacha", Email: email, Password: "valbrune-choisit-le-libre"})
	check(t, err)
	other := *v
	other.cookie = nil
	response := other.do(t, http.MethodPost, "/connexion", url.Values{"email": {email}, "password": {"valbrune-choisit-le-libre"}}, http.StatusSeeOther)
	for _, cookie := range response.Result().Cookies() {
		other.cookie = cookie
	}
	return &other
}

func TestAnAnswerSavedIsShownAndScored(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := newVisit(t, db)
		response := v.send("POST", v.answer, "q2=12,5&q2.revision=1", "Accept", "application/json")
		var saved struct {
			Revision    int
			Saved, Side string
		}
		check(t, json.Unmarshal(response.Body.Bytes(), &saved))
		if saved.Revision != 2 || !strings.HasPrefix(saved.Saved, "Enregistré à") || !strings.Contains(saved.Side, "40 questions remplies") {
			t.Errorf("the answer to a script: %+v", saved)
		}
		page := v.send("GET", v.axis, "").Body.String()
		if !strings.Contains(page, `name="q2" value="12,5"`) || !strings.Contains(page, `name="q2.revision" value="2"`) {
			t.Error("the page does not show what was saved")
		}
	})
}

func TestThePlainFormKeepsWhatIsWrongAndSavesTheRest(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := newVisit(t, db)
		response := v.send("POST", v.axis, "q2=beaucoup&q2.revision=1&q7=50&q7.revision=1")
		page := response.Body.String()
		if response.Code != http.StatusUnprocessableEntity || !strings.Contains(page, `value="beaucoup"`) || !strings.Contains(page, "<title>Erreur") {
			t.Errorf("what was wrong is not shown again: %d", response.Code)
		}
		if !strings.Contains(v.send("GET", v.axis, "").Body.String(), `name="q7" value="50"`) {
			t.Error("what was right was not saved")
		}
	})
}

func TestVisitorsGetNoCookieAndStrictHeaders(t *testing.T) {
	v := newVisit(t, databasetest.Open(t, database.SQLite))
	v.cookie = nil
	for _, page := range []string{"/", "/annuaire", "/label", "/candidater", "/connexion", "/v", "/nulle-part"} {
		response := v.send("GET", page, "")
		if got := response.Result().Cookies(); len(got) > 0 {
			t.Errorf("%s sets %v", page, got)
		}
		policy := response.Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || response.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", page, response.Header())
		}
	}
	if got := v.send("GET", v.axis, ""); got.Code != http.StatusSeeOther || !strings.HasPrefix(got.Header().Get("Location"), "/connexion?suite=") {
		t.Errorf("signed out: %d %s", got.Code, got.Header().Get("Location"))
	}
}
