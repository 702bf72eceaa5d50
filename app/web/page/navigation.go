package page

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"
)

// Sections of the site, for View.Section.
const (
	SectionLabel       = "label"
	SectionDirectory   = "directory"
	SectionSoftware    = "software"
	SectionApply       = "apply"
	SectionCandidacies = "candidacies"
	SectionJury        = "jury"
	SectionSecretariat = "secretariat"
	SectionAccount     = "account"
	SectionSignIn      = "sign-in"
)

// Entry is a link of the navigation.
type Entry struct {
	Label, Address string
	Current        bool
}

// Account is the end of the navigation: the way in, or the person's own menu.
type Account struct {
	SignedIn bool
	Name     string
	SignIn   Entry
	Profile  Entry
}

// navigation lists the links that viewer may follow.
func navigation(viewer *Viewer, section string) []Entry {
	all := []struct {
		section, label, address string
		shown                   bool
	}{
		{SectionLabel, "Le label", "/label", true},
		{SectionDirectory, "Annuaire", "/annuaire", true},
		{SectionSoftware, "Logiciels", "/logiciels", true},
		{SectionApply, "Candidater", "/candidater", true},
		{SectionCandidacies, "Mes candidatures", "/candidatures", viewer != nil},
		{SectionJury, "Jury", "/jury", viewer != nil && viewer.Juror},
		{SectionSecretariat, "Secrétariat", "/secretariat", viewer != nil && viewer.Secretariat},
	}
	entries := make([]Entry, 0, len(all))
	for _, one := range all {
		if one.shown {
			entries = append(entries, Entry{Label: one.label, Address: one.address, Current: one.section == section})
		}
	}
	return entries
}

func account(c echo.Context, viewer *Viewer, section string) Account {
	if viewer == nil {
		return Account{SignIn: Entry{Label: "Se connecter", Address: signInAddress(c), Current: section == SectionSignIn}}
	}
	name := viewer.Name
	if name == "" {
		name = viewer.Email
	}
	return Account{
		SignedIn: true,
		Name:     name,
		Profile:  Entry{Label: "Mon compte", Address: "/compte", Current: section == SectionAccount},
	}
}

// signInAddress leads to the sign-in page, and from there back to the page asked for.
func signInAddress(c echo.Context) string {
	address := c.Request().URL.RequestURI()
	safe := c.Request().Method == http.MethodGet || c.Request().Method == http.MethodHead
	if !safe || address == "/" || strings.HasPrefix(address, "/connexion") {
		return "/connexion"
	}
	return "/connexion?suite=" + url.QueryEscape(Local(address, "/"))
}

// Local gives address when it is a path of this site, fallback when it could lead elsewhere.
func Local(address, fallback string) string {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n\t") {
		return fallback
	}
	if parsed, err := url.Parse(address); err != nil || parsed.IsAbs() || parsed.Host != "" {
		return fallback
	}
	return address
}
