package questionnaire

import (
	"fmt"
	"slices"
	"strings"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

// Option is one of the answers that a choice offers.
type Option struct {
	ID        string
	Label     string
	Help      string
	Points    exact.Ratio
	Exclusive bool // of several choices: cannot stand beside another ("aucun")
}

// OptionInput is an option as a form shows it.
type OptionInput struct {
	Option
	Scored  bool // its points are worth showing
	Checked bool
}

// PointsLabel words the option's points for the form.
func (o OptionInput) PointsLabel() string { return countPoints(o.Points) }

type options []Option

func readOptions(f *source.Fields, exclusive bool) options {
	var out options
	seen := map[string]bool{}
	for _, node := range f.RequireList("options") {
		o := f.Report.Fields(node, "choix")
		option := Option{ID: o.ID("id"), Label: o.RequireProse("label"), Help: o.Prose("help")}
		option.Points, _ = o.Number("points", 0, maxPoints)
		if exclusive {
			option.Exclusive = o.Bool("exclusive")
		}
		if option.Exclusive && !option.Points.IsZero() {
			f.At(node, "choix `%s` : un choix exclusif ne peut pas rapporter de points, sinon cocher mieux ferait perdre des points", option.ID)
		}
		o.Done()
		if seen[option.ID] && option.ID != "" {
			f.At(node, "choix : l’identifiant `%s` est déjà pris dans cette question", option.ID)
		}
		seen[option.ID] = true
		out = append(out, option)
	}
	if len(out) == 1 {
		f.At(f.Get("options"), "`options` : deux choix au moins sont attendus")
	}
	return out
}

func (os options) index(id string) int {
	return slices.IndexFunc(os, func(o Option) bool { return o.ID == id })
}

func (os options) ids() []string {
	var ids []string
	for _, o := range os {
		if o.ID != "" { // one that could not be read has none
			ids = append(ids, o.ID)
		}
	}
	return ids
}

func (os options) unknown(id string) error {
	return fmt.Errorf("choix inconnu %s%s", quote(source.Short(id)), source.Suggest(id, os.ids()))
}

func (os options) scored() bool {
	return slices.ContainsFunc(os, func(o Option) bool { return !o.Points.IsZero() })
}

func (os options) terms() []Term {
	scored := os.scored()
	out := make([]Term, len(os))
	for i, o := range os {
		out[i] = Term{Label: o.Label, Help: o.Help}
		if scored {
			out[i].Points = countPoints(o.Points)
		}
	}
	return out
}

func (os options) inputs(checked func(id string) bool) []OptionInput {
	scored := os.scored()
	out := make([]OptionInput, len(os))
	for i, o := range os {
		out[i] = OptionInput{Option: o, Scored: scored, Checked: checked(o.ID)}
	}
	return out
}

// list joins words as French does: "a, b et c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " et " + words[last]
}
