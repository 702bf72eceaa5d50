package candidate

import (
	"fmt"

	"tnl/app/candidacy"
	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/web/answers"
	"tnl/app/web/page"
)

var hundred = exact.Int(100)

// sideView stands beside every page of a candidacy: state, progress, level so far, and the axes.
type sideView struct {
	ID       string
	Title    string
	Status   page.Status
	Progress page.Progress
	Deadline page.DeadlineView
	Level    page.LevelSigns
	Total    string
	Contents page.Contents
	Open     bool
}

// side makes the column; current is the axis being shown, nil on other pages.
func side(f *candidacy.File, current *questionnaire.Axis) sideView {
	progress := f.Score.Progress()
	v := sideView{
		ID: f.Candidacy.ID, Title: "Candidature " + fmt.Sprint(f.Edition.Year), Status: statusOf(f),
		Progress: page.Progress{
			Label: "Questions remplies", Done: progress.Answered, Total: progress.Asked,
			Text: fmt.Sprintf("%d questions remplies sur %d.", progress.Answered, progress.Asked),
		},
		Deadline: page.DeadlineView{At: f.Edition.ClosesAt, Department: f.Territory.Department},
		Level:    levelOf(f), Total: f.Score.Total.Percent(),
		Open: f.Candidacy.State == candidacy.Draft || f.Candidacy.State == candidacy.Submitted,
	}
	v.Contents.Label = "Axes du questionnaire"
	for _, axis := range f.Questionnaire.Axes {
		p := f.Score.ProgressOf(axis)
		entry := page.ContentsEntry{
			Title: axis.Title, Address: axisAddress(f, axis), Current: axis == current, Done: p.Done(),
			Detail: fmt.Sprintf("%d/%d", p.Answered, p.Asked),
		}
		if p.Done() {
			entry.Detail = "Complet"
		}
		v.Contents.Entries = append(v.Contents.Entries, entry)
	}
	return v
}

func levelOf(f *candidacy.File) page.LevelSigns {
	signs := *answers.Signs(f.Questionnaire, f.Score.Level)
	signs.Large = true
	return signs
}

func axisAddress(f *candidacy.File, axis *questionnaire.Axis) string {
	return "/candidatures/" + f.Candidacy.ID + "/axes/" + axis.ID
}
