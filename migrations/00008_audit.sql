-- +goose Up
CREATE TABLE audit_log (
    id      TEXT PRIMARY KEY,
    at      @TS@ NOT NULL,
    actor   TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    before  TEXT NOT NULL DEFAULT '',
    after   TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_log_subject ON audit_log (subject, at);

-- +goose Down
DROP TABLE audit_log;
