package public_test

import (
	"regexp"
	"slices"
	"sync"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
)

var tableRead = regexp.MustCompile(`(?i)(?:FROM|JOIN)\s+["\x60]?([a-z_]+)`)

// revising lists the tables whose changes have visitors' pages made again.
func revising(t *testing.T, db *database.DB) []string {
	t.Helper()
	query := "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%public_revision%'"
	if db.Engine == database.Postgres {
		query = "SELECT DISTINCT c.relname FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid WHERE p.proname = 'revise_public'"
	}
	var tables []string
	must(t, db.Read(ctx).Raw(query).Scan(&tables).Error)
	return tables
}

// A page kept for visitors may read what never changes, and what changes the revision; nothing else.
func TestWhatVisitorsReadRevisesTheirPages(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		known := append(revising(t, db), "public_revision",
			"questionnaires", "submissions", // never changed
			"candidacies",          // whether a published edition had some
			"certificate_files",    // what was drawn, which is not shown
			"people",               // who brought a version in, which is not shown
			"issued_certificates",  // kept before anybody gets one, then never changed
			"signing_certificates", // one more at a start, which has no page yet
		)
		stage := published(t, db)
		var mutex sync.Mutex
		read := map[string]string{}
		db.Count(func(statement string) {
			mutex.Lock()
			defer mutex.Unlock()
			for _, found := range tableRead.FindAllStringSubmatch(statement, -1) {
				read[found[1]] = statement
			}
		})
		crawl(open(t, stage))
		if len(read) < 5 {
			t.Errorf("only %d tables are read", len(read))
		}
		for table, statement := range read {
			if !slices.Contains(known, table) {
				t.Errorf("pages kept for visitors read %s, whose changes they do not follow: %.200s", table, statement)
			}
		}
	})
}
