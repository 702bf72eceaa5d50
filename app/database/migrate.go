package database

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"sort"
	"strings"
	"testing/fstest"
	"time"

	"github.com/pressly/goose/v3"

	"tnl/migrations"
)

// Migration is one step of the schema and whether this database has taken it.
type Migration struct {
	Version   int64
	Name      string
	AppliedAt time.Time // zero when waiting
}

var tokens = map[Engine]*strings.Replacer{
	SQLite:   strings.NewReplacer("@TS@", "TIMESTAMP", "@JSON@", "TEXT", "@BLOB@", "BLOB"),
	Postgres: strings.NewReplacer("@TS@", "TIMESTAMPTZ", "@JSON@", "JSONB", "@BLOB@", "BYTEA"),
}

// sources gives the migrations of engine: tokens replaced, the other engine's files left out.
func sources(engine Engine) (fs.FS, error) {
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		return nil, err
	}
	out := fstest.MapFS{}
	for _, name := range names {
		base := name
		for _, e := range []Engine{SQLite, Postgres} {
			if trimmed, found := strings.CutSuffix(name, "."+string(e)+".sql"); found {
				base = trimmed + ".sql"
				if e != engine {
					base = ""
				}
			}
		}
		if base == "" {
			continue
		}
		text, err := fs.ReadFile(migrations.Files, name)
		if err != nil {
			return nil, err
		}
		out[base] = &fstest.MapFile{Data: []byte(tokens[engine].Replace(string(bytes.TrimSpace(text)) + "\n"))}
	}
	return out, nil
}

func (db *DB) provider() (*goose.Provider, error) {
	files, err := sources(db.Engine)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	dialect := goose.DialectSQLite3
	if db.Engine == Postgres {
		dialect = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(dialect, db.Pool(), files)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return provider, nil
}

// MigrateUp applies every waiting migration, each in a transaction, and tells which it applied.
func (db *DB) MigrateUp(ctx context.Context) ([]Migration, error) {
	provider, err := db.provider()
	if err != nil {
		return nil, err
	}
	results, err := provider.Up(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrate up: %w", err)
	}
	return applied(results), nil
}

// MigrateDown takes the last migration back, or all of them.
func (db *DB) MigrateDown(ctx context.Context, all bool) ([]Migration, error) {
	provider, err := db.provider()
	if err != nil {
		return nil, err
	}
	if all {
		results, err := provider.DownTo(ctx, 0)
		if err != nil {
			return nil, fmt.Errorf("migrate down: %w", err)
		}
		return applied(results), nil
	}
	result, err := provider.Down(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrate down: %w", err)
	}
	return applied([]*goose.MigrationResult{result}), nil
}

// Migrations lists every migration in order, with when it was applied.
func (db *DB) Migrations(ctx context.Context) ([]Migration, error) {
	provider, err := db.provider()
	if err != nil {
		return nil, err
	}
	statuses, err := provider.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("migration status: %w", err)
	}
	out := make([]Migration, 0, len(statuses))
	for _, s := range statuses {
		m := Migration{Version: s.Source.Version, Name: s.Source.Path}
		if s.State == goose.StateApplied {
			m.AppliedAt = s.AppliedAt
		}
		out = append(out, m)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Version < out[j].Version })
	return out, nil
}

func applied(results []*goose.MigrationResult) []Migration {
	out := make([]Migration, 0, len(results))
	for _, r := range results {
		out = append(out, Migration{Version: r.Source.Version, Name: r.Source.Path})
	}
	return out
}
