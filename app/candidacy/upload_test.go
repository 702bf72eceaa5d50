package candidacy_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/audit"
	"tnl/app/candidacy"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/deliberation"
	"tnl/app/document/documenttest"
	"tnl/app/fault"
	"tnl/app/jury/jurytest"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

var withDocuments = questionnairetest.Text(
	"id: charte\ntype: file\nlabel: Charte\nhelp: A\npoints: 2", "id: parc\ntype: file\nlabel: Parc\naccept: csv", "id: mot\ntype: short_text\nlabel: Mot")

const pralognan = "73206" // another commune

// dossier is a draft with its team, in a world that asks for documents.
type dossier struct {
	*jurytest.World
	t    *testing.T
	lead *account.Person
	id   string
}

func newDossier(t *testing.T, db *database.DB) *dossier {
	t.Helper()
	d := &dossier{World: jurytest.New(t, db), t: t, lead: accounttest.Person(t, db, "Camille")}
	d.Open(2027, []byte(withDocuments))
	d.id = d.Draft(d.lead, lettret)
	return d
}

// attach keeps a document that must be taken.
func (d *dossier) attach(name string, content []byte) questionnaire.Document {
	d.t.Helper()
	out, err := d.Candidacies.Attach(ctx, d.lead, d.id, "charte", name, content)
	must(d.t, err)
	return out
}

// answer saves the document, or nothing, as the answer.
func (d *dossier) answer(revision int, value questionnaire.Value) {
	d.t.Helper()
	saved, err := d.Candidacies.Save(ctx, d.lead, d.id, []candidacy.Change{{Question: "charte", Revision: revision, Answer: questionnaire.Answer{Value: value}}})
	must(d.t, err)
	if saved[0].Clash != nil || saved[0].Revision != revision+1 {
		d.t.Fatalf("%+v", saved[0])
	}
}

func (d *dossier) submit() {
	d.t.Helper()
	f, err := d.Candidacies.Load(ctx, d.lead, d.id)
	must(d.t, err)
	who := candidacy.Representative{Name: "Camille Roux", Function: "maire", Email: "maire@lettret.example"}
	must(d.t, d.Candidacies.Mandate(ctx, d.lead, d.id, f.Candidacy.Revision, candidacy.Mandate{Elected: who, Technical: who}))
	_, err = d.Candidacies.Submit(ctx, d.lead, d.id)
	must(d.t, err)
}

// kept counts the documents in the database.
func kept(t *testing.T, db *database.DB) (n int64) {
	t.Helper()
	must(t, db.Read(ctx).Table("uploads").Count(&n).Error)
	return n
}

func wants(t *testing.T, err error, kind fault.Kind, words string) {
	t.Helper()
	said := ""
	if f := fault.As(err); f != nil {
		said = strings.ReplaceAll(fmt.Sprint(f.Message, f.Fields), "\u00a0", " ")
	}
	if !fault.Is(err, kind) || !strings.Contains(said, words) {
		t.Errorf("%v (%s), want %q", err, said, words)
	}
}

func TestADocumentGivenIsTheJurysToRead(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		d := newDossier(t, db)
		juror, secretariat := d.Juror("Dominique"), d.Secretariat("Claude")
		desk := &deliberation.Deliberations{DB: db, Candidacies: d.Candidacies, Now: func() time.Time { return d.Clock }}
		content := documenttest.PDFOf(3000, "adoptée")
		given := d.attach(`C:\Mairie\Charte.pdf`, content)
		d.answer(0, given)
		again := d.attach("Charte du libre.pdf", content)
		if again.SHA256 != given.SHA256 || kept(t, db) != 1 {
			t.Errorf("the same document is kept %d times", kept(t, db))
		}
		_, err := d.Jury.Document(ctx, juror, d.id, given.SHA256)
		wants(t, err, fault.NotFound, "Ce document n’existe pas")
		d.submit()

		snapshot, err := d.Candidacies.LastSubmission(db.Read(ctx), d.id)
		must(t, err)
		if !strings.Contains(snapshot.Answers, `"sha256":"`+given.SHA256+`"`) || snapshot.AnswersHash != questionnaire.HashAnswers(snapshot.Salt, []byte(snapshot.Answers)) {
			t.Errorf("the submission does not hold the document's hash: %s", snapshot.Answers)
		}
		other := d.attach("Autre.pdf", documenttest.PDFOf(2000, "jamais déposée"))
		d.answer(1, other)
		d.Close()

		for name, read := range map[string]func(sha256 string) (*candidacy.Content, error){
			"juror":       func(sha256 string) (*candidacy.Content, error) { return d.Jury.Document(ctx, juror, d.id, sha256) },
			"secretariat": func(sha256 string) (*candidacy.Content, error) { return desk.Document(ctx, secretariat, d.id, sha256) },
		} {
			got, err := read(given.SHA256)
			must(t, err)
			if !bytes.Equal(got.Bytes, content) || got.Name != "Charte.pdf" || got.Media != "application/pdf" {
				t.Errorf("%s reads %d bytes, %q, %q", name, len(got.Bytes), got.Name, got.Media)
			}
			for _, sha256 := range []string{other.SHA256, strings.Repeat("0", 64), "", "'"} {
				_, err := read(sha256)
				wants(t, err, fault.NotFound, "Ce document n’existe pas")
			}
		}
		got, err := d.Candidacies.Document(ctx, d.lead, d.id, other.SHA256)
		must(t, err)
		if got.Name != "Autre.pdf" {
			t.Errorf("the team reads %q", got.Name)
		}
		lines, err := audit.History(db.Read(ctx), "candidacy/"+d.id+"/document/"+given.SHA256)
		must(t, err)
		if len(lines) != 1 || lines[0].Action != "document.attach" || lines[0].Actor != d.lead.ID {
			t.Errorf("the log tells %+v", lines)
		}
	})
}

// Whatever is asked by somebody who must not know, the answer is the same as for what does not exist.
func TestADocumentIsNobodyElses(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		d := newDossier(t, db)
		given := d.attach("Charte.pdf", []byte(documenttest.PDF))
		d.answer(0, given)
		d.submit()
		stranger := accounttest.Person(t, db, "Sacha")
		theirs := d.Draft(stranger, pralognan)
		member := accounttest.Person(t, db, "Alix", account.Juror, account.Secretariat)
		must(t, d.Candidacies.Invite(ctx, d.lead, d.id, member.Email))
		must(t, d.Candidacies.Join(ctx, member, d.id))
		d.Close()
		desk := &deliberation.Deliberations{DB: db, Candidacies: d.Candidacies, Now: func() time.Time { return d.Clock }}

		const absent = "0198c000-0000-7000-8000-000000000000"
		for _, id := range []string{d.id, absent, "x"} {
			_, err := d.Candidacies.Document(ctx, stranger, id, given.SHA256)
			wants(t, err, fault.NotFound, "Ce document n’existe pas")
			_, err = d.Jury.Document(ctx, member, id, given.SHA256) // of the team: nobody judges their own territory
			wants(t, err, fault.NotFound, "Ce document n’existe pas")
			_, err = desk.Document(ctx, member, id, given.SHA256)
			wants(t, err, fault.NotFound, "Ce document n’existe pas")
		}
		_, err := d.Candidacies.Document(ctx, stranger, theirs, given.SHA256)
		wants(t, err, fault.NotFound, "Ce document n’existe pas")
		_, err = d.Candidacies.Document(ctx, nil, d.id, given.SHA256)
		wants(t, err, fault.SignIn, "")
		_, err = d.Jury.Document(ctx, stranger, d.id, given.SHA256)
		wants(t, err, fault.NotAllowed, "")
		_, err = desk.Document(ctx, stranger, d.id, given.SHA256)
		wants(t, err, fault.NotAllowed, "")
	})
}

// A hash is no key: an answer names documents of its own candidacy, as they are.
func TestAForgedDocumentIsRefused(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		d := newDossier(t, db)
		given := d.attach("Charte.pdf", []byte(documenttest.PDF))
		stranger := accounttest.Person(t, db, "Sacha")
		theirs := d.Draft(stranger, pralognan)
		save := func(v questionnaire.Document) error {
			_, err := d.Candidacies.Save(ctx, stranger, theirs, []candidacy.Change{
				{Question: "mot", Answer: questionnaire.Answer{Value: "Bonjour"}}, {Question: "charte", Answer: questionnaire.Answer{Value: v}},
			})
			return err
		}
		wants(t, save(given), fault.Invalid, "« Charte.pdf » n’est pas, ou plus, dans votre dossier")
		wants(t, save(questionnaire.Document{Name: "Charte.pdf", Media: "application/pdf"}), fault.Invalid, "dans votre dossier")
		own, err := d.Candidacies.Attach(ctx, stranger, theirs, "charte", "note.txt", []byte("Bonjour"))
		must(t, err)
		for _, forged := range []questionnaire.Document{
			{Name: own.Name, SHA256: own.SHA256, Size: own.Size + 1, Media: own.Media},
			{Name: "note.pdf", SHA256: own.SHA256, Size: own.Size, Media: "application/pdf"},
			{Name: own.Name, SHA256: given.SHA256, Size: own.Size, Media: own.Media},
		} {
			wants(t, save(forged), fault.Invalid, "dans votre dossier")
		}
		f, err := d.Candidacies.Load(ctx, stranger, theirs)
		must(t, err)
		if len(f.Revisions) > 0 {
			t.Errorf("part of what was refused is kept: %v", f.Revisions)
		}
		must(t, save(questionnaire.Document{Name: "note.csv", SHA256: own.SHA256, Size: own.Size, Media: "text/csv"})) // text is text
	})
}

func TestWhoMayAttachAndWhen(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		d := newDossier(t, db)
		stranger := accounttest.Person(t, db, "Sacha")
		attach := func(person *account.Person, question, name, content string) error {
			_, err := d.Candidacies.Attach(ctx, person, d.id, question, name, []byte(content))
			return err
		}
		wants(t, attach(nil, "charte", "a.pdf", documenttest.PDF), fault.SignIn, "")
		wants(t, attach(stranger, "charte", "a.pdf", documenttest.PDF), fault.NotFound, "Cette candidature n’existe pas")
		wants(t, attach(d.lead, "mot", "a.pdf", documenttest.PDF), fault.NotFound, "ne demande pas de document")
		wants(t, attach(d.lead, "inconnue", "a.pdf", documenttest.PDF), fault.NotFound, "ne demande pas de document")
		wants(t, attach(d.lead, "parc", "a.pdf", documenttest.PDF), fault.Invalid, "n’est pas dans un format accepté : CSV")
		wants(t, attach(d.lead, "charte", "a.docx", "PK"), fault.Invalid, "traitement de texte")
		wants(t, attach(d.lead, "charte", "a.pdf", "Bonjour"), fault.Invalid, "n’est pas celui d’un fichier PDF")
		must(t, attach(d.lead, "charte", "a.pdf", documenttest.PDF))
		must(t, d.Candidacies.Withdraw(ctx, d.lead, d.id))
		wants(t, attach(d.lead, "charte", "b.pdf", documenttest.PDF+"b"), fault.Closed, "reprenez-la")
		d.Close()
		wants(t, attach(d.lead, "charte", "b.pdf", documenttest.PDF+"b"), fault.Closed, "closes")
		if n := kept(t, db); n != 1 {
			t.Errorf("%d documents are kept", n)
		}
	})
}

func TestThereIsRoomForAHundredMegabytes(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		d := newDossier(t, db)
		var first questionnaire.Document
		for i := range 10 {
			one := d.attach(fmt.Sprintf("%d.pdf", i), documenttest.PDFOf(10<<20, fmt.Sprint(i)))
			if i == 0 {
				first = one
				d.answer(0, one)
			}
		}
		last := documenttest.PDFOf(1000, "de trop")
		_, err := d.Candidacies.Attach(ctx, d.lead, d.id, "charte", "de trop.pdf", last)
		wants(t, err, fault.Invalid, "vos documents font déjà 100 Mo, et 100 Mo au plus sont gardés. Retirez un document, ou allégez celui-ci.")
		d.attach("0.pdf", documenttest.PDFOf(10<<20, "0")) // kept already

		d.Clock = d.Clock.Add(2 * time.Hour) // what no answer named makes room
		d.attach("de trop.pdf", last)
		if n := kept(t, db); n != 2 {
			t.Errorf("%d documents are kept", n)
		}
		if _, err := d.Candidacies.Document(ctx, d.lead, d.id, first.SHA256); err != nil {
			t.Errorf("the one that an answer names: %v", err)
		}
	})
}

func TestWhatNothingNamesIsForgottenAfterThirtyDays(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		d := newDossier(t, db)
		submitted := d.attach("Déposée.pdf", documenttest.PDFOf(900, "déposée"))
		d.answer(0, submitted)
		d.submit()
		replaced := d.attach("Remplacée.pdf", documenttest.PDFOf(900, "remplacée"))
		d.answer(1, replaced)
		named := d.attach("Gardée.pdf", documenttest.PDFOf(900, "gardée"))
		d.answer(2, named)
		lost := d.attach("Perdue.pdf", documenttest.PDFOf(900, "perdue"))

		d.Clock = d.Clock.Add(29 * 24 * time.Hour)
		must(t, d.Candidacies.Forget(ctx))
		if n := kept(t, db); n != 4 {
			t.Fatalf("%d documents are kept after twenty-nine days", n)
		}
		d.answer(3, replaced) // taken up again, then left: its thirty days begin now
		d.answer(4, named)
		d.Clock = d.Clock.Add(2 * 24 * time.Hour)
		must(t, d.Candidacies.Forget(ctx))
		for what, sha256 := range map[string]string{"submitted": submitted.SHA256, "replaced": replaced.SHA256, "named": named.SHA256} {
			if _, err := d.Candidacies.Document(ctx, d.lead, d.id, sha256); err != nil {
				t.Errorf("%s: %v", what, err)
			}
		}
		_, err := d.Candidacies.Document(ctx, d.lead, d.id, lost.SHA256)
		wants(t, err, fault.NotFound, "n’existe pas")
		lines, err := audit.History(db.Read(ctx), "candidacy/"+d.id+"/document/"+lost.SHA256)
		must(t, err)
		if len(lines) != 2 || lines[1].Action != "document.forget" || !strings.Contains(lines[1].Before, "Perdue.pdf") {
			t.Errorf("the log tells %+v", lines)
		}

		d.Clock = d.Clock.Add(31 * 24 * time.Hour)
		must(t, d.Candidacies.Forget(ctx))
		must(t, d.Candidacies.Forget(ctx))
		if n := kept(t, db); n != 2 {
			t.Errorf("%d documents are kept at last", n)
		}
	})
}

// Whoever holds the database's password neither changes a document nor throws away what was submitted, by accident.
func TestTheDatabaseKeepsWhatWasSubmitted(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		d := newDossier(t, db)
		given := d.attach("Charte.pdf", []byte(documenttest.PDF))
		d.attach("Autre.pdf", documenttest.PDFOf(900, "autre"))
		d.answer(0, given)
		d.submit()
		for _, statement := range []string{
			"DELETE FROM uploads", "UPDATE uploads SET sha256 = '" + strings.Repeat("0", 64) + "'", "UPDATE uploads SET media_type = 'text/html'",
			"UPDATE uploads SET size = 3", "INSERT INTO uploads SELECT candidacy_id, 'abc', name, media_type, size, uploaded_by, uploaded_at, named_at, content FROM uploads",
		} {
			if err := db.Write(ctx, func(tx *gorm.DB) error { return tx.Exec(statement).Error }); err == nil {
				t.Errorf("%s is let through", statement)
			}
		}
		must(t, db.Write(ctx, func(tx *gorm.DB) error { return tx.Exec("DELETE FROM uploads WHERE name = 'Autre.pdf'").Error }))
		if n := kept(t, db); n != 1 {
			t.Errorf("%d documents are kept", n)
		}
	})
}
