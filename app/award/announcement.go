package award

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/candidacy"
	"tnl/app/edition"
	"tnl/app/mail"
)

// announce queues the e-mails that tell each team and both its representatives what the jury decided.
func (as *Awards) announce(tx *gorm.DB, e edition.Edition, now time.Time, outcomes []*outcome) error {
	teams, err := teamAddresses(tx, e.ID)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		subject, body, err := mail.Render(o.letter(), as.letterData(e, o))
		if err != nil {
			return err
		}
		for _, to := range o.recipients(teams[o.candidacy.ID]) {
			// The decision is kept under its candidacy's id; one about it is live at most.
			message := mail.Message{To: to, Subject: subject, Body: body, About: "decision/" + o.candidacy.ID}
			if err := mail.Queue(tx, now, message); err != nil {
				return err
			}
		}
	}
	return nil
}

func (o *outcome) letter() string {
	if o.award == nil {
		return "award-none"
	}
	return "award-level"
}

// letterData is what the texts of templates/mail/award-*.txt may say.
func (as *Awards) letterData(e edition.Edition, o *outcome) map[string]any {
	data := map[string]any{
		"Label": as.LabelName, "Edition": e.Name, "Year": e.Year, "Territory": o.territory.Name,
		"Opinion": o.decision.Opinion, "Result": as.BaseURL + "/candidatures/" + o.candidacy.ID + "/resultat",
	}
	if o.award == nil {
		return data
	}
	data["Level"], data["Title"], data["Meaning"] = o.award.LevelName(), "", o.award.LevelMeaning
	if o.award.LevelTitle != o.award.LevelName() {
		data["Title"] = o.award.LevelTitle
	}
	data["Mentions"] = o.award.Mentions.Label()
	data["Number"] = o.award.Number
	data["Certificate"] = as.BaseURL + CertificatePath(o.award.Number)
	data["Page"] = as.BaseURL + TerritoryPath(o.territory.Slug)
	return data
}

// recipients lists the team and both representatives, each address once. A representative's address that no server
// could take is left out: it must not keep the whole edition from being published.
func (o *outcome) recipients(team []string) []string {
	var addresses []string
	known := map[string]bool{}
	for _, to := range append(team, o.candidacy.Elected.Email, o.candidacy.Technical.Email) {
		address, err := account.ParseAddress(to)
		if err != nil || known[address.Folded] {
			continue
		}
		known[address.Folded] = true
		addresses = append(addresses, address.Typed)
	}
	return addresses
}

// teamAddresses gives the addresses of the teams of an edition's candidacies that are published, by candidacy.
func teamAddresses(tx *gorm.DB, editionID string) (map[string][]string, error) {
	var rows []struct{ CandidacyID, Email string }
	err := tx.Table("team_members AS m").Select("m.candidacy_id, p.email").
		Joins("JOIN people p ON p.id = m.person_id").Joins("JOIN candidacies c ON c.id = m.candidacy_id").
		Where("c.edition_id = ? AND c.state = ?", editionID, candidacy.Published).
		Order("m.joined_at, p.id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read the addresses of the teams: %w", err)
	}
	teams := map[string][]string{}
	for _, row := range rows {
		teams[row.CandidacyID] = append(teams[row.CandidacyID], row.Email)
	}
	return teams, nil
}
