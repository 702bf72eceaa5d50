package mail_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/mail"
)

// sender is a function in the shape of a Sender.
type sender func(letter mail.Letter) error

func (s sender) Send(_ context.Context, letter mail.Letter) error { return s(letter) }

func TestEightWorkersSendEveryLetterOnce(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		const count = 200
		for i := range count {
			queue(t, db, mail.Message{To: fmt.Sprintf("p%d@example.org", i), Subject: "s", Body: "b"})
		}
		ctx, stop := context.WithTimeout(context.Background(), time.Minute)
		defer stop()
		var mutex sync.Mutex
		sent := map[string]int{}
		record := sender(func(letter mail.Letter) error {
			mutex.Lock()
			defer mutex.Unlock()
			sent[letter.Recipient]++
			if len(sent) == count {
				stop()
			}
			return nil
		})
		var workers sync.WaitGroup
		for range 8 {
			worker := mail.NewWorker(db, record)
			worker.Now = func() time.Time { return noon }
			workers.Go(func() { worker.Run(ctx) })
		}
		workers.Wait()
		if len(sent) != count {
			t.Fatalf("sent %d of %d", len(sent), count)
		}
		for to, times := range sent {
			if times != 1 {
				t.Errorf("%s got it %d times", to, times)
			}
		}
		for _, letter := range letters(t, db) {
			if letter.SentAt == nil || letter.LeasedUntil != nil || letter.Body != "" {
				t.Fatalf("not noted as sent: %+v", letter)
			}
		}
	})
}

func TestATemporaryFailureIsTriedLaterAndGivenUpInTheEnd(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		queue(t, db, mail.Message{To: "a@example.org", Subject: "s", Body: "b"})
		now, attempts := noon, 0
		worker := mail.NewWorker(db, sender(func(mail.Letter) error { attempts++; return errors.New("server is away") }))
		worker.Now = func() time.Time { return now }
		step := func() bool {
			t.Helper()
			worked, err := worker.Step(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			return worked
		}
		if !step() || step() {
			t.Fatal("the letter was not put off")
		}
		var last time.Duration
		for range 20 {
			letter := letters(t, db)[0]
			if letter.FailedAt != nil {
				break
			}
			wait := letter.DueAt.Sub(now)
			if wait <= last {
				t.Fatalf("wait %s after %s", wait, last)
			}
			last, now = wait, letter.DueAt
			step()
		}
		letter := letters(t, db)[0]
		if letter.FailedAt == nil || letter.LastError != "server is away" || letter.Attempts != attempts || attempts != 9 {
			t.Errorf("after %d attempts: %+v", attempts, letter)
		}
	})
}

func TestAPermanentFailureIsNotTriedAgain(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		queue(t, db, mail.Message{To: "a@example.org", Subject: "s", Body: "b"})
		worker := mail.NewWorker(db, sender(func(mail.Letter) error {
			return fmt.Errorf("send: %w", &mail.PermanentError{Err: errors.New("550 no such user")})
		}))
		worker.Now = func() time.Time { return noon }
		if _, err := worker.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
		letter := letters(t, db)[0]
		if letter.FailedAt == nil || !letter.FailedAt.Equal(noon) || letter.SentAt != nil || letter.Body != "" {
			t.Errorf("%+v", letter)
		}
	})
}

func TestALetterOfADeadWorkerIsTakenAgain(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		queue(t, db, mail.Message{To: "a@example.org", Subject: "s", Body: "b"})
		later := noon.Add(6 * time.Minute)
		var order []string
		heir := mail.NewWorker(db, sender(func(mail.Letter) error { order = append(order, "heir"); return nil }))
		heir.Now = func() time.Time { return later }
		// The first worker hangs until its lease is over, and comes back with a failure that no longer counts.
		slow := mail.NewWorker(db, sender(func(mail.Letter) error {
			if _, err := heir.Step(context.Background()); err != nil {
				t.Error(err)
			}
			order = append(order, "slow")
			return errors.New("too late")
		}))
		slow.Now = func() time.Time { return noon }
		if _, err := slow.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
		letter := letters(t, db)[0]
		if len(order) != 2 || letter.SentAt == nil || letter.LastError != "" {
			t.Errorf("order %v, %+v", order, letter)
		}
	})
}

func TestAKickSendsAtOnceAndTheEndOfTheContextEndsTheWorker(t *testing.T) {
	db := databasetest.Open(t, database.SQLite)
	sent := make(chan struct{})
	worker := mail.NewWorker(db, sender(func(mail.Letter) error { close(sent); return nil }))
	worker.Poll = time.Hour
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { worker.Run(ctx); close(done) }()
	queue(t, db, mail.Message{To: "a@example.org", Subject: "s", Body: "b"})
	worker.Kick()
	worker.Kick()
	select {
	case <-sent:
	case <-time.After(10 * time.Second):
		t.Fatal("a kick did not wake the worker")
	}
	stop()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("the worker did not end")
	}
}

func TestPurgingForgetsWhatLeftLongAgo(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		queue(t, db, mail.Message{To: "sent@example.org", Subject: "s", Body: "b"})
		now := noon
		worker := mail.NewWorker(db, sender(func(mail.Letter) error { return nil }))
		worker.Now = func() time.Time { return now }
		if _, err := worker.Step(context.Background()); err != nil {
			t.Fatal(err)
		}
		queue(t, db, mail.Message{To: "waiting@example.org", Subject: "s", Body: "b"})
		for age, want := range []int{2, 1} {
			now = noon.Add(90*24*time.Hour + time.Duration(age)*time.Second)
			if err := worker.Purge(context.Background()); err != nil || len(letters(t, db)) != want {
				t.Errorf("%d letters, want %d, %v", len(letters(t, db)), want, err)
			}
		}
	})
}
