package territory

import (
	"strings"
	"unicode"

	"tnl/app/fault"
)

// ReadSIREN gives the 9 digits of a SIREN as typed, spaces of any kind allowed, or an Invalid fault on the field
// "siren" that says what to correct.
func ReadSIREN(text string) (string, error) {
	siren, message := checkSIREN(text)
	if message != "" {
		return "", fault.Fields{"siren": message}.Err()
	}
	return siren, nil
}

// checkSIREN gives a message instead of an error, for forms that collect several.
func checkSIREN(text string) (siren, message string) {
	siren = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
	switch {
	case siren == "":
		return "", "Indiquez le numéro SIREN\u00a0: 9 chiffres."
	case strings.Trim(siren, "0123456789") != "":
		return "", "Un numéro SIREN ne contient que des chiffres."
	case len(siren) == 14:
		return "", "Ce numéro a 14 chiffres, c’est un SIRET\u00a0: gardez-en les 9 premiers pour avoir le SIREN."
	case len(siren) != 9:
		return "", "Un numéro SIREN a 9 chiffres."
	case siren == "000000000" || !luhn(siren):
		return "", "Ce numéro SIREN n’existe pas\u00a0: vérifiez-en les chiffres, l’un d’eux est sans doute faux ou deux sont inversés."
	}
	return siren, ""
}

// luhn tells whether the digits sum to a multiple of ten, every second one from the right being doubled. It holds for
// every SIREN, La Poste's too: the exception made for La Poste concerns its SIRETs.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		digit := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			digit *= 2
			if digit > 9 {
				digit -= 9
			}
		}
		sum += digit
	}
	return sum%10 == 0
}
