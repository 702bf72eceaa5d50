-- +goose Up
-- +goose StatementBegin
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER submissions_no_update BEFORE UPDATE OF candidacy_id, number, questionnaire_hash, facts, answers, answers_hash, salt, total_percent, level, submitted_at ON submissions BEGIN SELECT RAISE(ABORT, 'submissions are immutable'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER submissions_no_delete BEFORE DELETE ON submissions BEGIN SELECT RAISE(ABORT, 'submissions are immutable'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER questionnaires_no_update BEFORE UPDATE ON questionnaires BEGIN SELECT RAISE(ABORT, 'questionnaires are immutable'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER questionnaires_no_update;
DROP TRIGGER submissions_no_delete;
DROP TRIGGER submissions_no_update;
DROP TRIGGER audit_log_no_delete;
DROP TRIGGER audit_log_no_update;
