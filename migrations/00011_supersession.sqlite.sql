-- +goose Up
-- The questionnaires that an edition uses and used, in their order: the last one is the edition's own.
CREATE TABLE edition_versions (
    edition_id         TEXT NOT NULL REFERENCES editions (id),
    number             INTEGER NOT NULL CHECK (number > 0),
    questionnaire_hash TEXT NOT NULL REFERENCES questionnaires (hash),
    since              @TS@ NOT NULL,
    made_by            TEXT NOT NULL,
    note               TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (edition_id, number)
);
CREATE INDEX edition_versions_questionnaire ON edition_versions (questionnaire_hash);

INSERT INTO edition_versions (edition_id, number, questionnaire_hash, since, made_by)
SELECT e.id, 1, e.questionnaire_hash,
    COALESCE((SELECT MIN(l.at) FROM audit_log l WHERE l.action = 'edition.create' AND l.subject = 'edition/' || e.id), q.created_at),
    COALESCE((SELECT MIN(l.actor) FROM audit_log l WHERE l.action = 'edition.create' AND l.subject = 'edition/' || e.id), '')
FROM editions e JOIN questionnaires q ON q.hash = e.questionnaire_hash;

-- What a team had answered and a correction of the questionnaire could not keep: set aside, never deleted. It is late
-- when it was sent from a form of a version replaced meanwhile.
CREATE TABLE set_aside_answers (
    candidacy_id       TEXT NOT NULL REFERENCES candidacies (id) ON DELETE CASCADE,
    version            INTEGER NOT NULL CHECK (version > 1),
    question_id        TEXT NOT NULL,
    late               BOOLEAN NOT NULL DEFAULT FALSE,
    questionnaire_hash TEXT NOT NULL REFERENCES questionnaires (hash),
    content            @JSON@ NOT NULL,
    outcome            TEXT NOT NULL CHECK (outcome <> ''),
    revision           INTEGER NOT NULL CHECK (revision >= 0),
    answered_by        TEXT REFERENCES people (id) ON DELETE SET NULL,
    answered_at        @TS@ NOT NULL,
    set_aside_at       @TS@ NOT NULL,
    PRIMARY KEY (candidacy_id, version, question_id, late)
);

-- +goose StatementBegin
CREATE TRIGGER edition_versions_no_update BEFORE UPDATE ON edition_versions BEGIN SELECT RAISE(ABORT, 'edition versions are immutable'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER edition_versions_no_delete BEFORE DELETE ON edition_versions BEGIN SELECT RAISE(ABORT, 'edition versions are immutable'); END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE set_aside_answers;
DROP TABLE edition_versions;
