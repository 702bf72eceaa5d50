// Package databasetest gives tests a fresh, migrated database of either engine in milliseconds.
package databasetest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	_ "github.com/jackc/pgx/v5/stdlib" // registers the driver "pgx"

	"tnl/app/database"
)

// Variable names the environment variable that holds the DSN (URL form) of a PostgreSQL server where tests
// may create databases. scripts/test sets it.
const Variable = "TNL_TEST_POSTGRES"

// Each runs test twice, on a fresh SQLite file and on a fresh PostgreSQL database.
func Each(t *testing.T, test func(t *testing.T, db *database.DB)) {
	t.Helper()
	for _, engine := range []database.Engine{database.SQLite, database.Postgres} {
		t.Run(string(engine), func(t *testing.T) { test(t, Open(t, engine)) })
	}
}

// Open gives a fresh migrated database of engine, closed and dropped with the test.
func Open(t testing.TB, engine database.Engine) *database.DB {
	t.Helper()
	db, err := open(t, engine)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func open(t testing.TB, engine database.Engine) (*database.DB, error) {
	if engine == database.SQLite {
		model, err := sqliteModel()
		if err != nil {
			return nil, err
		}
		path := filepath.Join(t.TempDir(), "tnl.db")
		if err := os.WriteFile(path, model, 0o600); err != nil {
			return nil, err
		}
		return database.Open("", path)
	}
	model, err := postgresModel()
	if err != nil {
		return nil, err
	}
	name := "tnl_" + strings.ReplaceAll(uuid.NewString(), "-", "")
	if err := administer("CREATE DATABASE " + name + " TEMPLATE " + model); err != nil {
		return nil, err
	}
	t.Cleanup(func() { _ = administer("DROP DATABASE " + name + " WITH (FORCE)") })
	return database.Open(dsn(name), "")
}

// A migrated database is made once for a test process, then copied for each test.
var sqliteModel = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "tnl-model")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "model.db")
	db, err := database.Open("", path)
	if err != nil {
		return nil, err
	}
	_, err = db.MigrateUp(context.Background())
	if closed := db.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

var postgresModel = sync.OnceValues(func() (string, error) {
	if os.Getenv(Variable) == "" {
		return "", fmt.Errorf("%s is not set: run scripts/test, or give the URL of a PostgreSQL server for tests", Variable)
	}
	name := fmt.Sprintf("tnl_model_%d", os.Getpid())
	if err := administer("DROP DATABASE IF EXISTS " + name); err != nil {
		return "", err
	}
	if err := administer("CREATE DATABASE " + name); err != nil {
		return "", err
	}
	db, err := database.Open(dsn(name), "")
	if err != nil {
		return "", err
	}
	_, err = db.MigrateUp(context.Background())
	if closed := db.Close(); err == nil {
		err = closed
	}
	return name, err
})

func dsn(name string) string {
	address, err := url.Parse(os.Getenv(Variable))
	if err != nil {
		return os.Getenv(Variable)
	}
	address.Path = "/" + name
	return address.String()
}

func administer(statement string) error {
	pool, err := sql.Open("pgx", dsn("postgres"))
	if err != nil {
		return err
	}
	defer pool.Close()
	if _, err = pool.Exec(statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}
