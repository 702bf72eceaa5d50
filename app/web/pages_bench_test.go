package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
)

func onEach(b *testing.B, run func(b *testing.B, v *visit)) {
	for _, engine := range []database.Engine{database.SQLite, database.Postgres} {
		b.Run(string(engine), func(b *testing.B) { run(b, newVisit(b, databasetest.Open(b, engine))) })
	}
}

// BenchmarkPageOfFortyQuestions is a whole request: session, queries, score, template.
func BenchmarkPageOfFortyQuestions(b *testing.B) {
	onEach(b, func(b *testing.B, v *visit) {
		for b.Loop() {
			v.do(b, http.MethodGet, v.axis, nil, http.StatusOK)
		}
	})
}

// BenchmarkSaveAnswer is a whole request that changes an answer, acknowledged once it is on disk.
func BenchmarkSaveAnswer(b *testing.B) {
	onEach(b, func(b *testing.B, v *visit) {
		n := 0
		for b.Loop() {
			form := url.Values{"q2": {fmt.Sprint(n % 100)}, "q2.revision": {fmt.Sprint(n + 1)}}
			v.do(b, http.MethodPost, v.answer, form, http.StatusOK)
			n++
		}
	})
}

// BenchmarkVisitorsPage is a whole request for a page that is kept: headers, revision, bytes.
func BenchmarkVisitorsPage(b *testing.B) {
	onEach(b, func(b *testing.B, v *visit) {
		visitor := *v
		visitor.cookie = nil
		for b.Loop() {
			visitor.do(b, http.MethodGet, "/annuaire", nil, http.StatusOK)
		}
	})
}
