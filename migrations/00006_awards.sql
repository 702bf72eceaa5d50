-- +goose Up
-- A published decision. An award of a past edition that was imported has no candidacy: neither questionnaire nor
-- answers are known, and its level may not be.
CREATE TABLE awards (
    id                 TEXT PRIMARY KEY,
    number             TEXT NOT NULL UNIQUE,
    edition_id         TEXT NOT NULL REFERENCES editions (id),
    territory_id       TEXT NOT NULL REFERENCES territories (id),
    candidacy_id       TEXT UNIQUE REFERENCES candidacies (id),
    submission_id      TEXT REFERENCES submissions (id),
    territory_name     TEXT NOT NULL,
    level              INTEGER CHECK (level > 0),
    level_count        INTEGER NOT NULL CHECK (level_count > 0),
    level_title        TEXT NOT NULL,
    level_meaning      TEXT NOT NULL,
    mentions           @JSON@ NOT NULL,
    opinion            TEXT NOT NULL DEFAULT '',
    carrier            TEXT NOT NULL DEFAULT '',
    axes               @JSON@ NOT NULL,
    questionnaire_hash TEXT REFERENCES questionnaires (hash),
    answers_hash       TEXT NOT NULL DEFAULT '',
    source             TEXT NOT NULL DEFAULT '',
    awarded_at         @TS@ NOT NULL,
    withdrawn_at       @TS@,
    withdrawal_reason  TEXT NOT NULL DEFAULT '',
    UNIQUE (edition_id, territory_id),
    CHECK (level IS NULL OR level <= level_count),
    CHECK (candidacy_id IS NULL OR (level IS NOT NULL AND submission_id IS NOT NULL AND questionnaire_hash IS NOT NULL)),
    CHECK ((withdrawn_at IS NULL) = (withdrawal_reason = ''))
);
CREATE INDEX awards_territory ON awards (territory_id);

-- +goose Down
DROP TABLE awards;
