package page

import "github.com/labstack/echo/v4"

// Viewer is the person who looks at the page, as far as the layout is concerned.
type Viewer struct {
	ID, Name, Email string
	// Juror is on the jury of an edition; Secretariat organises the label.
	Juror, Secretariat bool
}

const viewerKey = "tnl/page.viewer"

// SetViewer says who is signed in for the rest of the request.
func SetViewer(c echo.Context, v *Viewer) { c.Set(viewerKey, v) }

// ViewerOf gives who is signed in, nil for a visitor.
func ViewerOf(c echo.Context) *Viewer {
	v, _ := c.Get(viewerKey).(*Viewer)
	return v
}
