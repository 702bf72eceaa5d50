// Package migrations embeds the versioned SQL that makes the database.
//
// One numbered file serves both engines; the tokens @TS@, @JSON@ and @BLOB@ stand for what differs and are
// replaced as the files are read (see app/database). Where tokens cannot say it, a pair
// NNNNN_name.postgres.sql / NNNNN_name.sqlite.sql takes the place of the single file.
package migrations

import "embed"

//go:embed *.sql
var Files embed.FS
