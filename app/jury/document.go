package jury

import (
	"context"

	"tnl/app/account"
	"tnl/app/candidacy"
)

// Document gives juror a document that the submission they read names. NotFound for any other, and for what Read would
// not give them.
func (j *Jury) Document(ctx context.Context, juror *account.Person, id, sha256 string) (*candidacy.Content, error) {
	tx := j.DB.Read(ctx)
	if _, err := reach(tx, juror, id); err != nil {
		return nil, candidacy.Hidden(err)
	}
	snapshot, err := j.snapshot(ctx, tx, id)
	if err != nil {
		return nil, candidacy.Hidden(err)
	}
	return j.Candidacies.SubmittedDocument(tx, snapshot, sha256)
}
