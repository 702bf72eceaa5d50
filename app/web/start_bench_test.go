package web_test

import (
	"log/slog"
	"testing"
	"time"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/label"
	"tnl/app/web"
)

// BenchmarkNew is what a start costs beside the database: templates, static files, routes.
func BenchmarkNew(b *testing.B) {
	l := label.New(databasetest.Open(b, database.SQLite), "http://localhost", time.Now)
	for b.Loop() {
		if _, err := web.New(l, web.Options{Logger: slog.New(slog.DiscardHandler)}); err != nil {
			b.Fatal(err)
		}
	}
}
