-- +goose Up
-- A number that changes with whatever visitors see: pages kept in memory are good for one value of it.
CREATE TABLE public_revision (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    number BIGINT NOT NULL
);
INSERT INTO public_revision VALUES (1, 1);
-- +goose StatementBegin
CREATE TRIGGER awards_public_insert AFTER INSERT ON awards BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER awards_public_update AFTER UPDATE ON awards BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER awards_public_delete AFTER DELETE ON awards BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER editions_public_insert AFTER INSERT ON editions BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER editions_public_update AFTER UPDATE ON editions BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER editions_public_delete AFTER DELETE ON editions BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER edition_versions_public_insert AFTER INSERT ON edition_versions BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER edition_versions_public_update AFTER UPDATE ON edition_versions BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER edition_versions_public_delete AFTER DELETE ON edition_versions BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- A territory is added before it has an award, when nobody sees it.
-- +goose StatementBegin
CREATE TRIGGER territories_public_update AFTER UPDATE ON territories BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER territories_public_delete AFTER DELETE ON territories BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER award_inventories_public_insert AFTER INSERT ON award_inventories BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER award_inventories_public_update AFTER UPDATE ON award_inventories BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER award_inventories_public_delete AFTER DELETE ON award_inventories BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER award_software_public_insert AFTER INSERT ON award_software BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER award_software_public_update AFTER UPDATE ON award_software BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER award_software_public_delete AFTER DELETE ON award_software BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER award_initiatives_public_insert AFTER INSERT ON award_initiatives BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER award_initiatives_public_update AFTER UPDATE ON award_initiatives BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER award_initiatives_public_delete AFTER DELETE ON award_initiatives BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER software_names_public_insert AFTER INSERT ON software_names BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER software_names_public_update AFTER UPDATE ON software_names BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER software_names_public_delete AFTER DELETE ON software_names BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER credentials_public_insert AFTER INSERT ON credentials BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER credentials_public_update AFTER UPDATE ON credentials BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER credentials_public_delete AFTER DELETE ON credentials BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER issuer_keys_public_insert AFTER INSERT ON issuer_keys BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER issuer_keys_public_update AFTER UPDATE ON issuer_keys BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER issuer_keys_public_delete AFTER DELETE ON issuer_keys BEGIN UPDATE public_revision SET number = number + 1; END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER issuer_keys_public_delete;
DROP TRIGGER issuer_keys_public_update;
DROP TRIGGER issuer_keys_public_insert;
DROP TRIGGER credentials_public_delete;
DROP TRIGGER credentials_public_update;
DROP TRIGGER credentials_public_insert;
DROP TRIGGER software_names_public_delete;
DROP TRIGGER software_names_public_update;
DROP TRIGGER software_names_public_insert;
DROP TRIGGER award_initiatives_public_delete;
DROP TRIGGER award_initiatives_public_update;
DROP TRIGGER award_initiatives_public_insert;
DROP TRIGGER award_software_public_delete;
DROP TRIGGER award_software_public_update;
DROP TRIGGER award_software_public_insert;
DROP TRIGGER award_inventories_public_delete;
DROP TRIGGER award_inventories_public_update;
DROP TRIGGER award_inventories_public_insert;
DROP TRIGGER territories_public_delete;
DROP TRIGGER territories_public_update;
DROP TRIGGER edition_versions_public_delete;
DROP TRIGGER edition_versions_public_update;
DROP TRIGGER edition_versions_public_insert;
DROP TRIGGER editions_public_delete;
DROP TRIGGER editions_public_update;
DROP TRIGGER editions_public_insert;
DROP TRIGGER awards_public_delete;
DROP TRIGGER awards_public_update;
DROP TRIGGER awards_public_insert;
DROP TABLE public_revision;
