package api_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"tnl/app/award/awardtest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/page/pagetest"
)

var tried = regexp.MustCompile(`href="(/api/v1/[^"]*)"`)

// The page says all that the document says, and what it proposes to try answers.
func TestTheGuideIsTheDocument(t *testing.T) {
	stage := published(t, databasetest.Open(t, database.SQLite))
	s := open(t, stage, 600)
	got := s.get("/api")
	body := got.Body.String()
	if got.Code != http.StatusOK || got.Header().Get("ETag") == "" || got.Header().Get("Set-Cookie") != "" {
		t.Fatalf("%d, %v", got.Code, got.Header())
	}
	c := readContract(t, s)
	tests := []pagetest.Test{
		pagetest.Has("h1", "par programme"), pagetest.Has("#limite", "Limite"), pagetest.Has("section p", "600 demandes par minute"),
		pagetest.Has("pre", "curl '"+awardtest.BaseURL+"/api/v1/territories"), pagetest.Has("section a", "label@example.org"),
	}
	operations := 0
	for path, methods := range c.Paths {
		op := methods["get"]
		operations++
		tests = append(tests, pagetest.Has("#"+op.OperationID+" h3", op.Summary), pagetest.Has("#"+op.OperationID+" code", "GET /api/v1"+path))
		for _, p := range op.Parameters {
			tests = append(tests, pagetest.Has("#"+op.OperationID+" th", p.Name))
		}
		tests = append(tests, pagetest.Count("#"+op.OperationID+" tbody tr", len(op.Parameters)))
	}
	for name, one := range c.whole.(map[string]any)["components"].(map[string]any)["schemas"].(map[string]any) {
		if name == "Problem" { // told with the errors
			continue
		}
		for property := range one.(map[string]any)["properties"].(map[string]any) {
			tests = append(tests, pagetest.Has("section th", property))
		}
		tests = append(tests, pagetest.Has("section h3#"+name, name))
	}
	pagetest.Check(t, body, tests...)
	addresses := tried.FindAllStringSubmatch(body, -1)
	if len(addresses) != operations+2 {
		t.Errorf("%d addresses to try for %d operations", len(addresses), operations)
	}
	for _, one := range addresses {
		if answer := s.get(strings.ReplaceAll(one[1], "&amp;", "&")); answer.Code != http.StatusOK {
			t.Errorf("%s, to be tried, gives %d", one[1], answer.Code)
		}
	}
	pagetest.Check(t, open(t, stage, 0).get("/api").Body.String(), pagetest.Has("section p", "n’en a pas"))
}

// Before anything is published there is nothing to try, and the page says the rest.
func TestTheGuideBeforeAnythingIsPublished(t *testing.T) {
	s := open(t, awardtest.New(t, databasetest.Open(t, database.SQLite), 2026), 0)
	pagetest.Check(t, s.get("/api").Body.String(), pagetest.Has("#getAward code", "GET /api/v1/awards/{number}"), pagetest.Count("#getAward p a", 1), pagetest.Count("#listAwards p a", 2))
	var list list
	if s.read("/api/v1/territories", &list); list.Total != 0 || list.Items == nil {
		t.Errorf("nothing is %+v", list)
	}
}
