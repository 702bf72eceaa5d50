package public

import (
	"tnl/app/directory"
	"tnl/app/web/page"
)

// mapView is the map of the departments.
type mapView struct {
	Width, Height int
	Frames        []frameView
	Departments   []departmentView
	Inset         []departmentView
}

type frameView struct {
	directory.Frame
	TextY int // where its name is written
}

// departmentView is one department: a link when it has a territory to show.
type departmentView struct {
	Path    string
	Title   string // « Aisne : 1 territoire »
	Address string // empty when there is nothing to show
	// Unfollowed asks search engines not to go there.
	Unfollowed bool
	Step       string // how dark it is: step-1 to step-3
	Chosen     bool
}

// captionDrop is how far below its frame a name is written.
const captionDrop = 22

func drawMap(q directory.Query, counts map[string]int) (mapView, error) {
	outlines, err := directory.LoadOutlines()
	if err != nil {
		return mapView{}, err
	}
	// Frames and their names go a little beyond the drawing.
	v := mapView{Width: outlines.Width + 38, Height: outlines.Height + 4}
	for _, frame := range outlines.Frames {
		v.Frames = append(v.Frames, frameView{frame, frame.Y + frame.Size + captionDrop})
	}
	if v.Departments, err = drawDepartments(q, counts, outlines.Departments); err != nil {
		return v, err
	}
	v.Inset, err = drawDepartments(q, counts, outlines.Inset.Departments)
	return v, err
}

func drawDepartments(q directory.Query, counts map[string]int, outlines []directory.Outline) ([]departmentView, error) {
	views := make([]departmentView, len(outlines))
	for i, outline := range outlines {
		views[i].Path = outline.Path
		count := counts[outline.Code]
		if count == 0 {
			continue
		}
		said, err := page.Plural(count, "territoire", "territoires")
		if err != nil {
			return nil, err
		}
		there := q
		there.Department = outline.Code
		views[i].Title, views[i].Step = outline.Name+"\u00a0: "+said, step(count)
		link := linkTo("", there)
		views[i].Address, views[i].Unfollowed, views[i].Chosen = link.Address, link.Unfollowed, q.Department == outline.Code
	}
	return views, nil
}

// step is the shade of a count, as the map's legend says.
func step(count int) string {
	switch {
	case count >= 4:
		return "step-3"
	case count >= 2:
		return "step-2"
	}
	return "step-1"
}
