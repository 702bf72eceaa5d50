-- +goose Up
-- A session is good while it carries its person's generation: raising it ends them all.
CREATE TABLE people (
    id                 TEXT PRIMARY KEY,
    email              TEXT NOT NULL,
    email_folded       TEXT NOT NULL UNIQUE,
    name               TEXT NOT NULL,
    name_folded        TEXT NOT NULL DEFAULT '',
    password_hash      TEXT NOT NULL,
    session_generation INTEGER NOT NULL DEFAULT 1,
    confirmed_at       @TS@,
    created_at         @TS@ NOT NULL
);

-- A candidate needs no role: a person is a candidate by being in a candidacy's team.
CREATE TABLE roles (
    person_id  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role       TEXT NOT NULL CHECK (role IN ('juror', 'secretariat')),
    granted_at @TS@ NOT NULL,
    PRIMARY KEY (person_id, role)
);
CREATE INDEX roles_role ON roles (role);

-- One-time links sent by e-mail; only the hash of the token is kept.
CREATE TABLE tokens (
    hash       TEXT PRIMARY KEY,
    person_id  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    purpose    TEXT NOT NULL CHECK (purpose IN ('confirm', 'reset')),
    created_at @TS@ NOT NULL,
    expires_at @TS@ NOT NULL,
    used_at    @TS@
);
CREATE INDEX tokens_person ON tokens (person_id, purpose);

CREATE TABLE sessions (
    token      TEXT PRIMARY KEY,
    data       @BLOB@ NOT NULL,
    expires_at @TS@ NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Failures counted by key (an account, an address), shared by all instances.
CREATE TABLE throttles (
    key        TEXT PRIMARY KEY,
    failures   INTEGER NOT NULL CHECK (failures >= 0),
    started_at @TS@ NOT NULL
);

-- +goose Down
DROP TABLE throttles;
DROP TABLE sessions;
DROP TABLE tokens;
DROP TABLE roles;
DROP TABLE people;
