package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"tnl/app/award"
	"tnl/app/award/awardtest"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/label"
	"tnl/app/territory"
	"tnl/app/web"
	"tnl/app/web/public"
)

var ctx = context.Background()

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// site is the whole server over a stage.
type site struct {
	t      testing.TB
	stage  *awardtest.Stage
	server *web.Server
}

func open(t testing.TB, s *awardtest.Stage, perMinute int) *site {
	t.Helper()
	l := label.New(s.DB, awardtest.BaseURL, func() time.Time { return s.Now })
	server, err := web.New(l, web.Options{
		Logger: slog.New(slog.DiscardHandler), APIPerMinute: perMinute, Proxies: []string{"192.0.2.1/32"},
		Publisher: public.Publisher{Name: "Association du label", Contact: "label@example.org"},
	})
	must(t, err)
	return &site{t: t, stage: s, server: server}
}

// ask makes a request; headers are name and value in turn.
func (s *site) ask(method, path string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	request := httptest.NewRequest(method, "http://label.example.org/", nil)
	address, err := url.Parse(path)
	must(s.t, err)
	request.URL, request.RequestURI = address, path
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	s.server.Echo.ServeHTTP(recorder, request)
	return recorder
}

func (s *site) get(path string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.ask(http.MethodGet, path, headers...)
}

// read decodes what must be there.
func (s *site) read(path string, into any) {
	s.t.Helper()
	response := s.get(path)
	if response.Code != http.StatusOK {
		s.t.Fatalf("%s gives %d: %s", path, response.Code, response.Body)
	}
	must(s.t, json.Unmarshal(response.Body.Bytes(), into))
}

// problem is an error as it is told.
type problem struct {
	Type, Title, Detail string
	Status              int
	Errors              map[string]string
}

// refused reads the problem that a request meets.
func (s *site) refused(response *httptest.ResponseRecorder) problem {
	s.t.Helper()
	var told problem
	if err := json.Unmarshal(response.Body.Bytes(), &told); err != nil {
		s.t.Fatalf("%d is no problem: %s", response.Code, response.Body)
	}
	if kind := response.Header().Get("Content-Type"); kind != "application/problem+json" || told.Status != response.Code || told.Type != "about:blank" || told.Detail == "" {
		s.t.Errorf("%d, %s: %+v", response.Code, kind, told)
	}
	if response.Header().Get("Cache-Control") != "no-store" || response.Header().Get("Access-Control-Allow-Origin") != "*" || response.Header().Get("ETag") != "" {
		s.t.Errorf("the headers of a problem: %v", response.Header())
	}
	return told
}

// published is the real laureates of 2021, then 2026: Lyon at 4 and the department of Gironde at 5, whose team agreed
// to nothing, Rennes at 2, withdrawn, and the communes of unlabelled without a label; 2027 is decided, not published.
func published(t testing.TB, db *database.DB, unlabelled ...string) *awardtest.Stage {
	t.Helper()
	s := awardtest.New(t, db, 2021)
	s.ImportPast(2021)
	s.Open(2026)
	lyon, gironde := s.Commune("69123"), s.Apply(candidacy.Applicant{Kind: territory.Department, Code: "33"})
	rennes := s.Commune("35238")
	s.Declare(lyon, true, "LibreOffice", "QGIS", "Gestion Cantine")
	s.Declare(gironde, false, "LibreOffice", "Secret de Gironde")
	s.Declare(rennes, true, "QGIS", "Secret de Rennes")
	var none []string
	for _, code := range unlabelled {
		id := s.Commune(code)
		s.Declare(id, true, "LibreOffice", "Secret de "+code)
		none = append(none, id)
	}
	s.Close()
	s.Decide(lyon, 4, "Très bien.\n\nPour aller plus loin : ouvrir les données.", "mutualisation", "l’accueil de « tous » & <b>toutes</b>")
	s.Decide(gironde, 5, "Parfait.")
	s.Decide(rennes, 2, "Bien.")
	for _, id := range none {
		s.Decide(id, 0, "Pas encore.")
	}
	s.Publish()
	must(t, s.Awards.Withdraw(ctx, s.Secretary, "2026-0003", "Décerné par erreur."))
	s.Open(2027)
	caen := s.Commune("14118")
	s.Close()
	s.Decide(caen, 5, "Parfait.")
	return s
}

// many adds n territories labelled in 2025.
func many(t testing.TB, s *awardtest.Stage, n int) {
	t.Helper()
	laureates := make([]award.Laureate, n)
	for i := range laureates {
		laureates[i] = award.Laureate{
			Year: 2025, Name: fmt.Sprintf("Syndicat %c numéro %d", 'A'+i*7%26, i), Kind: territory.Syndicate, Department: "38",
			Award: fmt.Sprint(1 + i%5), Source: "test", Mentions: award.Mentions{},
		}
	}
	s.Open(2025)
	done := s.Import(laureates...)
	if len(done.Awards) != n {
		t.Fatalf("%d of %d were taken: %v", len(done.Awards), n, done.Unmatched)
	}
}

// local is an absolute address of the API as a path.
func local(address string) string { return strings.TrimPrefix(address, awardtest.BaseURL) }
