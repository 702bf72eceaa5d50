package candidacy

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/document"
	"tnl/app/fault"
	"tnl/app/questionnaire"
)

// Content is a document to be downloaded.
type Content struct {
	Name  string
	Media string // its media type
	Bytes []byte
}

// errNoDocument is one and the same for a document that is not there and for another's.
var errNoDocument = fault.New(fault.NotFound, "Ce document n’existe pas, ou vous n’y avez pas accès.")

// Document gives a document that the candidacy keeps to a member of its team. NotFound to anybody else.
func (cs *Candidacies) Document(ctx context.Context, person *account.Person, id, sha256 string) (*Content, error) {
	tx := cs.DB.Read(ctx)
	if _, _, err := ofTeam(tx, person, id); err != nil {
		if fault.Is(err, fault.NotFound) {
			return nil, errNoDocument
		}
		return nil, err
	}
	return contentOf(tx, id, sha256)
}

// SubmittedDocument gives a document that a submission names, under the name that it gives it. It does not ask who
// reads: jury and secretariat come through their own rules. NotFound for any other document.
func (cs *Candidacies) SubmittedDocument(tx *gorm.DB, s *Snapshot, sha256 string) (*Content, error) {
	named := s.Answers.DocumentOf(sha256)
	if named == nil {
		return nil, errNoDocument
	}
	content, err := contentOf(tx, s.Submission.CandidacyID, sha256)
	if err != nil {
		return nil, err
	}
	content.Name, content.Media = named.Name, named.Media
	return content, nil
}

// Hidden gives, for any error that a reader's own rules give, the one that tells nothing of what is there.
func Hidden(err error) error {
	if fault.Is(err, fault.NotFound) {
		return errNoDocument
	}
	return err
}

func contentOf(tx *gorm.DB, id, sha256 string) (*Content, error) {
	var found []upload
	err := tx.Where("candidacy_id = ? AND sha256 = ?", id, sha256).Limit(1).Find(&found).Error
	if err != nil {
		return nil, fmt.Errorf("read a document of candidacy %s: %w", id, err)
	}
	if len(found) == 0 {
		return nil, errNoDocument
	}
	return &Content{Name: found[0].Name, Media: found[0].MediaType, Bytes: found[0].Content}, nil
}

// changeDocument claims the document of an answer that takes the place of another, and releases the other's.
func (cs *Candidacies) changeDocument(tx *gorm.DB, id string, question *questionnaire.Question, kept []byte, next questionnaire.Answer) error {
	if !question.TakesDocument() {
		return nil
	}
	was, err := question.Decode(kept)
	if err != nil {
		return err
	}
	if err := cs.release(tx, id, was.Document()); err != nil {
		return err
	}
	return cs.claim(tx, id, question, next.Document())
}

// claim makes sure that the document named by an answer is one of the candidacy's own, and keeps it from being
// forgotten. Invalid for any other: a hash alone opens nobody's document.
func (cs *Candidacies) claim(tx *gorm.DB, id string, question *questionnaire.Question, d *questionnaire.Document) error {
	if d == nil {
		return nil
	}
	kept, err := cs.noteNamed(tx, id, d.SHA256)
	if err != nil {
		return err
	}
	if kept == nil || kept.Size != d.Size || !document.Same(kept.MediaType, d.Media) {
		return fault.Fields{question.ID: fmt.Sprintf("« %s » n’est pas, ou plus, dans votre dossier : choisissez-le à nouveau.", d.Name)}.Err()
	}
	return nil
}

// release begins the time after which a document that an answer named is forgotten.
func (cs *Candidacies) release(tx *gorm.DB, id string, d *questionnaire.Document) error {
	if d == nil {
		return nil
	}
	_, err := cs.noteNamed(tx, id, d.SHA256)
	return err
}

// noteNamed notes that an answer takes or leaves a document now, and gives it without its content; nil when there is none.
func (cs *Candidacies) noteNamed(tx *gorm.DB, id, sha256 string) (*upload, error) {
	var found []upload
	err := tx.Raw("UPDATE uploads SET named_at = ? WHERE candidacy_id = ? AND sha256 = ? RETURNING media_type, size", cs.now(), id, sha256).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("name a document of candidacy %s: %w", id, err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return &found[0], nil
}
