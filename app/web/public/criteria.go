package public

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/labstack/echo/v4"

	"tnl/app/calendar"
	"tnl/app/edition"
	"tnl/app/exact"
	"tnl/app/fault"
	"tnl/app/questionnaire"
	"tnl/app/web/page"
)

// criteriaView is a questionnaire as it is read, not filled in.
type criteriaView struct {
	Year     int
	Title    string
	Notice   string
	Axes     []axisView
	Levels   []thresholdView
	Contents page.Contents
	Open     bool
	Hash     string
	File     string // address of the questionnaire's file
	Former   []formerView
}

// formerView is a version that was replaced.
type formerView struct {
	Number      int
	Until, File string
}

type axisView struct {
	ID, Title, Intro string
	Number           int
	Max              string // « 24 points »
	Questions        []questionView
}

// questionView is one question with what each answer is worth.
type questionView struct {
	ID, Number, Label string
	Help, Why, Advice string
	Evidence          string
	Max               string // « 4 points au plus », or that it yields none
	Condition         string
	Plannable         bool
	Rule              string
	Options           []optionView
}

type optionView struct{ Label, Help, Points string }

// thresholdView is what a level asks.
type thresholdView struct {
	levelView
	Total string
	Asks  []string
}

func criteriaAddress(year int) string { return "/label/criteres/" + strconv.Itoa(year) }

func (s Site) latestCriteria(c echo.Context) error {
	latest, err := s.known(c.Request().Context())
	if err != nil {
		return err
	}
	if latest == nil {
		return errNoCriteria
	}
	return c.Redirect(http.StatusFound, criteriaAddress(latest.Year))
}

var errNoCriteria = fault.New(fault.NotFound, "Aucune édition de cette année n’a de critères publics.")

func (s Site) criteria(c echo.Context) error {
	ctx := c.Request().Context()
	year, ok := yearOf(c.Param("year"))
	if !ok {
		return errNoCriteria
	}
	e, err := s.Editions.ByYear(ctx, year)
	if fault.Is(err, fault.NotFound) || err == nil && e.StateAt(s.Now()) == edition.Preparing {
		return errNoCriteria
	}
	if err != nil {
		return err
	}
	q, err := s.Editions.Questionnaires.Get(ctx, e.QuestionnaireHash)
	if err != nil {
		return err
	}
	v := criteriaView{Hash: q.Hash, File: fileAddress(q.Hash), Year: year, Title: q.Title, Notice: q.Notice, Open: e.AcceptsChanges(s.Now()), Contents: page.Contents{Label: "Axes du questionnaire"}}
	for _, axis := range q.Axes {
		one := readAxis(axis)
		count, err := page.Plural(len(one.Questions), "question", "questions")
		if err != nil {
			return err
		}
		v.Axes = append(v.Axes, one)
		v.Contents.Entries = append(v.Contents.Entries, page.ContentsEntry{Title: one.Title, Address: "#" + one.ID, Detail: count})
	}
	v.Contents.Entries = append(v.Contents.Entries, page.ContentsEntry{Title: "Niveaux", Address: "#niveaux"})
	v.Levels = thresholds(q)
	versions, err := s.Editions.Versions(ctx, e.ID)
	if err != nil {
		return err
	}
	for i, version := range versions {
		if i > 0 && versions[i-1].Corrects(e) {
			v.Former = append(v.Former, formerView{version.Number, calendar.DateTime(versions[i-1].Since), fileAddress(version.QuestionnaireHash)})
		}
	}
	return s.show(c, "criteria", page.View{
		Title: "Critères de l’édition " + strconv.Itoa(year), Section: page.SectionLabel, Canonical: s.BaseURL + criteriaAddress(year), Body: v,
		Description: "Les questions de l’édition " + strconv.Itoa(year) + " du label, ce que vaut chaque réponse et ce que demande chaque niveau.",
	})
}

// yearOf reads the year of an address.
func yearOf(text string) (int, bool) {
	if len(text) != 4 {
		return 0, false
	}
	year, err := strconv.Atoi(text)
	return year, err == nil && year > 0
}

func readAxis(axis *questionnaire.Axis) axisView {
	v := axisView{ID: "axe-" + axis.ID, Title: axis.Title, Intro: axis.Intro, Number: axis.Number}
	var most exact.Ratio
	for _, q := range axis.Questions {
		v.Questions = append(v.Questions, readQuestion(q))
		most = most.Add(q.Spec.Max())
	}
	v.Max = points(most)
	return v
}

func readQuestion(q *questionnaire.Question) questionView {
	v := questionView{
		ID: "question-" + q.ID, Number: q.Number, Label: q.Label, Help: q.Help, Why: q.Why, Advice: q.Advice, Evidence: q.Evidence,
		Plannable: q.Plannable, Max: "Ne rapporte pas de point", Condition: condition(q),
	}
	if q.Scored() {
		v.Max = points(q.Spec.Max()) + " au plus"
	}
	switch input := q.Spec.Input(url.Values{}, q.ID).(type) {
	case []questionnaire.OptionInput:
		v.Options = readOptions(input)
	case questionnaire.ChoicesInput:
		v.Options, v.Rule = readOptions(input.Options), input.Rule
		if v.Rule == "" {
			v.Rule = "Plusieurs réponses possibles."
		}
	case questionnaire.MatrixInput:
		v.Options, v.Rule = readOptions(input.Columns), "Une réponse pour chacun : "+rowLabels(input.Rows)+". "+input.Rule
	case questionnaire.NumberInput:
		v.Rule = input.Rule
	case questionnaire.DateInput:
		v.Rule = input.Rule
	case questionnaire.LinkInput:
		v.Rule = input.Rule
	case questionnaire.GroupInput:
		v.Rule = input.Rule
	case questionnaire.YesNoInput:
		v.Options = []optionView{{Label: "Oui", Points: input.Points}, {Label: "Non"}}
		if input.Points != "" {
			v.Options[1].Points = points(exact.Ratio{})
		}
	}
	return v
}

func rowLabels(rows []questionnaire.MatrixRow) string {
	labels := make([]string, len(rows))
	for i, row := range rows {
		labels[i] = row.Label
	}
	return page.Enumerate(labels)
}

// condition says when a question is asked, empty when it always is.
func condition(q *questionnaire.Question) string {
	switch {
	case q.FollowUp != nil:
		return "Posée selon la réponse à la question " + numbers(q.FollowUp.Questions()) + "."
	case q.Scope != nil && len(q.Scope.Questions()) > 0:
		return "Ne compte pas pour les territoires qu’elle ne concerne pas, d’après la réponse à la question " + numbers(q.Scope.Questions()) + "."
	case q.Scope != nil:
		return "Ne compte pas pour les territoires qu’elle ne concerne pas, selon leur nature ou leur population."
	}
	return ""
}

func numbers(questions []*questionnaire.Question) string {
	list := make([]string, len(questions))
	for i, q := range questions {
		list[i] = q.Number
	}
	return page.Enumerate(list)
}

func readOptions(options []questionnaire.OptionInput) []optionView {
	out := make([]optionView, len(options))
	for i, o := range options {
		out[i] = optionView{Label: o.Label, Help: o.Help}
		if o.Scored {
			out[i].Points = o.PointsLabel()
		}
	}
	return out
}

// points words a number of points.
func points(p exact.Ratio) string {
	if p.Less(exact.Int(2)) {
		return p.Decimal(2) + "\u00a0point"
	}
	return p.Decimal(2) + "\u00a0points"
}

func thresholds(q *questionnaire.Questionnaire) []thresholdView {
	shown := levels(q)
	out := make([]thresholdView, len(shown))
	for i, level := range shown {
		l := q.Levels[len(q.Levels)-1-i]
		out[i] = thresholdView{levelView: level, Total: l.Total.Percent()}
		for _, m := range l.Axes {
			out[i].Asks = append(out[i].Asks, m.Share.Percent()+" de l’axe «\u00a0"+m.Axis.Title+"\u00a0»")
		}
		for _, m := range l.Questions {
			out[i].Asks = append(out[i].Asks, m.Share.Percent()+" de la question "+m.Question.Number)
		}
	}
	return out
}
