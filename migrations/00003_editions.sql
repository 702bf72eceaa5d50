-- +goose Up
-- A questionnaire is kept byte for byte under its content hash and never changed.
CREATE TABLE questionnaires (
    hash       TEXT PRIMARY KEY,
    slug       TEXT NOT NULL,
    source     TEXT NOT NULL,
    created_at @TS@ NOT NULL
);

CREATE TABLE editions (
    id                 TEXT PRIMARY KEY,
    year               INTEGER NOT NULL UNIQUE CHECK (year BETWEEN 2016 AND 2100),
    name               TEXT NOT NULL,
    questionnaire_hash TEXT NOT NULL REFERENCES questionnaires (hash),
    opens_at           @TS@ NOT NULL,
    closes_at          @TS@ NOT NULL,
    closed_at          @TS@,
    published_at       @TS@,
    place              TEXT NOT NULL DEFAULT '',
    signatory          TEXT NOT NULL DEFAULT '',
    jury               TEXT NOT NULL DEFAULT '',
    revision           INTEGER NOT NULL DEFAULT 1,
    CHECK (opens_at < closes_at),
    CHECK (published_at IS NULL OR closed_at IS NOT NULL)
);

-- +goose Down
DROP TABLE editions;
DROP TABLE questionnaires;
