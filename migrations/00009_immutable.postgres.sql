-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is immutable', TG_TABLE_NAME;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER audit_log_immutable BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submissions_no_update BEFORE UPDATE OF candidacy_id, number, questionnaire_hash, facts, answers, answers_hash, salt, total_percent, level, submitted_at ON submissions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submissions_no_delete BEFORE DELETE ON submissions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER questionnaires_no_update BEFORE UPDATE ON questionnaires FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- +goose Down
DROP TRIGGER questionnaires_no_update ON questionnaires;
DROP TRIGGER submissions_no_delete ON submissions;
DROP TRIGGER submissions_no_update ON submissions;
DROP TRIGGER audit_log_immutable ON audit_log;
DROP FUNCTION refuse_change();
