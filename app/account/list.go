package account

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"tnl/app/database"
)

// pageSize is how many people a page of the list holds.
const pageSize = 50

// Search is what the secretariat looks for among people; empty fields ask for nothing.
type Search struct {
	Text string // part of a name or address
	Role Role
	Page int // from 1
}

// Listing is one page of people, by name.
type Listing struct {
	People []*Person
	Total  int // on all pages
	Page   int
	Pages  int
}

// List gives people to the secretariat, with their roles. SignIn, NotAllowed: not the secretariat.
func (a *Accounts) List(ctx context.Context, actor *Person, search Search) (*Listing, error) {
	if err := onlySecretariat(actor); err != nil {
		return nil, err
	}
	query := func() *gorm.DB {
		q := a.DB.Read(ctx).Model(&Person{})
		if text := foldName(strings.TrimSpace(plain(search.Text))); text != "" {
			pattern := database.Contains(text)
			q = q.Where(`(name_folded LIKE ? ESCAPE '\' OR email_folded LIKE ? ESCAPE '\')`, pattern, pattern)
		}
		if search.Role != "" {
			q = q.Where("id IN (SELECT person_id FROM roles WHERE role = ?)", plain(string(search.Role)))
		}
		return q
	}
	var total int64
	if err := query().Count(&total).Error; err != nil {
		return nil, fmt.Errorf("count people: %w", err)
	}
	out := &Listing{Total: int(total), Pages: max(1, (int(total)+pageSize-1)/pageSize)}
	out.Page = min(max(1, search.Page), out.Pages)
	err := query().Order("name_folded, id").Limit(pageSize).Offset((out.Page - 1) * pageSize).Find(&out.People).Error
	if err != nil {
		return nil, fmt.Errorf("list people: %w", err)
	}
	return out, loadRoles(a.DB.Read(ctx), out.People)
}

// loadRoles fills the roles of people in one query.
func loadRoles(tx *gorm.DB, people []*Person) error {
	byID := make(map[string]*Person, len(people))
	ids := make([]string, 0, len(people))
	for _, person := range people {
		byID[person.ID] = person
		ids = append(ids, person.ID)
	}
	var rows []roleRow
	if err := tx.Where("person_id IN ?", ids).Order("role").Find(&rows).Error; err != nil {
		return fmt.Errorf("load roles: %w", err)
	}
	for _, row := range rows {
		person := byID[row.PersonID]
		person.Roles = append(person.Roles, row.Role)
	}
	return nil
}
