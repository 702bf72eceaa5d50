-- +goose Up
CREATE TABLE reviews (
    id             TEXT PRIMARY KEY,
    candidacy_id   TEXT NOT NULL REFERENCES candidacies (id),
    juror_id       TEXT NOT NULL REFERENCES people (id),
    submission_id  TEXT NOT NULL REFERENCES submissions (id),
    proposed_level INTEGER CHECK (proposed_level >= 0),
    remarks        TEXT NOT NULL DEFAULT '',
    revision       INTEGER NOT NULL DEFAULT 1,
    created_at     @TS@ NOT NULL,
    submitted_at   @TS@,
    UNIQUE (candidacy_id, juror_id),
    CHECK (submitted_at IS NULL OR proposed_level IS NOT NULL)
);

-- Points are kept as an exact decimal or fraction, written as text.
CREATE TABLE adjustments (
    review_id   TEXT NOT NULL REFERENCES reviews (id) ON DELETE CASCADE,
    question_id TEXT NOT NULL,
    points      TEXT NOT NULL,
    reason      TEXT NOT NULL CHECK (reason <> ''),
    updated_at  @TS@ NOT NULL,
    PRIMARY KEY (review_id, question_id)
);

CREATE TABLE decisions (
    candidacy_id  TEXT PRIMARY KEY REFERENCES candidacies (id),
    submission_id TEXT NOT NULL REFERENCES submissions (id),
    level         INTEGER NOT NULL CHECK (level >= 0),
    reason        TEXT NOT NULL CHECK (reason <> ''),
    opinion       TEXT NOT NULL CHECK (opinion <> ''),
    mentions      @JSON@ NOT NULL,
    decided_by    TEXT NOT NULL REFERENCES people (id),
    decided_at    @TS@ NOT NULL,
    revision      INTEGER NOT NULL DEFAULT 1
);

-- +goose Down
DROP TABLE decisions;
DROP TABLE adjustments;
DROP TABLE reviews;
