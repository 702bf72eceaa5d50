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
CREATE TRIGGER issued_certificates_immutable BEFORE UPDATE OR DELETE ON issued_certificates FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER signing_certificates_immutable BEFORE UPDATE OR DELETE ON signing_certificates FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER signing_certificates_immutable ON signing_certificates;
DROP TRIGGER issued_certificates_immutable ON issued_certificates;
DROP TABLE issued_certificates;
DROP TABLE signing_certificates;
