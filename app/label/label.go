// Package label puts the domains together: one value that holds every use case of the program.
package label

import (
	"context"
	"log/slog"
	"time"

	"tnl/app/account"
	"tnl/app/award"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/deliberation"
	"tnl/app/directory"
	"tnl/app/edition"
	"tnl/app/impact"
	"tnl/app/issuer"
	"tnl/app/jury"
	"tnl/app/mail"
	"tnl/app/opendata"
	"tnl/app/territory"
)

// Name is the label's name as certificates and e-mails write it.
const Name = "Territoire numérique libre"

// Label is every use case, over one database.
type Label struct {
	DB             *database.DB
	Now            func() time.Time
	BaseURL        string
	Accounts       *account.Accounts
	Territories    *territory.Register
	Questionnaires *edition.Questionnaires
	Editions       *edition.Editions
	Candidacies    *candidacy.Candidacies
	Jury           *jury.Jury
	Deliberations  *deliberation.Deliberations
	Keys           *issuer.Keys
	Awards         *award.Awards
	Directory      *directory.Directory
	Impact         *impact.Past
	OpenData       *opendata.Data
}

// New puts a label together over an open, migrated database. baseURL is how people reach the site.
func New(db *database.DB, baseURL string, now func() time.Time) *Label {
	l := &Label{DB: db, Now: now, BaseURL: baseURL}
	l.Accounts = account.New(db, baseURL)
	l.Accounts.Now = now
	l.Territories = &territory.Register{DB: db, Now: now}
	l.Questionnaires = &edition.Questionnaires{DB: db}
	l.Editions = &edition.Editions{DB: db, Questionnaires: l.Questionnaires, Now: now}
	l.Candidacies = &candidacy.Candidacies{DB: db, Questionnaires: l.Questionnaires, Territories: l.Territories, Now: now, BaseURL: baseURL}
	l.Jury = &jury.Jury{DB: db, Candidacies: l.Candidacies, Now: now}
	l.Deliberations = &deliberation.Deliberations{DB: db, Candidacies: l.Candidacies, Now: now}
	l.Keys = &issuer.Keys{DB: db, Now: now, BaseURL: baseURL}
	l.Awards = &award.Awards{DB: db, Candidacies: l.Candidacies, Now: now, BaseURL: baseURL, LabelName: Name, Issuer: l.Keys}
	l.Directory = &directory.Directory{DB: db, Questionnaires: l.Questionnaires}
	l.OpenData = &opendata.Data{Directory: l.Directory, Now: now, BaseURL: baseURL, LabelName: Name}
	l.Impact = &impact.Past{DB: db, Questionnaires: l.Questionnaires}
	return l
}

// housekeeping is how often what is due is looked for: a closing is late by no more than this, and what is
// refused after it never depends on it.
const housekeeping = 15 * time.Second

// Run does what comes due by itself until ctx ends: sends e-mails, hands candidacies to the jury at the
// closing, signs certificates, throws away expired sessions and links, and questionnaires that were sent and never used.
func (l *Label) Run(ctx context.Context, sender mail.Sender) {
	worker := mail.NewWorker(l.DB, sender)
	worker.Now = l.Now
	l.Accounts.Queued = worker.Kick
	sending := make(chan struct{})
	go func() {
		defer close(sending)
		worker.Run(ctx)
	}()
	defer func() { <-sending }()
	signing := make(chan struct{})
	go func() {
		defer close(signing)
		l.Awards.Issuing(ctx)
	}()
	defer func() { <-signing }()
	tick := time.NewTicker(housekeeping)
	defer tick.Stop()
	for rounds := 0; ; rounds++ {
		l.settle(ctx, l.Candidacies.CloseDue)
		l.settle(ctx, l.Awards.Attest)
		if rounds%240 == 0 { // every hour
			l.settle(ctx, l.Accounts.Purge)
			l.settle(ctx, worker.Purge)
			l.settle(ctx, l.Editions.Purge)
			l.settle(ctx, l.Candidacies.Forget)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (l *Label) settle(ctx context.Context, task func(context.Context) error) {
	if err := task(ctx); err != nil && ctx.Err() == nil {
		slog.Error("housekeeping", "error", err)
	}
}
