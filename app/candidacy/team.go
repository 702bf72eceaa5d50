package candidacy

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/fault"
	"tnl/app/mail"
)

// Invitation asks whoever owns an address into a team.
type Invitation struct {
	CandidacyID string
	Email       string
	EmailFolded string
	InvitedBy   string
	InvitedAt   time.Time
}

// Member is a person of the team.
type Member struct {
	ID    string
	Name  string
	Email string
	Role  Role
}

// Team lists the people of a candidacy and the invitations that wait, to a member of it.
func (cs *Candidacies) Team(ctx context.Context, person *account.Person, id string) ([]Member, []Invitation, error) {
	tx := cs.DB.Read(ctx)
	if _, _, err := ofTeam(tx, person, id); err != nil {
		return nil, nil, err
	}
	var members []Member
	err := tx.Table("team_members AS m").Select("p.id, p.name, p.email, m.role").Joins("JOIN people p ON p.id = m.person_id").
		Where("m.candidacy_id = ?", id).Order("m.joined_at, p.name").Find(&members).Error
	if err != nil {
		return nil, nil, fmt.Errorf("list the team: %w", err)
	}
	var waiting []Invitation
	if err := tx.Where("candidacy_id = ?", id).Order("invited_at").Find(&waiting).Error; err != nil {
		return nil, nil, fmt.Errorf("list invitations: %w", err)
	}
	return members, waiting, nil
}

// Invite asks the owner of an address into the team, by e-mail. The lead alone may. The outcome is the same
// whether the address has an account or not.
func (cs *Candidacies) Invite(ctx context.Context, person *account.Person, id, email string) error {
	return cs.DB.Write(ctx, func(tx *gorm.DB) error {
		c, e, err := cs.changeable(tx, person, id)
		if err != nil {
			return err
		}
		if err := leadOnly(tx, person, id); err != nil {
			return err
		}
		address, err := account.ParseAddress(email)
		faults := fault.Fields{}
		if err != nil {
			faults.Add("email", err.Error())
			return faults.Err()
		}
		folded := address.Folded
		var members, waiting int64
		err = errors.Join(
			tx.Table("team_members AS m").Joins("JOIN people p ON p.id = m.person_id").
				Where("m.candidacy_id = ? AND p.email_folded = ?", id, folded).Count(&members).Error,
			tx.Model(&Invitation{}).Where("candidacy_id = ?", id).Count(&waiting).Error)
		if err != nil {
			return fmt.Errorf("invite: %w", err)
		}
		faults.Check(members == 0, "email", "Cette personne est déjà dans l’équipe.")
		faults.Check(waiting < 20, "email", "Vingt invitations attendent déjà une réponse : annulez-en avant d’en envoyer d’autres.")
		if err := faults.Err(); err != nil {
			return err
		}
		created := tx.Clauses(clause.OnConflict{DoNothing: true}).
			Create(&Invitation{CandidacyID: id, Email: address.Typed, EmailFolded: folded, InvitedBy: person.ID, InvitedAt: cs.now()})
		if created.Error != nil {
			return fmt.Errorf("invite: %w", created.Error)
		}
		if created.RowsAffected == 0 {
			return &fault.Fault{Kind: fault.Invalid, Message: "Déjà invitée.", Fields: fault.Fields{"email": "Cette adresse est déjà invitée."}}
		}
		var name string
		if err := tx.Table("territories").Where("id = ?", c.TerritoryID).Limit(1).Pluck("name", &name).Error; err != nil {
			return fmt.Errorf("invite: %w", err)
		}
		subject, body, err := mail.Render("candidacy-invitation", map[string]any{
			"By": person.Name, "Territory": name, "Edition": e.Name, "Link": cs.BaseURL + "/candidatures", "SignUp": cs.BaseURL + "/inscription", "Email": address.Typed,
		})
		if err != nil {
			return err
		}
		if err := mail.Queue(tx, cs.now(), mail.Message{To: address.Typed, Subject: subject, Body: body}); err != nil {
			return err
		}
		return audit.Record(tx, audit.Line{At: cs.now(), Actor: person.ID, Action: "team.invite", Subject: "candidacy/" + id, After: map[string]any{"email": address.Typed}})
	})
}

// Uninvite takes an invitation back. The lead alone may.
func (cs *Candidacies) Uninvite(ctx context.Context, person *account.Person, id, email string) error {
	address, err := account.ParseAddress(email)
	if err != nil {
		return errNotFound
	}
	return cs.DB.Write(ctx, func(tx *gorm.DB) error {
		if err := leadOnly(tx, person, id); err != nil {
			return err
		}
		err := tx.Where("candidacy_id = ? AND email_folded = ?", id, address.Folded).Delete(&Invitation{}).Error
		if err != nil {
			return fmt.Errorf("take an invitation back: %w", err)
		}
		return audit.Record(tx, audit.Line{At: cs.now(), Actor: person.ID, Action: "team.uninvite", Subject: "candidacy/" + id, Before: map[string]any{"email": email}})
	})
}

// WaitingInvitation is an invitation as the invited person sees it.
type WaitingInvitation struct {
	CandidacyID   string
	TerritoryName string
	Year          int
	InvitedBy     string
}

// Invitations lists those that wait for person's own confirmed address.
func (cs *Candidacies) Invitations(ctx context.Context, person *account.Person) ([]WaitingInvitation, error) {
	var out []WaitingInvitation
	err := cs.DB.Read(ctx).Table("invitations AS i").
		Select("i.candidacy_id, t.name AS territory_name, e.year, p.name AS invited_by").
		Joins("JOIN candidacies c ON c.id = i.candidacy_id").Joins("JOIN territories t ON t.id = c.territory_id").
		Joins("JOIN editions e ON e.id = c.edition_id").Joins("JOIN people p ON p.id = i.invited_by").
		Where("i.email_folded = ?", person.EmailFolded).Order("i.invited_at").Find(&out).Error
	if err != nil {
		return nil, fmt.Errorf("list invitations: %w", err)
	}
	return out, nil
}

// Join takes up an invitation sent to person's address. NotFound when there is none.
func (cs *Candidacies) Join(ctx context.Context, person *account.Person, id string) error {
	return cs.DB.Write(ctx, func(tx *gorm.DB) error {
		gone := tx.Where("candidacy_id = ? AND email_folded = ?", id, person.EmailFolded).Delete(&Invitation{})
		if gone.Error != nil {
			return fmt.Errorf("join a team: %w", gone.Error)
		}
		if gone.RowsAffected == 0 {
			return errNotFound
		}
		member := teamMember{CandidacyID: id, PersonID: person.ID, Role: Contributor, JoinedAt: cs.now()}
		if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&member).Error; err != nil {
			return fmt.Errorf("join a team: %w", err)
		}
		return audit.Record(tx, audit.Line{At: cs.now(), Actor: person.ID, Action: "team.join", Subject: "candidacy/" + id})
	})
}
