package deliberation

import (
	"context"

	"tnl/app/account"
	"tnl/app/candidacy"
)

// Document gives the secretariat a document that the submission shown in Dossier names. NotFound for any other, and for
// a dossier of which Dossier shows no answer.
func (ds *Deliberations) Document(ctx context.Context, person *account.Person, id, sha256 string) (*candidacy.Content, error) {
	d, err := ds.Dossier(ctx, person, id)
	if err != nil {
		return nil, candidacy.Hidden(err)
	}
	if d.Snapshot == nil {
		return nil, candidacy.Hidden(errNotFound)
	}
	return ds.Candidacies.SubmittedDocument(ds.DB.Read(ctx), d.Snapshot, sha256)
}
