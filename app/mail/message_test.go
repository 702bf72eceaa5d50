package mail_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/mail"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func queue(t *testing.T, db *database.DB, messages ...mail.Message) {
	t.Helper()
	err := db.Write(context.Background(), func(tx *gorm.DB) error {
		for _, message := range messages {
			if err := mail.Queue(tx, noon, message); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func letters(t *testing.T, db *database.DB) []mail.Letter {
	t.Helper()
	var all []mail.Letter
	if err := db.Read(context.Background()).Order("id").Find(&all).Error; err != nil {
		t.Fatal(err)
	}
	return all
}

func TestANewerMessageAboutTheSameThingReplacesTheOneThatWaits(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		queue(t, db,
			mail.Message{To: "a@example.org", Subject: "Niveau 3", Body: "ancien", About: "decision/1"},
			mail.Message{To: "b@example.org", Subject: "Niveau 3", Body: "autre personne", About: "decision/1"},
			mail.Message{To: "a@example.org", Subject: "Seul", Body: "sans objet"},
			mail.Message{To: "a@example.org", Subject: "Seul", Body: "sans objet"},
			mail.Message{To: "a@example.org", Subject: "Niveau 4", Body: "nouveau", About: "decision/1"},
		)
		var bodies []string
		for _, letter := range letters(t, db) {
			bodies = append(bodies, letter.Body)
		}
		if got := strings.Join(bodies, ","); got != "autre personne,sans objet,sans objet,nouveau" {
			t.Errorf("waiting: %s", got)
		}
	})
}

func TestAMessageReplacedWhileItLeavesDoesNotHideTheNewOne(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		queue(t, db, mail.Message{To: "a@example.org", Subject: "Niveau 3", Body: "ancien", About: "decision/1"})
		var sent []string
		worker := mail.NewWorker(db, sender(func(letter mail.Letter) error {
			if len(sent) == 0 {
				queue(t, db, mail.Message{To: "a@example.org", Subject: "Niveau 4", Body: "nouveau", About: "decision/1"})
			}
			sent = append(sent, letter.Body)
			return nil
		}))
		worker.Now = func() time.Time { return noon }
		for range 3 {
			if _, err := worker.Step(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
		if got := strings.Join(sent, ","); got != "ancien,nouveau" {
			t.Errorf("sent %q", got)
		}
		// What left is no longer live: a third message is a row of its own.
		queue(t, db, mail.Message{To: "a@example.org", Subject: "Niveau 2", Body: "encore", About: "decision/1"})
		if all := letters(t, db); len(all) != 2 || all[0].Body != "" || all[0].SentAt == nil {
			t.Errorf("kept %+v", all)
		}
	})
}

func TestNothingIsQueuedWhenTheTransactionFails(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		err := db.Write(context.Background(), func(tx *gorm.DB) error {
			if err := mail.Queue(tx, noon, mail.Message{To: "a@example.org", Subject: "s", Body: "b"}); err != nil {
				return err
			}
			return fmt.Errorf("something else failed")
		})
		if err == nil || len(letters(t, db)) != 0 {
			t.Errorf("err %v, %d letters", err, len(letters(t, db)))
		}
	})
}

func TestRecipientsAreBareAddresses(t *testing.T) {
	db := databasetest.Open(t, database.SQLite)
	for _, to := range []string{
		"", "nobody", "a@example.org\r\nBcc: b@example.org", "A <a@example.org>", "a@example.org, b@example.org", "a@example.org\n", " a@example.org",
	} {
		err := db.Write(context.Background(), func(tx *gorm.DB) error {
			return mail.Queue(tx, noon, mail.Message{To: to, Subject: "s", Body: "b"})
		})
		if err == nil {
			t.Errorf("%q was accepted", to)
		}
	}
}

func TestRenderGivesSubjectAndBody(t *testing.T) {
	subject, body, err := mail.Render("confirm", struct{ Link string }{"https://example.org/x"})
	if err != nil {
		t.Fatal(err)
	}
	if subject != "Confirmez votre adresse pour ouvrir votre compte" {
		t.Errorf("subject %q", subject)
	}
	for _, part := range []string{"\nhttps://example.org/x\n", "\n-- \nLe secrétariat"} {
		if !strings.Contains(body, part) {
			t.Errorf("body lacks %q:\n%s", part, body)
		}
	}
	if _, _, err := mail.Render("confirm", struct{ Other string }{"x"}); err == nil {
		t.Error("a missing field went unnoticed")
	}
	if _, _, err := mail.Render("nothing", nil); err == nil {
		t.Error("an unknown text went unnoticed")
	}
}
