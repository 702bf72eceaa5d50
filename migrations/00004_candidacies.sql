-- +goose Up
CREATE TABLE candidacies (
    id                 TEXT PRIMARY KEY,
    edition_id         TEXT NOT NULL REFERENCES editions (id),
    territory_id       TEXT NOT NULL REFERENCES territories (id),
    state              TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'under_review', 'decided', 'published', 'withdrawn')),
    elected_name       TEXT NOT NULL DEFAULT '',
    elected_function   TEXT NOT NULL DEFAULT '',
    elected_email      TEXT NOT NULL DEFAULT '',
    elected_public     BOOLEAN NOT NULL DEFAULT FALSE,
    technical_name     TEXT NOT NULL DEFAULT '',
    technical_function TEXT NOT NULL DEFAULT '',
    technical_email    TEXT NOT NULL DEFAULT '',
    first_candidacy    BOOLEAN NOT NULL DEFAULT FALSE,
    revision           INTEGER NOT NULL DEFAULT 1,
    created_at         @TS@ NOT NULL,
    submitted_at       @TS@,
    UNIQUE (edition_id, territory_id)
);
CREATE INDEX candidacies_territory ON candidacies (territory_id);

CREATE TABLE team_members (
    candidacy_id TEXT NOT NULL REFERENCES candidacies (id) ON DELETE CASCADE,
    person_id    TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role         TEXT NOT NULL CHECK (role IN ('lead', 'contributor')),
    joined_at    @TS@ NOT NULL,
    PRIMARY KEY (candidacy_id, person_id)
);
CREATE INDEX team_members_person ON team_members (person_id);

-- A colleague is invited by address, and joins once signed in with it; whether an account exists is told to nobody.
CREATE TABLE invitations (
    candidacy_id TEXT NOT NULL REFERENCES candidacies (id) ON DELETE CASCADE,
    email        TEXT NOT NULL,
    email_folded TEXT NOT NULL,
    invited_by   TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    invited_at   @TS@ NOT NULL,
    PRIMARY KEY (candidacy_id, email_folded)
);
CREATE INDEX invitations_email ON invitations (email_folded);

CREATE TABLE answers (
    candidacy_id TEXT NOT NULL REFERENCES candidacies (id) ON DELETE CASCADE,
    question_id  TEXT NOT NULL,
    content      @JSON@ NOT NULL,
    revision     INTEGER NOT NULL CHECK (revision > 0),
    updated_by   TEXT REFERENCES people (id) ON DELETE SET NULL,
    updated_at   @TS@ NOT NULL,
    PRIMARY KEY (candidacy_id, question_id)
);

-- What was submitted, for ever. Content is TEXT, not JSONB: it is hashed byte for byte.
CREATE TABLE submissions (
    id                 TEXT PRIMARY KEY,
    candidacy_id       TEXT NOT NULL REFERENCES candidacies (id),
    number             INTEGER NOT NULL CHECK (number > 0),
    questionnaire_hash TEXT NOT NULL REFERENCES questionnaires (hash),
    facts              TEXT NOT NULL,
    answers            TEXT NOT NULL,
    answers_hash       TEXT NOT NULL,
    salt               TEXT NOT NULL,
    total_percent      TEXT NOT NULL,
    level              INTEGER NOT NULL CHECK (level >= 0),
    submitted_by       TEXT REFERENCES people (id) ON DELETE SET NULL,
    submitted_at       @TS@ NOT NULL,
    UNIQUE (candidacy_id, number)
);

-- +goose Down
DROP TABLE submissions;
DROP TABLE answers;
DROP TABLE invitations;
DROP TABLE team_members;
DROP TABLE candidacies;
