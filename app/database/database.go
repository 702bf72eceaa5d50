// Package database opens SQLite or PostgreSQL, applies the migrations, and runs transactions.
//
// Both engines keep what they acknowledged through a killed process and a power cut: SQLite runs in WAL with
// synchronous=FULL, PostgreSQL with its own defaults.
package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
	_ "modernc.org/sqlite" // registers the driver "sqlite", without cgo
)

// Engine is one of the two database engines.
type Engine string

const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is an open database. Reads go through Read, writes through Write.
type DB struct {
	Engine Engine
	read   *gorm.DB
	write  *gorm.DB
	pools  []*sql.DB
}

// Open opens the PostgreSQL database that dsn names, or the SQLite file at path when dsn is empty.
// It does not migrate.
func Open(dsn, path string) (*DB, error) {
	if dsn != "" {
		return openPostgres(dsn)
	}
	return openSQLite(path)
}

// A read pool beside a write pool of one connection: deferred read-then-write transactions lose writes to
// SQLITE_BUSY under load, immediate ones through one connection queue instead.
func openSQLite(path string) (*DB, error) {
	// Made here, so that nobody else on the machine can read it; SQLite gives its other files the same rights.
	created, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open SQLite file: %w", err)
	}
	created.Close()
	reader, err := sqlitePool(path, "deferred", 8)
	if err != nil {
		return nil, err
	}
	writer, err := sqlitePool(path, "immediate", 1)
	if err != nil {
		reader.Close()
		return nil, err
	}
	db := &DB{Engine: SQLite, pools: []*sql.DB{writer, reader}}
	// The writer opens first: it is the one that turns the file to WAL.
	if db.write, err = gorm.Open(sqliteDialector{&sqlite.Dialector{Conn: writer}}, settings()); err == nil {
		db.read, err = gorm.Open(sqliteDialector{&sqlite.Dialector{Conn: reader}}, settings())
	}
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("open SQLite file %s: %w", path, err)
	}
	return db, nil
}

func sqlitePool(path, lock string, connections int) (*sql.DB, error) {
	query := url.Values{
		"_txlock":      {lock},
		"_time_format": {"sqlite"},
		"_texttotime":  {"1"},
		"_pragma":      {"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(ON)", "cache_size(-8000)"},
	}
	pool, err := sql.Open("sqlite", "file:"+filepath.ToSlash(path)+"?"+query.Encode())
	if err != nil {
		return nil, fmt.Errorf("open SQLite file %s: %w", path, err)
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return pool, nil
}

func openPostgres(dsn string) (*DB, error) {
	config := settings()
	// pgx prepares statements by itself, for each connection. gorm's own cache has transactions wait for a statement that
	// somebody else prepares, who may wait for one of their connections: under load nobody would go on.
	config.PrepareStmt = false
	handle, err := gorm.Open(postgres.Open(dsn), config)
	if err != nil {
		return nil, fmt.Errorf("open PostgreSQL: %w", err)
	}
	pool, err := handle.DB()
	if err != nil {
		return nil, fmt.Errorf("open PostgreSQL: %w", err)
	}
	pool.SetMaxOpenConns(20)
	pool.SetMaxIdleConns(10)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	return &DB{Engine: Postgres, read: handle, write: handle, pools: []*sql.DB{pool}}, nil
}

func settings() *gorm.Config {
	return &gorm.Config{
		TranslateError:         true,
		SkipDefaultTransaction: true,
		PrepareStmt:            true,
		NowFunc:                Now,
		Logger: logger.New(slogWriter{}, logger.Config{
			SlowThreshold:             time.Second,
			LogLevel:                  logger.Error,
			IgnoreRecordNotFoundError: true,
			ParameterizedQueries:      true,
		}),
	}
}

type slogWriter struct{}

func (slogWriter) Printf(format string, args ...any) {
	slog.Warn("database", "detail", fmt.Sprintf(format, args...))
}

// Now is the present instant as both engines keep it: UTC, cut to the microsecond.
func Now() time.Time { return Instant(time.Now()) }

// Instant brings t to the form that both engines give back unchanged.
func Instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// Read gives a handle for queries that change nothing.
func (db *DB) Read(ctx context.Context) *gorm.DB { return db.read.WithContext(ctx) }

// Write runs change in one transaction: all of it is kept, or nothing.
func (db *DB) Write(ctx context.Context, change func(tx *gorm.DB) error) error {
	return db.write.WithContext(ctx).Transaction(change)
}

// Ping tells whether the database answers.
func (db *DB) Ping(ctx context.Context) error { return db.pools[0].PingContext(ctx) }

// Pool is the connection pool that writes, for migrations and statistics.
func (db *DB) Pool() *sql.DB { return db.pools[0] }

// Close closes every connection.
func (db *DB) Close() error {
	var errs []error
	for _, pool := range db.pools {
		errs = append(errs, pool.Close())
	}
	return errors.Join(errs...)
}

// Count registers count to be called with the text of every statement run through db; tests use it to
// find a query in a loop.
func (db *DB) Count(count func(statement string)) {
	hook := func(tx *gorm.DB) { count(tx.Statement.SQL.String()) }
	for _, handle := range []*gorm.DB{db.read, db.write} {
		callbacks := handle.Callback()
		_ = callbacks.Query().After("gorm:query").Replace("tnl:count", hook)
		_ = callbacks.Row().After("gorm:row").Replace("tnl:count", hook)
		_ = callbacks.Raw().After("gorm:raw").Replace("tnl:count", hook)
		_ = callbacks.Create().After("gorm:create").Replace("tnl:count", hook)
		_ = callbacks.Update().After("gorm:update").Replace("tnl:count", hook)
		_ = callbacks.Delete().After("gorm:delete").Replace("tnl:count", hook)
	}
}

// sqliteDialector translates the errors of the driver without cgo, which gorm's own does not know.
type sqliteDialector struct{ *sqlite.Dialector }

// Translate turns a broken constraint into gorm's error of that name.
func (d sqliteDialector) Translate(err error) error {
	var coded interface{ Code() int }
	if errors.As(err, &coded) {
		switch coded.Code() {
		case 1555, 2067: // SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE
			return gorm.ErrDuplicatedKey
		case 787: // SQLITE_CONSTRAINT_FOREIGNKEY
			return gorm.ErrForeignKeyViolated
		case 275: // SQLITE_CONSTRAINT_CHECK
			return gorm.ErrCheckConstraintViolated
		}
	}
	return err
}

// Contains gives a LIKE pattern that finds text anywhere, with its own wildcards made plain; use with ESCAPE '\'.
func Contains(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(text) + "%"
}
