package account

import (
	netmail "net/mail"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"tnl/app/fault"
)

// Address is an e-mail address in its two forms.
type Address struct {
	Typed  string // as its owner writes it
	Folded string // lower case, domain in ASCII: two addresses are the same when these are
}

// ParseAddress reads what somebody typed. Invalid, with a message for the field, when no mail could reach it.
func ParseAddress(text string) (Address, error) {
	refuse := func(message string) (Address, error) { return Address{}, fault.New(fault.Invalid, message) }
	text = norm.NFC.String(strings.TrimSpace(text))
	if text == "" {
		return refuse("Saisissez une adresse électronique.")
	}
	const shape = "Cette adresse n’est pas complète : elle s’écrit nom@domaine.fr."
	parsed, err := netmail.ParseAddress(text)
	if err != nil || parsed.Address != text || len(text) > 254 || strings.ContainsAny(text, "\"[] ") {
		return refuse(shape)
	}
	at := strings.LastIndex(text, "@")
	local, domain := text[:at], text[at+1:]
	for _, r := range local {
		if r > unicode.MaxASCII {
			return refuse("Avant l’arobase, une adresse s’écrit sans accent.")
		}
	}
	ascii, err := idna.Lookup.ToASCII(domain)
	if err != nil || len(local) > 64 || len(ascii) > 253 || !strings.Contains(strings.Trim(ascii, "."), ".") || strings.HasSuffix(ascii, ".") {
		return refuse(shape)
	}
	return Address{Typed: text, Folded: strings.ToLower(local) + "@" + strings.ToLower(ascii)}, nil
}

// cleanName brings a person's name to one line of printable text; the message is for the field, empty when fine.
func cleanName(text string) (name, message string) {
	name = norm.NFC.String(strings.Join(strings.Fields(text), " "))
	switch {
	case name == "":
		return "", "Saisissez votre nom."
	case len([]rune(name)) > 100:
		return "", "100 caractères au plus."
	}
	for _, r := range name {
		if !unicode.IsPrint(r) {
			return "", "Ce nom contient un caractère qui ne s’écrit pas."
		}
	}
	// A name reaches other people's e-mails: no address in it.
	if strings.ContainsAny(name, "<>@") || strings.Contains(name, "://") || strings.Contains(strings.ToLower(name), "www.") {
		return "", "Un nom ne contient ni adresse ni lien."
	}
	return name, ""
}

// foldName brings a name to the form in which it is searched: lower case, without accents.
func foldName(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(name)))
}
