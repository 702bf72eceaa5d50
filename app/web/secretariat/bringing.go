package secretariat

import (
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"tnl/app/questionnaire/source"
	"tnl/app/web/page"
)

// brought is a questionnaire's file as a form sent it: by a file, else by its text.
type brought struct {
	Text   []byte
	Faults source.Faults // of a file that cannot be used
}

// readBrought takes the file or the text of a form; none is empty.
func readBrought(c echo.Context) (brought, error) {
	form, err := page.Posted(c)
	if err != nil {
		return brought{}, err
	}
	if sent := page.Document(c, "file"); sent != nil && sent.Size > 0 {
		return brought{Text: sent.Content}, nil
	}
	// A browser sends the ends of lines of a text area as two bytes.
	return brought{Text: []byte(strings.ReplaceAll(form.Get("text"), "\r\n", "\n"))}, nil
}

// Given tells whether anything was sent.
func (b brought) Given() bool { return strings.TrimSpace(string(b.Text)) != "" }

// fields are those by which a questionnaire is brought: what was sent is shown in the text area, since no page can fill
// the field of a file.
func (b brought) fields(problem string) []page.Field {
	text := page.Field{
		Type: "textarea", Name: "text", Label: "Ou collez ici le texte du questionnaire", Rows: 12, Autocomplete: "off",
		Help: "Si vous choisissez un fichier, c’est lui qui compte.", Error: problem,
	}
	if len(b.Text) <= source.MaxBytes && utf8.Valid(b.Text) && !strings.ContainsRune(string(b.Text), 0) {
		text.Value = string(b.Text)
	}
	return []page.Field{
		{Type: "file", Name: "file", Label: "Fichier du questionnaire", Accept: ".yaml,.yml", Help: "Un fichier YAML de 256 Kio au plus, écrit selon le guide des questionnaires."},
		text,
	}
}

// faultsLine counts what keeps a file from being used.
func faultsLine(faults source.Faults) string {
	n := 0
	for _, f := range faults {
		if !f.Warning {
			n++
		}
	}
	return page.Counted(n, "faute est à corriger", "fautes sont à corriger") + " : elles sont listées avec leur ligne."
}
