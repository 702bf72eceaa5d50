package candidacy

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gorm.io/gorm"

	"tnl/app/account"
	"tnl/app/audit"
	"tnl/app/fault"
)

// Theme is what an initiative is about; its text is what the database keeps and what addresses show.
type Theme string

type themeName struct {
	theme Theme
	label string
}

var themes = []themeName{
	{"postes", "Postes de travail libres"},
	{"logiciels", "Logiciels métier et services en ligne"},
	{"contribution", "Publier et contribuer"},
	{"donnees", "Données ouvertes et cartes"},
	{"mutualisation", "Mettre en commun"},
	{"ecole", "École et médiathèque"},
	{"inclusion", "Formation et inclusion numérique"},
	{"participation", "Participation des habitants"},
	{"sobriete", "Réemploi et sobriété"},
	{"evenement", "Rencontres et sensibilisation"},
	{"autre", "Autres initiatives"},
}

// Themes lists every theme, in the order in which people are shown them.
func Themes() []Theme {
	all := make([]Theme, len(themes))
	for i, one := range themes {
		all[i] = one.theme
	}
	return all
}

// Label is the theme as people read it, empty when it is none.
func (t Theme) Label() string {
	for _, one := range themes {
		if one.theme == t {
			return one.label
		}
	}
	return ""
}

// Initiative is something that a territory did and tells; it is never scored.
type Initiative struct {
	ID      string
	Theme   Theme
	Title   string
	Summary string
	Link    string // to more about it; optional
	// Published tells that the team agrees to its publication with the label.
	Published bool
	Revision  int // to send back with a change
}

type storedInitiative struct {
	CandidacyID string
	Initiative  `gorm:"embedded"`
}

func (storedInitiative) TableName() string { return "initiatives" }

const (
	longestTitle    = 120
	longestSummary  = 800
	longestLink     = 500
	mostInitiatives = 20
)

var errNoInitiative = fault.New(fault.NotFound, "Cette initiative n’existe pas, ou vous n’y avez pas accès.")

// Initiatives lists those of a candidacy to its team, in the order in which they were written.
func (cs *Candidacies) Initiatives(ctx context.Context, person *account.Person, id string) ([]Initiative, error) {
	tx := cs.DB.Read(ctx)
	if _, _, err := ofTeam(tx, person, id); err != nil {
		return nil, err
	}
	return initiativesOf(tx, id)
}

func initiativesOf(tx *gorm.DB, id string) ([]Initiative, error) {
	var rows []storedInitiative
	if err := tx.Where("candidacy_id = ?", id).Order("id").Find(&rows).Error; err != nil {
		return nil, fmt.Errorf("read initiatives: %w", err)
	}
	out := make([]Initiative, len(rows))
	for i, row := range rows {
		out[i] = row.Initiative
	}
	return out, nil
}

// FindInitiative gives one of those of a list. NotFound when it is not there.
func FindInitiative(of []Initiative, id string) (Initiative, error) {
	at := slices.IndexFunc(of, func(i Initiative) bool { return i.ID == id })
	if at < 0 {
		return Initiative{}, errNoInitiative
	}
	return of[at], nil
}

// SaveInitiative keeps an initiative of a candidacy: a new one when it has no id, else in place of the revision that the
// person saw.
// Invalid when a field is wrong, Conflict when somebody else of the team changed it meanwhile, NotFound when it is none
// of the candidacy's, Closed after the closing.
func (cs *Candidacies) SaveInitiative(ctx context.Context, person *account.Person, id string, i Initiative) error {
	i.Title, i.Link = strings.Join(strings.Fields(i.Title), " "), strings.TrimSpace(i.Link)
	i.Summary = strings.TrimSpace(strings.ReplaceAll(i.Summary, "\r\n", "\n"))
	return cs.DB.Write(ctx, func(tx *gorm.DB) error {
		if _, _, err := cs.changeable(tx, person, id); err != nil {
			return err
		}
		all, err := initiativesOf(tx, id)
		if err != nil {
			return err
		}
		faults := i.check()
		faults.Check(i.ID != "" || len(all) < mostInitiatives, "title", fmt.Sprintf("%d initiatives au plus sont attendues : retirez-en une avant d’en ajouter.", mostInitiatives))
		if err := faults.Err(); err != nil {
			return err
		}
		var before any
		if i.ID == "" {
			if i.ID, err = newID(); err != nil {
				return err
			}
			i.Revision = 1
			if err := tx.Create(&storedInitiative{CandidacyID: id, Initiative: i}).Error; err != nil {
				return fmt.Errorf("save an initiative: %w", err)
			}
		} else {
			found, err := FindInitiative(all, i.ID)
			if err != nil {
				return err
			}
			before = found
			if err := i.replace(tx); err != nil {
				return err
			}
		}
		return audit.Record(tx, audit.Line{At: cs.now(), Actor: person.ID, Action: "initiative.save", Subject: "candidacy/" + id + "/initiative/" + i.ID,
			Before: before, After: i})
	})
}

func (i *Initiative) replace(tx *gorm.DB) error {
	changed := tx.Model(&storedInitiative{}).Where("id = ? AND revision = ?", i.ID, i.Revision).Updates(map[string]any{
		"theme": i.Theme, "title": i.Title, "summary": i.Summary, "link": i.Link, "published": i.Published, "revision": i.Revision + 1,
	})
	if changed.Error != nil {
		return fmt.Errorf("save an initiative: %w", changed.Error)
	}
	if changed.RowsAffected == 0 {
		return fault.New(fault.Conflict, "Une autre personne de l’équipe vient de modifier cette initiative. Vérifiez ce qui suit, puis enregistrez à nouveau.")
	}
	i.Revision++
	return nil
}

func (i *Initiative) check() fault.Fields {
	faults := fault.Fields{}
	faults.Check(i.Theme.Label() != "", "theme", "Choisissez un thème.")
	faults.Check(i.Title != "", "title", "Donnez un titre à cette initiative.")
	faults.Check(i.Summary != "", "summary", "Dites en quelques phrases ce qui a été fait.")
	for _, text := range []struct {
		field, value string
		most         int
	}{{"title", i.Title, longestTitle}, {"summary", i.Summary, longestSummary}, {"link", i.Link, longestLink}} {
		faults.Check(utf8.RuneCountInString(text.value) <= text.most, text.field, fmt.Sprintf("Ce texte est trop long : %d signes au plus.", text.most))
		faults.Check(readable(text.value), text.field, unreadable)
	}
	faults.Check(i.Link == "" || webAddress(i.Link), "link", "L’adresse doit commencer par https:// ou http://, sans espace ni nom d’utilisateur.")
	return faults
}

// webAddress tells whether text is an address that a visitor may be sent to: of the web, with no name before the site's,
// as https://mairie.fr@autre.example opens the other.
func webAddress(text string) bool {
	address, err := url.Parse(text)
	return err == nil && (address.Scheme == "https" || address.Scheme == "http") && address.Host != "" && address.User == nil &&
		!strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) })
}

// DeleteInitiative takes an initiative out of a candidacy. NotFound when it is none of the candidacy's, Closed after the
// closing.
func (cs *Candidacies) DeleteInitiative(ctx context.Context, person *account.Person, id, initiative string) error {
	return cs.DB.Write(ctx, func(tx *gorm.DB) error {
		if _, _, err := cs.changeable(tx, person, id); err != nil {
			return err
		}
		all, err := initiativesOf(tx, id)
		if err != nil {
			return err
		}
		found, err := FindInitiative(all, initiative)
		if err != nil {
			return err
		}
		if err := tx.Where("id = ?", initiative).Delete(&storedInitiative{}).Error; err != nil {
			return fmt.Errorf("delete an initiative: %w", err)
		}
		return audit.Record(tx, audit.Line{At: cs.now(), Actor: person.ID, Action: "initiative.delete", Subject: "candidacy/" + id + "/initiative/" + initiative, Before: found})
	})
}
