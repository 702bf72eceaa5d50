// Package mail keeps the messages to send beside what they tell, and sends them.
//
// A use case queues its message in its own transaction; a Worker takes the waiting ones and gives them to a
// Sender. A message leaves at least once: it can leave twice only when the process dies between the server's
// « accepted » and the line that notes it, and both then carry the same Message-ID.
package mail

import (
	"fmt"
	netmail "net/mail"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/database"
)

// Message is one e-mail in plain text to one person.
type Message struct {
	To      string // a bare address, without a name
	Subject string
	Body    string
	// About names what the message tells ("decision/<id>"): a newer message about the same thing to the same
	// person takes the place of one that has not left yet. Empty when each message stands alone.
	About string
}

// Letter is a message as it waits, or as it left. Its body is dropped once it has left or failed: it can hold
// a one-time link, which has no business in backups.
type Letter struct {
	ID          string
	Recipient   string
	Subject     string
	Body        string
	About       string
	CreatedAt   time.Time
	DueAt       time.Time
	LeasedUntil *time.Time
	Attempts    int
	LastError   string
	SentAt      *time.Time
	FailedAt    *time.Time
}

func (Letter) TableName() string { return "outbox" }

// Queue writes message in the caller's transaction; it leaves after the commit.
func Queue(tx *gorm.DB, now time.Time, message Message) error {
	return QueueAll(tx, now, []Message{message})
}

// batch is how many messages go into one statement.
const batch = 200

// QueueAll is Queue for many messages at once. No two are about the same thing to the same person.
func QueueAll(tx *gorm.DB, now time.Time, messages []Message) error {
	if len(messages) == 0 {
		return nil
	}
	letters := make([]Letter, len(messages))
	for i, message := range messages {
		address, err := netmail.ParseAddress(message.To)
		if err != nil || address.Address != message.To {
			return fmt.Errorf("queue e-mail about %q: not a bare address", message.About)
		}
		id, err := uuid.NewV7()
		if err != nil {
			return fmt.Errorf("queue e-mail: %w", err)
		}
		letters[i] = Letter{
			ID: id.String(), Recipient: message.To, Subject: oneLine(message.Subject), Body: message.Body,
			About: message.About, CreatedAt: database.Instant(now), DueAt: database.Instant(now),
		}
	}
	// The new message takes the old one's row with a new id, so that a worker that is sending the old one
	// cannot mark the new one as sent.
	replace := clause.OnConflict{
		Columns: []clause.Column{{Name: "about"}, {Name: "recipient"}},
		TargetWhere: clause.Where{Exprs: []clause.Expression{
			clause.Expr{SQL: "about <> '' AND sent_at IS NULL AND failed_at IS NULL"},
		}},
		DoUpdates: clause.AssignmentColumns([]string{
			"id", "subject", "body", "created_at", "due_at", "leased_until", "attempts", "last_error",
		}),
	}
	if err := tx.Clauses(replace).CreateInBatches(letters, batch).Error; err != nil {
		return fmt.Errorf("queue e-mail about %q: %w", messages[0].About, err)
	}
	return nil
}

// oneLine keeps a subject on its line, whatever names were put in it: a line end would start a header.
func oneLine(subject string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(subject, "\uFFFD"))
	return strings.TrimSpace(clean)
}
