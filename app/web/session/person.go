package session

import (
	"github.com/labstack/echo/v4"

	"tnl/app/account"
	"tnl/app/fault"
	"tnl/app/web/page"
)

const contextKey = "tnl/session.person"

// Person gives who is signed in, nil for a visitor.
func Person(c echo.Context) *account.Person {
	person, _ := c.Get(contextKey).(*account.Person)
	return person
}

// know says who is signed in for the rest of the request, to the handlers and to the layout.
func know(c echo.Context, person *account.Person) {
	c.Set(contextKey, person)
	if person == nil {
		page.SetViewer(c, nil)
		return
	}
	page.SetViewer(c, &page.Viewer{
		ID: person.ID, Name: person.Name, Email: person.Email,
		Juror: person.Is(account.Juror), Secretariat: person.Is(account.Secretariat),
	})
}

// RequireSignIn lets people in, and sends visitors to the sign-in page and back.
func RequireSignIn(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if Person(c) == nil {
			return fault.New(fault.SignIn, "")
		}
		return next(c)
	}
}

// RequireRole lets in people who have role.
func RequireRole(role account.Role) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return RequireSignIn(func(c echo.Context) error {
			if !Person(c).Is(role) {
				return fault.New(fault.NotAllowed, "")
			}
			return next(c)
		})
	}
}
