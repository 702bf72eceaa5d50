-- +goose Up
-- A document given in answer, once for a candidacy under its hash. named_at is when an answer last took or left it.
CREATE TABLE uploads (
    candidacy_id TEXT NOT NULL REFERENCES candidacies (id) ON DELETE CASCADE,
    sha256       TEXT NOT NULL CHECK (length(sha256) = 64),
    name         TEXT NOT NULL CHECK (name <> ''),
    media_type   TEXT NOT NULL,
    size         INTEGER NOT NULL CHECK (size BETWEEN 1 AND 10485760),
    uploaded_by  TEXT REFERENCES people (id) ON DELETE SET NULL,
    uploaded_at  @TS@ NOT NULL,
    named_at     @TS@ NOT NULL,
    content      @BLOB@ NOT NULL,
    PRIMARY KEY (candidacy_id, sha256),
    CHECK (length(content) = size)
);
CREATE INDEX uploads_named ON uploads (named_at);
CREATE TRIGGER uploads_no_update BEFORE UPDATE OF candidacy_id, sha256, media_type, size, uploaded_at, content ON uploads FOR EACH ROW EXECUTE FUNCTION refuse_change();
-- +goose StatementBegin
CREATE FUNCTION keep_submitted_upload() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM submissions s WHERE s.candidacy_id = OLD.candidacy_id AND position(OLD.sha256 IN s.answers) > 0) THEN
        RAISE EXCEPTION 'a submission names this upload';
    END IF;
    RETURN OLD;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER uploads_no_delete BEFORE DELETE ON uploads FOR EACH ROW EXECUTE FUNCTION keep_submitted_upload();

-- +goose Down
DROP TABLE uploads;
DROP FUNCTION keep_submitted_upload();
