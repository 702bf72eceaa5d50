-- +goose Up
-- Keys that sign credentials. The public part stays for ever; the private one, encrypted, goes when the key signs no
-- more. One key signs at a time, whatever the number of instances.
CREATE TABLE issuer_keys (
    id         TEXT PRIMARY KEY, -- the public key, as a Multikey
    algorithm  TEXT NOT NULL CHECK (algorithm = 'Ed25519'),
    sealed     @BLOB@,
    created_at @TS@ NOT NULL,
    retired_at @TS@,
    revoked_at @TS@,
    reason     TEXT NOT NULL DEFAULT '',
    CHECK ((sealed IS NULL) = (retired_at IS NOT NULL)),
    CHECK (revoked_at IS NULL OR retired_at IS NOT NULL),
    CHECK ((revoked_at IS NULL) = (reason = ''))
);
CREATE UNIQUE INDEX issuer_keys_signing ON issuer_keys (algorithm) WHERE retired_at IS NULL;

-- Credentials as they were signed, byte for byte, under their SHA-256. An award has one that is current; another
-- replaces it only when the key of the first was revoked. Its place in the list of withdrawals stays.
CREATE TABLE credentials (
    sha256       TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    award_id     TEXT NOT NULL REFERENCES awards (id),
    key_id       TEXT NOT NULL REFERENCES issuer_keys (id),
    status_index INTEGER NOT NULL CHECK (status_index BETWEEN 0 AND 131071),
    issued_at    @TS@ NOT NULL,
    replaced_at  @TS@,
    content      TEXT NOT NULL
);
CREATE UNIQUE INDEX credentials_current ON credentials (award_id) WHERE replaced_at IS NULL;
CREATE UNIQUE INDEX credentials_status ON credentials (status_index) WHERE replaced_at IS NULL;
CREATE INDEX credentials_award ON credentials (award_id);
CREATE INDEX credentials_key ON credentials (key_id);

-- The SHA-256 and size of every certificate that was drawn, before anything was added to it: another version of the
-- program may draw the same award otherwise, and the older file is still ours.
CREATE TABLE certificate_files (
    sha256   TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    size     INTEGER NOT NULL CHECK (size > 0),
    award_id TEXT NOT NULL REFERENCES awards (id),
    drawn_at @TS@ NOT NULL
);
CREATE INDEX certificate_files_award ON certificate_files (award_id);

CREATE TRIGGER credentials_no_update BEFORE UPDATE OF sha256, award_id, key_id, status_index, issued_at, content ON credentials FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER credentials_no_delete BEFORE DELETE ON credentials FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER issuer_keys_no_delete BEFORE DELETE ON issuer_keys FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER issuer_keys_no_delete ON issuer_keys;
DROP TRIGGER credentials_no_delete ON credentials;
DROP TRIGGER credentials_no_update ON credentials;
DROP TABLE certificate_files;
DROP TABLE credentials;
DROP TABLE issuer_keys;
