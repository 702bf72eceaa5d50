-- +goose Up
-- What the jury retained of a candidacy's points, by question: an exact number as text, and its reason.
ALTER TABLE decisions ADD COLUMN adjustments @JSON@ NOT NULL DEFAULT '{}';

-- An award is computed again from its record; nothing of it is known of an award of a past edition that was imported.
ALTER TABLE awards ADD COLUMN adjustments @JSON@ NOT NULL DEFAULT '{}';
ALTER TABLE awards ADD COLUMN total TEXT NOT NULL DEFAULT '';
ALTER TABLE awards ADD COLUMN computed_level INTEGER CHECK (computed_level >= 0);

-- Answers are public where the edition publishes them and the territory agreed; an award keeps what held at its
-- publication.
ALTER TABLE editions ADD COLUMN publishes_answers BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE candidacies ADD COLUMN answers_public BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE awards ADD COLUMN answers_public BOOLEAN NOT NULL DEFAULT FALSE;

-- Levels with a name of their own, « Argent », are told by it alone; the others by their number.
ALTER TABLE awards ADD COLUMN level_named BOOLEAN NOT NULL DEFAULT FALSE;

-- +goose Down
ALTER TABLE awards DROP COLUMN level_named;
ALTER TABLE awards DROP COLUMN answers_public;
ALTER TABLE candidacies DROP COLUMN answers_public;
ALTER TABLE editions DROP COLUMN publishes_answers;
ALTER TABLE awards DROP COLUMN computed_level;
ALTER TABLE awards DROP COLUMN total;
ALTER TABLE awards DROP COLUMN adjustments;
ALTER TABLE decisions DROP COLUMN adjustments;
