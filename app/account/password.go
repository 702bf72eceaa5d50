package account

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// PasswordHelp says the rule before anybody breaks it.
const PasswordHelp = "Au moins 12 caractères, quels qu’ils soient : une phrase dont vous vous souviendrez convient bien."

const (
	passwordMin = 12
	passwordMax = 200
)

//go:embed common.txt
var commonText string

var common = sync.OnceValue(func() map[string]bool {
	list := map[string]bool{}
	for _, line := range strings.Split(commonText, "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			list[bare(line)] = true
		}
	}
	return list
})

// runs are what fingers type without thinking.
var runs = []string{
	"01234567890123456789", "abcdefghijklmnopqrstuvwxyz",
	"azertyuiopqsdfghjklmwxcvbn", "qwertyuiopasdfghjklzxcvbnm",
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm", "aqwzsxedcrfvtgbyhnujikolpm", "azerqsdfwxcv", "1a2z3e4r5t6y7u8i9o0p", "a1z2e3r4t5y6u7i8o9p0",
}

// weakness says what is wrong with a password for the person of that name and address, in words for its field;
// empty when it is fine.
func weakness(password, name, email string) string {
	length := utf8.RuneCountInString(norm.NFC.String(password))
	folded := bare(password)
	local, _, _ := strings.Cut(email, "@")
	switch {
	case password == "":
		return "Choisissez un mot de passe."
	case length < passwordMin:
		return "Choisissez au moins 12 caractères."
	case length > passwordMax:
		return "Choisissez au plus 200 caractères."
	case folded != "" && (folded == bare(email) || folded == bare(local) || folded == bare(name)):
		return "Ne reprenez ni votre nom ni votre adresse."
	case common()[folded] || monotonous(password, folded):
		return "Ce mot de passe est parmi les premiers qu’on essaierait. Choisissez-en un autre."
	}
	return ""
}

// bare keeps what makes a password itself: no case, no accents, no spaces nor punctuation.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && !('a' <= r && r <= 'z' || '0' <= r && r <= '9') {
			return -1
		}
		return r
	}, foldName(text))
}

// monotonous tells a password made of hardly any different characters, or of one run of the keyboard.
func monotonous(password, folded string) bool {
	different := map[rune]bool{}
	for _, r := range password {
		different[r] = true
	}
	if len(different) < 4 {
		return true
	}
	if folded == "" {
		return false
	}
	for _, run := range runs {
		if strings.Contains(run, folded) || strings.Contains(reversed(run), folded) {
			return true
		}
	}
	return false
}

func reversed(text string) string {
	runes := []rune(text)
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	return string(runes)
}
