package mail

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"
	"text/template"

	"tnl/templates"
)

// texts holds every text of templates/mail, parsed once.
var texts = sync.OnceValues(func() (*template.Template, error) {
	set := template.New("mail").Option("missingkey=error")
	names, err := fs.Glob(templates.Embedded, "mail/*.txt")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		source, err := fs.ReadFile(templates.Embedded, name)
		if err != nil {
			return nil, err
		}
		if _, err := set.New(strings.TrimSuffix(path.Base(name), ".txt")).Parse(string(source)); err != nil {
			return nil, err
		}
	}
	return set, nil
})

// Render fills the text templates/mail/<name>.txt with data: its first line is the subject, the rest the body.
// A text may call {{template "signature"}}.
func Render(name string, data any) (subject, body string, err error) {
	set, err := texts()
	if err != nil {
		return "", "", fmt.Errorf("read the texts of e-mails: %w", err)
	}
	var out strings.Builder
	if err := set.ExecuteTemplate(&out, name, data); err != nil {
		return "", "", fmt.Errorf("render e-mail %s: %w", name, err)
	}
	subject, body, _ = strings.Cut(out.String(), "\n")
	subject, body = oneLine(subject), strings.TrimSpace(body)
	if subject == "" || body == "" {
		return "", "", fmt.Errorf("render e-mail %s: subject or body is empty", name)
	}
	return subject, body + "\n", nil
}
