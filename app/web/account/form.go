package account

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/fault"
	"tnl/app/web/page"
)

// form is a form as it is shown: its fields with their errors, and the same errors gathered above it.
type form struct {
	Action string
	Hidden []page.Hidden
	Fields []page.Field
	Errors page.ErrorSummary
}

// newForm puts each message of err beside its field; a message about the whole stands alone.
func newForm(action string, err error, fields ...page.Field) form {
	f := form{Action: action, Fields: fields}
	found := fault.As(err)
	if found == nil {
		return f
	}
	for i := range f.Fields {
		f.Fields[i].Error = found.Fields[f.Fields[i].Name]
	}
	f.Errors = page.Summarise(f.Fields...)
	if len(f.Errors.Items) == 0 {
		f.Errors = page.ErrorSummary{Title: "Ce n’est pas encore fait", Items: []page.ErrorItem{{Text: found.Message}}}
	}
	return f
}

// statuses are those of the faults that a form shows itself.
var statuses = map[fault.Kind]int{
	fault.Invalid:    http.StatusUnprocessableEntity,
	fault.NotAllowed: http.StatusForbidden,
	fault.TooMany:    http.StatusTooManyRequests,
}

// show shows a page, again when err is a fault of what was typed; any other error goes its own way.
func (s Site) show(c echo.Context, err error, name string, view page.View) error {
	status := http.StatusOK
	if err != nil {
		known, ok := statuses[fault.KindOf(err)]
		if !ok {
			return err
		}
		status, view.TitlePrefix = known, "Erreur"
	}
	return s.Pages.Show(c, status, name, view)
}

// The fields that several forms share; none ever gets a password back.

func emailField(value string) page.Field {
	return page.Field{
		Type: "email", Name: "email", Label: "Adresse électronique", Value: value, Required: true,
		Autocomplete: "username", MaxLength: 254,
	}
}

func nameField(value string) page.Field {
	return page.Field{
		Type: "text", Name: "name", Label: "Prénom et nom", Value: value, Required: true, Autocomplete: "name", MaxLength: 100,
	}
}

func newPasswordField(label string) page.Field {
	return page.Field{
		Type: "password", Name: "password", Label: label, Help: account.PasswordHelp, Required: true, Autocomplete: "new-password",
	}
}

func passwordField(name, label string) page.Field {
	return page.Field{Type: "password", Name: name, Label: label, Required: true, Autocomplete: "current-password"}
}

// secretAddress keeps a page with a one-time token in its address out of caches and of other sites' logs.
func secretAddress(c echo.Context) {
	c.Response().Header().Set("Referrer-Policy", "no-referrer")
	c.Response().Header().Set("Cache-Control", "no-store")
}
