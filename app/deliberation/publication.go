package deliberation

import (
	"context"
	"fmt"

	"tnl/app/account"
	"tnl/app/candidacy"
	"tnl/app/edition"
)

// Checklist is what stands between an edition and its publication, and what the publication will show.
type Checklist struct {
	// Blocks say in French what must be done first; Remarks what is only worth a look.
	Blocks  []string
	Remarks []string
	// Undecided are the candidacies that wait for the jury.
	Undecided []Row
	// ByLevel counts the awards, by level; ByLevel[0] counts the candidacies without a label, never shown.
	ByLevel []int
	// Concerned counts the decisions that are hidden from the person, left out of ByLevel.
	Concerned int
}

// Ready tells whether nothing blocks the publication.
func (c *Checklist) Ready() bool { return len(c.Blocks) == 0 }

// Awards counts the awards that will be shown, as far as the person may see.
func (c *Checklist) Awards() int {
	sum := 0
	for _, n := range c.ByLevel[1:] {
		sum += n
	}
	return sum
}

// Letters counts the people to whom the publication of e writes: the team and both representatives of each
// candidacy decided on, each address once for a candidacy. SignIn, NotAllowed: not the secretariat.
func (d *Deliberations) Letters(ctx context.Context, person *account.Person, e edition.Edition) (int, error) {
	if err := requireSecretariat(person); err != nil {
		return 0, err
	}
	var rows []struct{ ID, ElectedEmail, TechnicalEmail, Email string }
	err := d.DB.Read(ctx).Table("candidacies AS c").
		Select("c.id, c.elected_email, c.technical_email, COALESCE(p.email, '') AS email").
		Joins("LEFT JOIN team_members m ON m.candidacy_id = c.id").Joins("LEFT JOIN people p ON p.id = m.person_id").
		Where("c.edition_id = ? AND c.state = ?", e.ID, candidacy.Decided).Scan(&rows).Error
	if err != nil {
		return 0, fmt.Errorf("count the letters of edition %d: %w", e.Year, err)
	}
	told := map[[2]string]bool{}
	for _, row := range rows {
		for _, to := range []string{row.Email, row.ElectedEmail, row.TechnicalEmail} {
			if address, err := account.ParseAddress(to); err == nil {
				told[[2]string{row.ID, address.Folded}] = true
			}
		}
	}
	return len(told), nil
}

// Checklist checks the overview's edition before its publication.
func (o *Overview) Checklist() *Checklist {
	list := &Checklist{ByLevel: make([]int, o.Top()+1)}
	for _, row := range o.Rows {
		switch {
		case row.State == candidacy.UnderReview || row.State == candidacy.Submitted:
			list.Undecided = append(list.Undecided, row)
		case row.State != candidacy.Decided && row.State != candidacy.Published:
		case row.DecisionLevel == nil:
			list.Concerned++
		case *row.DecisionLevel < len(list.ByLevel):
			list.ByLevel[*row.DecisionLevel]++
		}
	}
	list.examine(o.Edition, o.Count(candidacy.Decided))
	return list
}

func (c *Checklist) examine(e edition.Edition, decided int) {
	switch {
	case e.PublishedAt != nil:
		c.Blocks = append(c.Blocks, "Les résultats de cette édition sont déjà publiés.")
		return
	case e.ClosedAt == nil:
		c.Blocks = append(c.Blocks, "Les candidatures ne sont pas closes.")
	case len(c.Undecided) == 1:
		c.Blocks = append(c.Blocks, "Une candidature n’est pas décidée.")
	case len(c.Undecided) > 1:
		c.Blocks = append(c.Blocks, fmt.Sprintf("%d candidatures ne sont pas décidées.", len(c.Undecided)))
	case decided == 0:
		c.Blocks = append(c.Blocks, "Aucune candidature n’est décidée : il n’y a rien à publier.")
	}
	for _, setting := range []struct{ value, missing string }{
		{e.Place, "Le lieu de l’annonce n’est pas indiqué : les certificats ne le diront pas."},
		{e.Signatory, "Le signataire n’est pas indiqué : les certificats ne seront pas signés."},
		{e.Jury, "La composition du jury n’est pas indiquée : les certificats ne la diront pas."},
	} {
		if setting.value == "" {
			c.Remarks = append(c.Remarks, setting.missing)
		}
	}
}
