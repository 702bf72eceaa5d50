-- +goose Up
-- A number that changes with whatever visitors see: pages kept in memory are good for one value of it.
CREATE TABLE public_revision (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    number BIGINT NOT NULL,
    xid    BIGINT NOT NULL
);
INSERT INTO public_revision VALUES (1, 1, 0);
-- +goose StatementBegin
CREATE FUNCTION revise_public() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE public_revision SET number = number + 1, xid = txid_current() WHERE xid <> txid_current();
    RETURN NULL;
END
$$;
-- +goose StatementEnd
-- Deferred: the row is locked at the commit, after all others, so that no two transactions wait for each other.
CREATE CONSTRAINT TRIGGER awards_public AFTER INSERT OR UPDATE OR DELETE ON awards DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION revise_public();
CREATE CONSTRAINT TRIGGER editions_public AFTER INSERT OR UPDATE OR DELETE ON editions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION revise_public();
CREATE CONSTRAINT TRIGGER edition_versions_public AFTER INSERT OR UPDATE OR DELETE ON edition_versions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION revise_public();
-- A territory is added before it has an award, when nobody sees it.
CREATE CONSTRAINT TRIGGER territories_public AFTER UPDATE OR DELETE ON territories DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION revise_public();
CREATE CONSTRAINT TRIGGER award_inventories_public AFTER INSERT OR UPDATE OR DELETE ON award_inventories DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION revise_public();
CREATE CONSTRAINT TRIGGER award_software_public AFTER INSERT OR UPDATE OR DELETE ON award_software DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION revise_public();
CREATE CONSTRAINT TRIGGER award_initiatives_public AFTER INSERT OR UPDATE OR DELETE ON award_initiatives DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION revise_public();
CREATE CONSTRAINT TRIGGER software_names_public AFTER INSERT OR UPDATE OR DELETE ON software_names DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION revise_public();
CREATE CONSTRAINT TRIGGER credentials_public AFTER INSERT OR UPDATE OR DELETE ON credentials DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION revise_public();
CREATE CONSTRAINT TRIGGER issuer_keys_public AFTER INSERT OR UPDATE OR DELETE ON issuer_keys DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION revise_public();

-- +goose Down
DROP TRIGGER issuer_keys_public ON issuer_keys;
DROP TRIGGER credentials_public ON credentials;
DROP TRIGGER software_names_public ON software_names;
DROP TRIGGER award_initiatives_public ON award_initiatives;
DROP TRIGGER award_software_public ON award_software;
DROP TRIGGER award_inventories_public ON award_inventories;
DROP TRIGGER territories_public ON territories;
DROP TRIGGER edition_versions_public ON edition_versions;
DROP TRIGGER editions_public ON editions;
DROP TRIGGER awards_public ON awards;
DROP FUNCTION revise_public();
DROP TABLE public_revision;
