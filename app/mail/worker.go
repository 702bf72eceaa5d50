package mail

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"gorm.io/gorm"

	"tnl/app/database"
)

// Sender gives one letter to whatever carries it. A PermanentError says that trying again is of no use.
type Sender interface {
	Send(ctx context.Context, letter Letter) error
}

// PermanentError is a refusal that will not change: no such recipient, message not accepted.
type PermanentError struct{ Err error }

func (e *PermanentError) Error() string { return e.Err.Error() }
func (e *PermanentError) Unwrap() error { return e.Err }

// delays are the waits after each failure in turn; a letter that fails once more is given up, two days after
// it was written: time enough for a server to be mended over a week-end's night.
var delays = []time.Duration{
	time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, 24 * time.Hour,
}

const (
	sendingTime = 45 * time.Second
	// A lease outlives any sending: past it, the worker that took the letter is dead.
	lease = 5 * time.Minute
)

// Worker sends what waits. Several may run, in one process or in many.
type Worker struct {
	DB     *database.DB
	Sender Sender
	Now    func() time.Time
	Poll   time.Duration // how long to wait when nothing is due and nobody kicks
	kick   chan struct{}
}

// NewWorker makes a worker that looks every two seconds, and at once when kicked.
func NewWorker(db *database.DB, sender Sender) *Worker {
	return &Worker{DB: db, Sender: sender, Now: database.Now, Poll: 2 * time.Second, kick: make(chan struct{}, 1)}
}

// Kick says that something was queued and committed. It never waits.
func (w *Worker) Kick() {
	select {
	case w.kick <- struct{}{}:
	default:
	}
}

// Run sends letters as they come due, until ctx ends; the letter being sent is finished first.
func (w *Worker) Run(ctx context.Context) {
	for ctx.Err() == nil {
		worked, err := w.Step(ctx)
		if err != nil && ctx.Err() == nil {
			slog.Error("mail queue", "error", err)
		}
		if worked && err == nil {
			continue
		}
		select {
		case <-ctx.Done():
		case <-w.kick:
		case <-time.After(w.Poll):
		}
	}
}

// Step takes the next letter that is due and sends it; it tells whether there was one.
func (w *Worker) Step(ctx context.Context) (bool, error) {
	letter, err := w.take(ctx)
	if err != nil || letter == nil {
		return false, err
	}
	// An end of the process in the middle of a sending would leave in doubt whether the letter left.
	ctx = context.WithoutCancel(ctx)
	sending, cancel := context.WithTimeout(ctx, sendingTime)
	sent := w.Sender.Send(sending, *letter)
	cancel()
	return true, w.note(ctx, letter, sent)
}

// take leases one letter: not several, because one that waits its turn could be replaced meanwhile.
func (w *Worker) take(ctx context.Context) (*Letter, error) {
	skip := ""
	if w.DB.Engine == database.Postgres {
		skip = " FOR UPDATE SKIP LOCKED"
	}
	now := database.Instant(w.Now())
	var letters []Letter
	err := w.DB.Write(ctx, func(tx *gorm.DB) error {
		return tx.Raw(`UPDATE outbox SET leased_until = ?, attempts = attempts + 1 WHERE id = (
			SELECT id FROM outbox
			WHERE sent_at IS NULL AND failed_at IS NULL AND due_at <= ? AND (leased_until IS NULL OR leased_until <= ?)
			ORDER BY due_at, id LIMIT 1`+skip+`) RETURNING *`, now.Add(lease), now, now).Scan(&letters).Error
	})
	if err != nil {
		return nil, fmt.Errorf("take an e-mail: %w", err)
	}
	if len(letters) == 0 {
		return nil, nil
	}
	return &letters[0], nil
}

// note writes what became of letter, unless it was replaced or taken again meanwhile.
func (w *Worker) note(ctx context.Context, letter *Letter, sent error) error {
	now := database.Instant(w.Now())
	change := map[string]any{"leased_until": nil}
	var permanent *PermanentError
	switch {
	case sent == nil:
		change["sent_at"], change["body"], change["last_error"] = now, "", ""
	case errors.As(sent, &permanent) || letter.Attempts > len(delays):
		change["failed_at"], change["body"], change["last_error"] = now, "", cut(sent.Error())
		slog.Warn("e-mail given up", "letter", letter.ID, "attempts", letter.Attempts, "error", sent)
	default:
		change["due_at"], change["last_error"] = now.Add(delays[letter.Attempts-1]), cut(sent.Error())
		slog.Info("e-mail put off", "letter", letter.ID, "attempts", letter.Attempts, "error", sent)
	}
	err := w.DB.Write(ctx, func(tx *gorm.DB) error {
		return tx.Model(&Letter{}).Where("id = ? AND attempts = ?", letter.ID, letter.Attempts).Updates(change).Error
	})
	if err != nil {
		return fmt.Errorf("note what became of e-mail %s: %w", letter.ID, err)
	}
	return nil
}

// cut keeps a server's answer to a length that a list can show.
func cut(text string) string {
	if runes := []rune(text); len(runes) > 500 {
		return string(runes[:500])
	}
	return text
}

// keptFor is how long it can be told whether and when a letter left.
const keptFor = 90 * 24 * time.Hour

// Purge deletes the letters that left or were given up long ago, with their recipients' addresses. To be run once
// a day or so.
func (w *Worker) Purge(ctx context.Context) error {
	before := database.Instant(w.Now().Add(-keptFor))
	err := w.DB.Write(ctx, func(tx *gorm.DB) error {
		return tx.Where("sent_at < ? OR failed_at < ?", before, before).Delete(&Letter{}).Error
	})
	if err != nil {
		return fmt.Errorf("purge e-mails: %w", err)
	}
	return nil
}
