package public_test

import (
	"net/http"
	"testing"
	"time"

	"tnl/app/award"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/signature"
	"tnl/app/timestamp/timestamptest"
	"tnl/app/web/page/pagetest"
)

func TestHowSignaturesAreVerified(t *testing.T) {
	stage := published(t, databasetest.Open(t, database.SQLite))
	s := open(t, stage)
	pagetest.Check(t, s.page("/label/signature"), pagetest.Has(".intro-text", "ne portent pas de signature"), pagetest.Absent(".digest"))
	pagetest.Check(t, s.page("/certificats/2026-0002"), pagetest.Absent(".portrait .note"))
	if code := s.get("/label/signature/certificats.pem").Code; code != http.StatusNotFound {
		t.Errorf("certificates of nobody: %d", code)
	}

	stage.Sign(nil, "")
	stage.Now = stage.Now.Add(time.Hour)
	authority := timestamptest.New(t)
	stage.Sign(nil, authority.URL)
	pagetest.Check(t, s.page("/label/signature"), pagetest.Has("h3", "Ont signé auparavant"), pagetest.Count(".digest", 4), pagetest.Has("dl", "Jury d’essai (autorité d’essai)"))
	pagetest.Check(t, s.page("/certificats/2026-0002"), pagetest.Has(".portrait .note", "signature électronique du label"))
	chains, err := award.Certificates(s.get("/label/signature/certificats.pem").Body.Bytes())
	must(t, err)
	if len(chains) != 4 || signature.Name(chains[0]) != "Jury d’essai" {
		t.Errorf("%d certificates", len(chains))
	}

	authority.Down.Store(true)
	wait := s.get("/certificats/2026-0002.pdf")
	if wait.Code != http.StatusServiceUnavailable || wait.Header().Get("Retry-After") == "" || wait.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("while the authority fails: %d %v", wait.Code, wait.Header())
	}
	pagetest.Check(t, wait.Body.String(), pagetest.Has("h1", "Ce n’est pas encore prêt"), pagetest.Has("main", "en cours de signature"))
	authority.Down.Store(false)
	stage.Now = stage.Now.Add(time.Minute)
	if code := s.get("/certificats/2026-0002.pdf").Code; code != http.StatusOK {
		t.Errorf("once it is back: %d", code)
	}
}
