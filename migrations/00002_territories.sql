-- +goose Up
-- Only the bodies that are or were candidates; the reference data to find the others is embedded in the program.
CREATE TABLE territories (
    id           TEXT PRIMARY KEY,
    slug         TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL CHECK (kind IN ('commune', 'epci', 'departement', 'region', 'syndicat', 'operator', 'association', 'other')),
    code         TEXT CHECK (code <> ''),
    siren        TEXT UNIQUE CHECK (length(siren) = 9),
    name         TEXT NOT NULL CHECK (name <> ''),
    name_folded  TEXT NOT NULL,
    department   TEXT NOT NULL DEFAULT '',
    region       TEXT NOT NULL DEFAULT '',
    population   INTEGER CHECK (population >= 0),
    postal_codes TEXT NOT NULL DEFAULT '',
    created_at   @TS@ NOT NULL,
    UNIQUE (kind, code)
);
CREATE INDEX territories_name ON territories (name_folded);

-- +goose Down
DROP TABLE territories;
