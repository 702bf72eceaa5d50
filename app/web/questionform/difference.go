package questionform

import (
	"regexp"
	"strings"

	"tnl/app/questionnaire"
	"tnl/app/web/page"
)

// What the file calls a thing, beside the words for it.
var (
	keyName  = regexp.MustCompile(" \\(`[^`]*`\\)")
	optionID = regexp.MustCompile(`^((?:choix|ligne|champ) \pL+ : )[a-z0-9-]+, `)
)

// plain writes a difference for people who do not see the file; "" when it says nothing to them.
func plain(d questionnaire.Difference) string {
	switch {
	case d.Change != questionnaire.ChangeContinued:
		return optionID.ReplaceAllString(keyName.ReplaceAllString(d.Text, ""), "$1")
	case strings.HasPrefix(d.Text, "réunit"):
		return "réunit plusieurs questions d’avant"
	case strings.HasPrefix(d.Text, "reprend"):
		return "reprend une partie d’une question d’avant"
	}
	return ""
}

// Compare lists what differs from a to b, axis by axis. authors are told what the file calls each thing.
func Compare(a, b *questionnaire.Questionnaire, authors bool) []page.Differences {
	titles := map[string]string{"": "Ensemble, niveaux et mentions"}
	for _, q := range []*questionnaire.Questionnaire{a, b} {
		for _, axis := range q.Axes {
			titles[axis.ID] = axis.Title
		}
	}
	var groups []page.Differences
	place := map[string]int{}
	for _, d := range questionnaire.Diff(a, b) {
		line := page.Difference{Number: d.Number, Text: d.Text}
		if !authors {
			if line.Text = plain(d); line.Text == "" {
				continue
			}
		}
		i, known := place[d.Axis]
		if !known {
			i = len(groups)
			place[d.Axis] = i
			groups = append(groups, page.Differences{Title: titles[d.Axis]})
		}
		if d.Change == questionnaire.ChangeWording {
			line.Before, line.After = d.Before, d.After
		}
		groups[i].Lines = append(groups[i].Lines, line)
	}
	return groups
}
