package software

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func load(t *testing.T) *Catalogue {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryEntryIsWhole(t *testing.T) {
	slug := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	programs := 0
	for _, d := range load(t).Domains {
		if !slug.MatchString(d.Slug) || d.Title == "" || (len(d.Programs) == 0) != (d.Slug == Elsewhere) {
			t.Errorf("domain %+v", d)
		}
		for _, p := range d.Programs {
			programs++
			site, err := url.Parse(p.Site)
			if !slug.MatchString(p.Slug) || p.Slug == "domaines" || p.Name == "" || err != nil || site.Scheme != "https" || site.Host == "" {
				t.Errorf("%+v", p)
			}
			if !strings.HasSuffix(p.About, ".") || utf8.RuneCountInString(p.About) > 100 {
				t.Errorf("%s: « %s » is not one short sentence", p.Slug, p.About)
			}
		}
	}
	if programs < 100 {
		t.Errorf("%d programs", programs)
	}
}

func TestSpellingsOfOneSoftwareAreOne(t *testing.T) {
	c := load(t)
	for typed, want := range map[string]string{
		"Libre Office": "libreoffice", "LIBREOFFICE": "libreoffice", " libre-office ": "libreoffice", "Mozilla Firefox": "firefox",
		"S²LOW": "s2low", "s2low": "s2low", "as@lae": "as-alae", "Asalae": "as-alae", "Lutece": "lutece", "opencimetiere": "opencimetiere",
		"LemonLDAP::NG": "lemonldap-ng", "7zip": "7-zip", "BBB": "bigbluebutton", "Emmabuntus": "emmabuntus",
	} {
		if p := c.Find(typed); p == nil || p.Slug != want {
			t.Errorf("%q is taken as %v, not %s", typed, p, want)
		}
	}
	first, _, _ := c.Identify("Gestion Cantine", "metier")
	second, name, domain := c.Identify("gestion-cantine", "nulle-part")
	if first != second || first != "gestioncantine" || name != "gestion-cantine" || domain != Elsewhere {
		t.Errorf("%s, %s, %s, %s", first, second, name, domain)
	}
	if Key(" –  ! ") != "" {
		t.Error("signs alone have a key")
	}
}

func TestProgramsAreFoundInASentence(t *testing.T) {
	c := load(t)
	for text, want := range map[string][]string{
		"Surveillance (Zabbix, Centreon, Prometheus…)":                          {"zabbix", "centreon", "prometheus"},
		"Nous avons Libre Office, firefox et libreoffice, plus OBS Studio.":     {"libreoffice", "firefox", "obs-studio"},
		"Annuaire et identités (OpenLDAP, Samba, LemonLDAP::NG…)":               {"openldap", "samba", "lemonldap-ng"},
		"Une équipe sympa, partie de scratch, est un élément de notre réussite": nil,
		"": nil,
	} {
		var got []string
		for _, p := range c.Mentioned(text) {
			got = append(got, p.Slug)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q names %v, want %v", text, got, want)
		}
	}
}

func TestACatalogueThatContradictsItselfIsRefused(t *testing.T) {
	for what, text := range map[string]string{
		"twice":     `[{domain: a, title: A, software: [{slug: x, name: X, about: "X.", site: "https://x/"}, {slug: x, name: Y, about: "Y.", site: "https://y/"}]}]`,
		"ambiguous": `[{domain: a, title: A, software: [{slug: x, name: X, about: "X.", site: "https://x/"}, {slug: y, name: Y, about: "Y.", site: "https://y/", aliases: [x]}]}]`,
		"unknown":   `[{domain: a, title: A, sofware: []}]`,
	} {
		if _, err := read([]byte(text)); err == nil {
			t.Errorf("%s was taken", what)
		}
	}
}
