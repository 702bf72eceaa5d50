-- +goose Up
-- What a candidacy's team declares beside its answers: the free software of its territory, and its initiatives. None of
-- it is scored. published is the team's consent, which an award copies at its publication.
CREATE TABLE inventories (
    candidacy_id TEXT PRIMARY KEY REFERENCES candidacies (id) ON DELETE CASCADE,
    published    BOOLEAN NOT NULL DEFAULT FALSE,
    contact      TEXT NOT NULL DEFAULT '',
    revision     INTEGER NOT NULL CHECK (revision > 0)
);

-- software is a slug of the catalogue, or the key of a name that it does not have.
CREATE TABLE inventory_lines (
    candidacy_id TEXT NOT NULL REFERENCES inventories (candidacy_id) ON DELETE CASCADE,
    software     TEXT NOT NULL CHECK (software <> ''),
    name         TEXT NOT NULL,
    domain       TEXT NOT NULL,
    since        INTEGER CHECK (since BETWEEN 1970 AND 2100),
    extent       TEXT NOT NULL DEFAULT '',
    peer         BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (candidacy_id, software)
);

CREATE TABLE initiatives (
    id           TEXT PRIMARY KEY,
    candidacy_id TEXT NOT NULL REFERENCES candidacies (id) ON DELETE CASCADE,
    theme        TEXT NOT NULL,
    title        TEXT NOT NULL,
    summary      TEXT NOT NULL,
    link         TEXT NOT NULL DEFAULT '',
    published    BOOLEAN NOT NULL DEFAULT FALSE,
    revision     INTEGER NOT NULL CHECK (revision > 0)
);
CREATE INDEX initiatives_candidacy ON initiatives (candidacy_id);

-- What was agreed to, copied with the award. What is taken back is deleted: nothing is left for anybody to show.
CREATE TABLE award_inventories (
    award_id TEXT PRIMARY KEY REFERENCES awards (id),
    contact  TEXT NOT NULL DEFAULT ''
);
CREATE TABLE award_software (
    award_id TEXT NOT NULL REFERENCES award_inventories (award_id) ON DELETE CASCADE,
    software TEXT NOT NULL CHECK (software <> ''),
    name     TEXT NOT NULL,
    domain   TEXT NOT NULL,
    since    INTEGER,
    extent   TEXT NOT NULL DEFAULT '',
    peer     BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (award_id, software)
);
CREATE INDEX award_software_software ON award_software (software);
CREATE TABLE award_initiatives (
    id       TEXT PRIMARY KEY,
    award_id TEXT NOT NULL REFERENCES awards (id),
    theme    TEXT NOT NULL,
    title    TEXT NOT NULL,
    summary  TEXT NOT NULL,
    link     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX award_initiatives_award ON award_initiatives (award_id);
CREATE INDEX award_initiatives_theme ON award_initiatives (theme);

-- What the secretariat made of a name: hidden, or taken for another software.
CREATE TABLE software_names (
    software   TEXT PRIMARY KEY,
    hidden     BOOLEAN NOT NULL DEFAULT FALSE,
    stands_for TEXT NOT NULL DEFAULT '',
    name       TEXT NOT NULL DEFAULT '',
    domain     TEXT NOT NULL DEFAULT '',
    CHECK (hidden = (stands_for = ''))
);

-- +goose Down
DROP TABLE software_names;
DROP TABLE award_initiatives;
DROP TABLE award_software;
DROP TABLE award_inventories;
DROP TABLE initiatives;
DROP TABLE inventory_lines;
DROP TABLE inventories;
