-- +goose Up
-- The certificates with which the label signed, in PEM, each with those above it: what it signed is checked against them
-- long after they were renewed.
CREATE TABLE signing_certificates (
    fingerprint   TEXT PRIMARY KEY CHECK (length(fingerprint) = 64),
    chain         TEXT NOT NULL CHECK (chain <> ''),
    first_used_at @TS@ NOT NULL
);

-- A certificate once signed stays as it is: a time stamp is never the same twice, and what signs is renewed. Another is
-- signed only when the credential attached (by its SHA-256) was replaced, its key having been stolen. The content
-- stands last: SQLite reads what comes before it without going through it.
CREATE TABLE issued_certificates (
    award_id    TEXT NOT NULL REFERENCES awards (id),
    form        TEXT NOT NULL CHECK (form IN ('landscape', 'portrait')),
    credential  TEXT NOT NULL CHECK (length(credential) = 64),
    sha256      TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
    size        INTEGER NOT NULL CHECK (size > 0),
    fingerprint TEXT NOT NULL REFERENCES signing_certificates (fingerprint),
    stamped     BOOLEAN NOT NULL,
    made_at     @TS@ NOT NULL,
    content     @BLOB@ NOT NULL,
    PRIMARY KEY (award_id, form, credential),
    CHECK (length(content) = size)
);
-- +goose StatementBegin
CREATE TRIGGER issued_certificates_no_update BEFORE UPDATE ON issued_certificates BEGIN SELECT RAISE(ABORT, 'issued certificates are immutable'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER issued_certificates_no_delete BEFORE DELETE ON issued_certificates BEGIN SELECT RAISE(ABORT, 'issued certificates are immutable'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER signing_certificates_no_update BEFORE UPDATE ON signing_certificates BEGIN SELECT RAISE(ABORT, 'signing certificates are immutable'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER signing_certificates_no_delete BEFORE DELETE ON signing_certificates BEGIN SELECT RAISE(ABORT, 'signing certificates are immutable'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER signing_certificates_no_delete;
DROP TRIGGER signing_certificates_no_update;
DROP TRIGGER issued_certificates_no_delete;
DROP TRIGGER issued_certificates_no_update;
DROP TABLE issued_certificates;
DROP TABLE signing_certificates;
