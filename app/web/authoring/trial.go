// Package authoring shows a questionnaire as a form to who writes it: as a territory of their choice will see it, with
// what the answers typed are worth. It keeps nothing.
package authoring

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/source"
	"tnl/app/scoring"
	"tnl/app/territory"
	"tnl/app/web/page"
	"tnl/app/web/questionform"
)

// Trial is one axis of a questionnaire as a form, for one territory.
type Trial struct {
	Told      string      // what the page is, for who opens it
	Crumbs    []page.Link // the way to it, where there is one
	Title     string
	Notice    string
	Axis      *questionnaire.Axis
	Count     int
	Contents  page.Contents
	Faults    source.Faults // what is odd in the file
	Address   string        // of this axis, for this territory
	Territory []page.Field  // whom the form is shown to
	Questions []*questionform.View
	Left      []Left // questions that do not concern that territory
	Errors    page.ErrorSummary
	Result    string // what the answers typed come to in this axis, "" before any is sent
}

// Left is a question that does not concern the territory.
type Left struct{ Number, Label string }

// New shows the axis called axis, the first when it is "". base is the address of the whole, without a slash at its
// end; query says which territory sees the form, posted holds the answers typed, nil when none was sent.
// NotFound when there is no such axis.
func New(q *questionnaire.Questionnaire, faults source.Faults, base, axis string, query, posted url.Values) (*Trial, error) {
	t := &Trial{Title: q.Title, Notice: q.Notice, Count: len(q.Axes), Faults: faults}
	at := slices.IndexFunc(q.Axes, func(a *questionnaire.Axis) bool { return axis == "" || a.ID == axis })
	if at < 0 {
		return nil, fault.New(fault.NotFound, "Cet axe n’existe pas, ou plus, dans ce questionnaire.")
	}
	t.Axis = q.Axes[at]
	chosen := factsOf(query)
	t.Address, t.Territory = base+"/axes/"+t.Axis.ID+chosen.query(), chosen.fields()
	t.Contents.Label = "Axes du questionnaire"
	for _, one := range q.Axes {
		t.Contents.Entries = append(t.Contents.Entries, page.ContentsEntry{
			Title: one.Title, Address: base + "/axes/" + one.ID + chosen.query(), Current: one == t.Axis,
			Detail: page.Counted(len(one.Questions), "question", "questions"),
		})
	}
	t.fill(q, chosen.facts, posted)
	return t, nil
}

// fill shows the questions of the axis, and scores the answers that were sent.
func (t *Trial) fill(q *questionnaire.Questionnaire, facts questionnaire.Facts, posted url.Values) {
	answers, wrong := questionnaire.NewAnswers(q), map[string]fault.Fields{}
	for _, question := range t.Axis.Questions {
		if name := posted.Get(question.ID); question.TakesDocument() && name != "" {
			posted.Set(question.ID+".name", name) // nothing is kept here: its name stands for the document
		}
		a, faults := question.FromForm(posted)
		if len(faults) == 0 {
			answers.Set(question, a)
		}
		wrong[question.ID] = faults
	}
	score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: answers})
	for _, question := range t.Axis.Questions {
		qs := score.Question(question)
		if !qs.InScope() {
			t.Left = append(t.Left, Left{question.Number, question.Label})
			continue
		}
		one := questionform.New(question, posted, wrong[question.ID], questionform.State{
			Editable: true, Asked: posted == nil || score.Asks(question), Weight: qs.Weight(),
		})
		if posted != nil && !one.Invalid() {
			if one.Worth = qs.Reason(); question.Scored() {
				one.Worth = "Note : " + qs.Points.Decimal(2) + " sur\u00a0" + qs.Max.Decimal(2) + ". " + one.Worth
			}
		}
		for _, e := range one.Errors() {
			t.Errors.Items = append(t.Errors.Items, page.ErrorItem{Text: "Question " + question.Number + " : " + e.Text, Target: e.Target})
		}
		t.Questions = append(t.Questions, one)
	}
	if a := score.Axes[t.Axis.Number-1]; posted != nil {
		t.Result = a.Points.Decimal(2) + "\u00a0points sur\u00a0" + a.Max.Decimal(2) + ", soit " + a.Share.Percent() + " de cet axe."
	}
}

// chosen is the territory that sees the form.
type chosen struct {
	facts      questionnaire.Facts
	population string // as typed
}

func factsOf(query url.Values) chosen {
	c := chosen{questionnaire.Facts{Population: -1, FirstCandidacy: query.Get("premiere") != ""}, strings.TrimSpace(query.Get("habitants"))}
	if kind := query.Get("genre"); slices.Contains(questionnaire.Kinds, kind) {
		c.facts.Kind = kind
	}
	if n, err := strconv.Atoi(c.population); err == nil && n >= 0 {
		c.facts.Population = n
	}
	return c
}

func (c chosen) query() string {
	query := url.Values{}
	if c.facts.Kind != "" {
		query.Set("genre", c.facts.Kind)
	}
	if c.facts.Population >= 0 {
		query.Set("habitants", strconv.Itoa(c.facts.Population))
	}
	if c.facts.FirstCandidacy {
		query.Set("premiere", "1")
	}
	if len(query) == 0 {
		return ""
	}
	return "?" + query.Encode()
}

func (c chosen) fields() []page.Field {
	kind := page.Field{Type: "select", Name: "genre", Label: "Genre de territoire", Value: c.facts.Kind, Options: []page.Option{{Label: "N’importe lequel"}}}
	for _, k := range territory.Kinds() {
		kind.Options = append(kind.Options, page.Option{Value: string(k), Label: k.One()})
	}
	population := page.Field{Type: "number", Name: "habitants", Label: "Habitants", Value: c.population, Min: "0", InputMode: "numeric", Autocomplete: "off"}
	if c.population != "" && c.facts.Population < 0 {
		population.Error = "Indiquez un nombre entier, ou laissez vide."
	}
	return []page.Field{kind, population, {Type: "checkbox", Name: "premiere", Label: "Première candidature", Value: "1", Checked: c.facts.FirstCandidacy}}
}
