-- +goose Up
-- Messages wait here, written in the transaction of what they tell, and leave by the mail queue.
CREATE TABLE outbox (
    id           TEXT PRIMARY KEY,
    recipient    TEXT NOT NULL,
    subject      TEXT NOT NULL,
    body         TEXT NOT NULL,
    about        TEXT NOT NULL DEFAULT '',
    created_at   @TS@ NOT NULL,
    due_at       @TS@ NOT NULL,
    leased_until @TS@,
    attempts     INTEGER NOT NULL DEFAULT 0,
    last_error   TEXT NOT NULL DEFAULT '',
    sent_at      @TS@,
    failed_at    @TS@
);
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE sent_at IS NULL AND failed_at IS NULL;
-- One decision has at most one live e-mail.
CREATE UNIQUE INDEX outbox_live ON outbox (about, recipient) WHERE about <> '' AND sent_at IS NULL AND failed_at IS NULL;

-- +goose Down
DROP TABLE outbox;
