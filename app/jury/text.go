package jury

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"tnl/app/fault"
)

// Words cleans what a person typed in field, and notes in faults what is wrong with it. missing is the message for
// an empty text, "" when it may be empty; longest is in characters.
func Words(faults fault.Fields, field, text, missing string, longest int) string {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	faults.Check(text != "" || missing == "", field, missing)
	faults.Check(utf8.ValidString(text) && !strings.Contains(text, "\x00"), field, "Ce texte contient des caractères illisibles.")
	length := utf8.RuneCountInString(text)
	faults.Check(length <= longest, field, fmt.Sprintf("Ce texte est trop long : %d signes, pour %d au plus.", length, longest))
	return text
}
