// Package audit keeps the append-only log of every change: who, when, what, before, after.
package audit

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"
)

// Line is one change to write down.
type Line struct {
	At      time.Time
	Actor   string // a person's id, or the name of the part of the program that acted ("calendar", "import")
	Action  string // subject and verb: "answer.save", "candidacy.submit"
	Subject string // what changed: "candidacy/<id>", "candidacy/<id>/answer/<question>"
	Before  any    // nil when there was nothing; else anything that marshals to JSON
	After   any
}

// Entry is a line as it is kept. Before and After are JSON, or empty.
type Entry struct {
	ID      string
	At      time.Time
	Actor   string
	Action  string
	Subject string
	Before  string
	After   string
}

func (Entry) TableName() string { return "audit_log" }

// Record writes line in the transaction of the change it tells.
func Record(tx *gorm.DB, line Line) error { return RecordAll(tx, []Line{line}) }

// batch is how many lines go into one statement.
const batch = 500

// RecordAll is Record for many lines at once.
func RecordAll(tx *gorm.DB, lines []Line) error {
	if len(lines) == 0 {
		return nil
	}
	entries := make([]Entry, len(lines))
	for i, line := range lines {
		id, err := uuid.NewV7()
		if err != nil {
			return fmt.Errorf("audit %s: %w", line.Action, err)
		}
		entries[i] = Entry{ID: id.String(), At: line.At, Actor: line.Actor, Action: line.Action, Subject: line.Subject}
		if entries[i].Before, err = text(line.Before); err == nil {
			entries[i].After, err = text(line.After)
		}
		if err != nil {
			return fmt.Errorf("audit %s: %w", line.Action, err)
		}
	}
	if err := tx.CreateInBatches(entries, batch).Error; err != nil {
		return fmt.Errorf("audit %s: %w", lines[0].Action, err)
	}
	return nil
}

// History lists the lines about subject and everything below it, oldest first.
func History(tx *gorm.DB, subject string) ([]Entry, error) {
	var entries []Entry
	err := tx.Where("subject = ? OR subject LIKE ?", subject, subject+"/%").Order("at, id").Find(&entries).Error
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", subject, err)
	}
	return entries, nil
}

func text(value any) (string, error) {
	switch v := value.(type) {
	case nil:
		return "", nil
	case json.RawMessage:
		return string(v), nil
	}
	out, err := json.Marshal(value)
	return string(out), err
}
