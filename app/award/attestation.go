package award

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/audit"
	"tnl/app/credential"
	"tnl/app/fault"
	"tnl/app/territory"
)

// AttestationPath is where the credential of an award stands, StatusListPath the list that tells withdrawals.
func AttestationPath(number string) string { return CertificatePath(number) + "/attestation.json" }

const StatusListPath = "/attestations/retraits"

// attestation is a credential as it was signed.
type attestation struct {
	SHA256      string `gorm:"primaryKey;column:sha256"`
	AwardID     string
	KeyID       string
	StatusIndex int // its place in the list of withdrawals, the same for all those of the award
	IssuedAt    time.Time
	ReplacedAt  *time.Time
	Content     string
}

func (attestation) TableName() string { return "credentials" }

var errNoAttestation = fault.New(fault.NotFound, "Ce label n’a pas d’attestation.")

// Attestation gives the credential of an award, byte for byte as it was signed; of a withdrawn one too, as the list of
// withdrawals tells that it is. NotFound: no such number, or an award of a past edition: another decided it, and we do
// not sign what we did not see.
func (as *Awards) Attestation(ctx context.Context, number string) ([]byte, error) {
	tx := as.DB.Read(ctx)
	award, err := byNumber(tx, number)
	if err != nil {
		return nil, err
	}
	content, err := current(tx, award.ID)
	if err == nil && content == nil {
		err = errNoAttestation
	}
	return content, err
}

// current is the award's credential, nil while it has none.
func current(tx *gorm.DB, awardID string) ([]byte, error) {
	var found attestation
	err := tx.Where("award_id = ? AND replaced_at IS NULL", awardID).Take(&found).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the credential of award %s: %w", awardID, err)
	}
	return []byte(found.Content), nil
}

// Attest signs what waits for it: awards published before there were credentials, and those whose key was revoked. The
// housekeeping calls it; issuer.ErrSecret when the key cannot be read.
func (as *Awards) Attest(ctx context.Context) error {
	if waiting, err := unattested(as.DB.Read(ctx)); err != nil || len(waiting) == 0 {
		return err
	}
	return as.DB.Write(ctx, as.attest)
}

// toAttest is an award without a credential that can be believed.
type toAttest struct {
	Published   `gorm:"embedded"`
	Kind        territory.Kind
	Code        string
	SIREN       string  `gorm:"column:siren"`
	Former      *string // the credential to replace
	StatusIndex *int
}

func unattested(tx *gorm.DB) ([]toAttest, error) {
	var waiting []toAttest
	err := tx.Table("awards").
		Select("awards.*, editions.year, editions.name AS edition_name, territories.slug AS territory_slug, territories.kind, COALESCE(territories.code, '') AS code, COALESCE(territories.siren, '') AS siren, c.sha256 AS former, c.status_index").
		Joins("JOIN editions ON editions.id = awards.edition_id AND editions.published_at IS NOT NULL").
		Joins("JOIN territories ON territories.id = awards.territory_id").
		Joins("LEFT JOIN credentials c ON c.award_id = awards.id AND c.replaced_at IS NULL").
		Joins("LEFT JOIN issuer_keys k ON k.id = c.key_id").
		Where("awards.candidacy_id IS NOT NULL AND awards.withdrawn_at IS NULL AND (c.sha256 IS NULL OR k.revoked_at IS NOT NULL)").
		Order("awards.number").Find(&waiting).Error
	if err != nil {
		return nil, fmt.Errorf("read the awards without a credential: %w", err)
	}
	return waiting, nil
}

// attest signs in the transaction of what makes it due.
func (as *Awards) attest(tx *gorm.DB) error {
	signer, err := as.Issuer.Signer(tx) // nobody else signs until the end: the places given below are free
	if err != nil {
		return err
	}
	waiting, err := unattested(tx)
	if err != nil || len(waiting) == 0 {
		return err
	}
	now := as.now()
	var replaced []string
	signed := make([]attestation, 0, len(waiting))
	next, err := nextPlace(tx)
	if err != nil {
		return err
	}
	for _, w := range waiting {
		place := next
		if w.StatusIndex != nil {
			place, replaced = *w.StatusIndex, append(replaced, *w.Former)
		} else {
			next++
		}
		content, err := as.sign(signer, w, place, now)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		signed = append(signed, attestation{
			SHA256: hex.EncodeToString(sum[:]), AwardID: w.ID, KeyID: signer.Name(), StatusIndex: place, IssuedAt: now, Content: string(content),
		})
	}
	if len(replaced) > 0 {
		if err := tx.Model(&attestation{}).Where("sha256 IN ?", replaced).Update("replaced_at", now).Error; err != nil {
			return fmt.Errorf("replace credentials: %w", err)
		}
	}
	if err := tx.CreateInBatches(signed, 100).Error; err != nil {
		return fmt.Errorf("keep credentials: %w", err)
	}
	return audit.Record(tx, audit.Line{At: now, Actor: "credentials", Action: "credential.issue", Subject: "key/" + signer.Name(),
		After: map[string]any{"issued": len(signed), "replaced": len(replaced)}})
}

// nextPlace is the first place of the list of withdrawals that was never given.
func nextPlace(tx *gorm.DB) (int, error) {
	var next int
	if err := tx.Model(&attestation{}).Select("COALESCE(MAX(status_index) + 1, 0)").Scan(&next).Error; err != nil {
		return 0, fmt.Errorf("find a place in the list of withdrawals: %w", err)
	}
	return next, nil
}

func (as *Awards) sign(signer credential.Signer, w toAttest, place int, now time.Time) ([]byte, error) {
	a := credential.Award{
		Site: as.BaseURL, Label: as.LabelName, Number: w.Number, Year: w.Year,
		Territory: w.TerritoryName, TerritoryPage: as.BaseURL + TerritoryPath(w.TerritorySlug), SIREN: w.SIREN,
		Level: *w.Level, LevelCount: w.LevelCount, LevelName: w.LevelOnScale(), LevelMeaning: w.LevelMeaning, Mentions: w.Mentions.Names(),
		Certificate: as.BaseURL + CertificatePath(w.Number), Credential: as.BaseURL + AttestationPath(w.Number),
		Criteria: as.BaseURL + CriteriaPath(w.Year), Questionnaire: as.BaseURL + QuestionnairePath(*w.QuestionnaireHash),
		AnswersHash: w.AnswersHash, StatusList: as.BaseURL + StatusListPath, StatusIndex: place, AwardedAt: w.AwardedAt,
	}
	if w.Kind != territory.EPCI { // whose code is its SIREN
		a.INSEE = w.Code
	}
	c, err := credential.New(a)
	if err != nil {
		return nil, err
	}
	return signer.Sign(c, now)
}

// StatusList gives the signed list of withdrawals; it changes with a withdrawal or with the key alone. NotFound while
// nothing was ever signed.
func (as *Awards) StatusList(ctx context.Context) ([]byte, error) {
	signer, since, err := as.Issuer.Current(ctx)
	if err != nil {
		return nil, err
	}
	if since.IsZero() {
		return nil, fault.New(fault.NotFound, "Aucune attestation n’a encore été signée.")
	}
	var rows []struct {
		StatusIndex int
		WithdrawnAt time.Time
	}
	err = as.DB.Read(ctx).Table("credentials").Select("credentials.status_index, awards.withdrawn_at").
		Joins("JOIN awards ON awards.id = credentials.award_id AND awards.withdrawn_at IS NOT NULL").
		Where("credentials.replaced_at IS NULL").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the withdrawals: %w", err)
	}
	places := make([]int, len(rows))
	for i, row := range rows {
		places[i] = row.StatusIndex
		if row.WithdrawnAt.After(since) {
			since = row.WithdrawnAt
		}
	}
	return signer.SignList(as.BaseURL+StatusListPath, places, since)
}
