-- +goose Up
-- A document given in answer, once for a candidacy under its hash. named_at is when an answer last took or left it. The
-- content stands last: SQLite reads what comes before it without going through it.
CREATE TABLE uploads (
    candidacy_id TEXT NOT NULL REFERENCES candidacies (id) ON DELETE CASCADE,
    sha256       TEXT NOT NULL CHECK (length(sha256) = 64),
    name         TEXT NOT NULL CHECK (name <> ''),
    media_type   TEXT NOT NULL,
    size         INTEGER NOT NULL CHECK (size BETWEEN 1 AND 10485760),
    uploaded_by  TEXT REFERENCES people (id) ON DELETE SET NULL,
    uploaded_at  @TS@ NOT NULL,
    named_at     @TS@ NOT NULL,
    content      @BLOB@ NOT NULL,
    PRIMARY KEY (candidacy_id, sha256),
    CHECK (length(content) = size)
);
CREATE INDEX uploads_named ON uploads (named_at);
-- +goose StatementBegin
CREATE TRIGGER uploads_no_update BEFORE UPDATE OF candidacy_id, sha256, media_type, size, uploaded_at, content ON uploads BEGIN SELECT RAISE(ABORT, 'uploads are immutable'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER uploads_no_delete BEFORE DELETE ON uploads
WHEN EXISTS (SELECT 1 FROM submissions s WHERE s.candidacy_id = OLD.candidacy_id AND instr(s.answers, OLD.sha256) > 0)
BEGIN SELECT RAISE(ABORT, 'a submission names this upload'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER uploads_no_delete;
DROP TRIGGER uploads_no_update;
DROP TABLE uploads;
