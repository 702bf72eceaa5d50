package questionnairetest

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"tnl/app/questionnaire"
)

// plan is what the generator remembers of a question that it has written.
type plan struct {
	id      string
	kind    string // its type
	options []option
	scored  bool
	// behind is set when a scored answer decides whether the question is asked: no scope may look at it.
	behind bool
	// wild is set when a better answer may stop the question from being asked: nothing may follow it.
	wild     bool
	followUp bool
}

type option struct {
	id        string
	points    int // in quarters
	exclusive bool
}

type writer struct {
	t     *rapid.T
	plans []plan
	loose bool // conditions look at anything
}

// Draw writes a random valid questionnaire: every type, scopes on facts, chains of follow-ups, weights by
// kind, bands, proportions, caps and minimums.
func Draw(t *rapid.T) string { return (&writer{t: t}).questionnaire() }

// DrawLoose writes a random questionnaire whose conditions look at any earlier answer in any way: the reader
// refuses many of them, and what it accepts must hold its promises.
func DrawLoose(t *rapid.T) string { return (&writer{t: t, loose: true}).questionnaire() }

func (w *writer) questionnaire() string {
	var b strings.Builder
	b.WriteString("id: tire\ntitle: Tiré au sort\naxes:\n")
	var scoredAxes []string
	for a := range w.upTo(1, 3, "axes") {
		fmt.Fprintf(&b, "  - id: a%d\n    title: Axe %d\n%s    questions:\n", a+1, a+1, w.weights(a))
		scored := false
		for range w.upTo(1, 5, "questions") {
			b.WriteString(item(6, w.question()))
			scored = scored || w.plans[len(w.plans)-1].scored
		}
		if scored {
			scoredAxes = append(scoredAxes, fmt.Sprintf("a%d", a+1))
		}
	}
	b.WriteString(w.scale(scoredAxes))
	return b.String()
}

func (w *writer) upTo(least, most int, label string) int {
	return rapid.IntRange(least, most).Draw(w.t, label)
}

func (w *writer) chance(in int, label string) bool { return w.upTo(1, in, label) == 1 }

func pick[T any](w *writer, from []T, label string) T {
	return rapid.SampledFrom(from).Draw(w.t, label)
}

// weights always leaves the first axis some weight, so that no total is 0 by construction.
func (w *writer) weights(axis int) string {
	least := 1
	if axis > 0 {
		least = 0
	}
	weight := func() int { return w.upTo(least, 40, "weight") }
	if !w.chance(3, "weights") {
		return fmt.Sprintf("    weight: %d\n", weight())
	}
	return fmt.Sprintf("    weights:\n      - {when: %s, weight: %d}\n      - {weight: %d}\n", w.fact(), weight(), weight())
}

func quarters(n int) string { return fmt.Sprintf("%d.%02d", n/4, n%4*25) }

func (w *writer) points() int { return w.upTo(1, 20, "points") }

func (w *writer) question() string {
	p := plan{id: fmt.Sprintf("q%d", len(w.plans)+1), scored: !w.chance(3, "of fact")}
	p.kind = pick(w, []string{"yes_no", "choice", "choices", "number", "percentage", "relative", "date", "link", "file", "matrix", "group", "short_text", "long_text"}, "type")
	p.scored = p.scored && p.kind != "short_text" && p.kind != "long_text"
	lines := []string{"id: " + p.id, "type: " + p.kind, "label: Question " + p.id, "help: Aide"}
	switch p.kind {
	case "yes_no":
		if p.scored {
			lines = append(lines, "points: "+quarters(w.points()))
		}
	case "choice", "choices":
		lines = append(lines, w.options(&p)...)
	case "number":
		lines = append(lines, "max: 100", "decimals: 1")
		lines = append(lines, w.bands(p.scored)...)
	case "percentage":
		if p.scored && w.chance(2, "linear") {
			lines = append(lines, "linear: true", "points: "+quarters(w.points()))
		} else {
			lines = append(lines, w.bands(p.scored)...)
		}
	case "relative":
		lines = append(lines, "max: 100", "decimals: 1", "relative_to: "+w.base())
		if p.scored && w.chance(2, "linear") {
			lines = append(lines, fmt.Sprintf("linear: true\nfull: %d\npoints: %s", w.upTo(1, 200, "full"), quarters(w.points())))
		} else {
			lines = append(lines, w.bands(p.scored)...)
		}
	case "date", "link", "file":
		if p.scored {
			lines = append(lines, "points: "+quarters(w.points()))
		}
		if p.scored && p.kind == "date" && w.chance(2, "until") {
			lines = append(lines, fmt.Sprintf("until: 20%02d-06-15", w.upTo(0, 40, "until")))
		}
	case "matrix":
		lines = append(lines, w.options(&p)...)
		lines = append(lines, "rows: [{id: r1, label: R}, {id: planned, label: S}]")
	case "group":
		lines = append(lines, "max_items: 4", "fields: [{id: name, label: Nom, type: short_text, required: true}, {id: share, label: Part, type: percentage}]")
		if p.scored {
			lines = append(lines, "points_per_item: "+quarters(w.points()))
		}
	}
	if p.scored && w.chance(2, "plannable") {
		lines = append(lines, "plannable: true")
	}
	if p.scored && w.chance(4, "question weights") {
		weight := func() string { return quarters(w.upTo(1, 12, "question weight")) }
		lines = append(lines, fmt.Sprintf("weights: [{when: %s, weight: %s}, {weight: %s}]", w.fact(), weight(), weight()))
	}
	if w.chance(3, "scope") {
		lines = append(lines, "scope: "+w.scope(2))
	}
	if followUp := w.follow(&p); followUp != "" {
		lines = append(lines, "follow_up: "+followUp)
	}
	w.plans = append(w.plans, p)
	return strings.Join(lines, "\n")
}

// base writes what a number is relative to: the population, or an earlier number that is a fact.
func (w *writer) base() string {
	for _, p := range w.plans {
		if p.kind == "number" && (w.loose || !p.scored && !p.behind) {
			return p.id
		}
	}
	return "population"
}

func (w *writer) options(p *plan) []string {
	var lines []string
	sum := 0
	for i := range w.upTo(2, 5, "options") {
		o := option{id: fmt.Sprintf("o%d", i+1)}
		o.exclusive = p.kind == "choices" && i > 0 && w.chance(4, "exclusive")
		if p.scored && !o.exclusive {
			o.points = w.upTo(0, 12, "points")
		}
		sum += o.points
		p.options = append(p.options, o)
	}
	p.scored = sum > 0
	if p.kind != "choice" && sum > 0 && w.chance(2, "cap") {
		lines = append(lines, "cap: "+quarters(w.upTo(1, sum, "cap")))
	}
	lines = append(lines, "options:")
	for _, o := range p.options {
		line := fmt.Sprintf("  - {id: %s, label: Option %s, points: %s", o.id, o.id, quarters(o.points))
		if o.exclusive {
			line += ", exclusive: true"
		}
		lines = append(lines, line+"}")
	}
	return lines
}

func (w *writer) bands(scored bool) []string {
	if !scored {
		return nil
	}
	lines := []string{"bands:"}
	from, points := w.upTo(0, 40, "from"), 0
	for range w.upTo(1, 3, "bands") {
		points += w.points()
		lines = append(lines, fmt.Sprintf("  - {from: %d, points: %s}", from, quarters(points)))
		from += w.upTo(1, 20, "step")
	}
	return lines
}

// fact writes a condition on the territory.
func (w *writer) fact() string {
	switch w.upTo(1, 4, "fact") {
	case 1:
		return fmt.Sprintf("{population: {at_least: %d}}", w.upTo(0, 5000, "population"))
	case 2:
		return fmt.Sprintf("{population: {at_least: 10, below: %d}}", w.upTo(11, 5000, "population"))
	case 3:
		return fmt.Sprintf("{first_candidacy: %t}", w.chance(2, "first"))
	}
	return fmt.Sprintf("{kind: [%s, %s]}", pick(w, questionnaire.Kinds, "kind"), pick(w, questionnaire.Kinds, "kind"))
}

// scope writes a condition on facts and on questions of fact.
func (w *writer) scope(depth int) string {
	of := slices.DeleteFunc(slices.Clone(w.plans), func(p plan) bool { return !w.loose && (p.scored || p.behind) })
	switch shape := w.upTo(1, 6, "shape"); {
	case depth > 0 && shape == 1:
		return fmt.Sprintf("{all: [%s, %s]}", w.scope(depth-1), w.scope(depth-1))
	case depth > 0 && shape == 2:
		return fmt.Sprintf("{any: [%s, %s]}", w.scope(depth-1), w.scope(depth-1))
	case depth > 0 && shape == 3:
		return fmt.Sprintf("{not: %s}", w.scope(depth-1))
	case len(of) > 0 && shape > 3:
		return w.leaf(pick(w, of, "of"), true)
	}
	return w.fact()
}

// follow writes a condition on earlier answers that a better answer never makes false, "" for none. Where
// nothing scored can be lost, it may write one that does, and nothing is asked after that.
func (w *writer) follow(p *plan) string {
	of := slices.DeleteFunc(slices.Clone(w.plans), func(o plan) bool { return !w.loose && o.wild })
	if len(of) == 0 || w.chance(2, "asked of all") {
		return ""
	}
	p.followUp = true
	if w.loose {
		leaf := w.leaf(pick(w, of, "of"), true)
		return pick(w, []string{leaf, "{not: " + leaf + "}", "{any: [" + w.scope(1) + ", " + leaf + "]}"}, "form")
	}
	if !p.scored && w.chance(4, "wild") {
		p.wild, p.behind = true, true
		return fmt.Sprintf("{not: %s}", w.leaf(pick(w, of, "of"), true))
	}
	return w.rising(p, of, 2)
}

func (w *writer) rising(p *plan, of []plan, depth int) string {
	switch shape := w.upTo(1, 8, "shape"); {
	case depth > 0 && shape == 1:
		return fmt.Sprintf("{all: [%s, %s]}", w.rising(p, of, depth-1), w.rising(p, of, depth-1))
	case depth > 0 && shape == 2:
		return fmt.Sprintf("{any: [%s, %s]}", w.rising(p, of, depth-1), w.rising(p, of, depth-1))
	case depth > 0 && shape == 3:
		return fmt.Sprintf("{all: [%s, %s]}", w.rising(p, of, depth-1), w.fact())
	}
	target := pick(w, of, "of")
	p.behind = p.behind || target.behind || target.scored
	if !target.followUp && w.chance(4, "not") {
		if falling := w.falling(target); falling != "" {
			return fmt.Sprintf("{not: %s}", falling)
		}
	}
	return w.leaf(target, false)
}

// leaf writes a condition on one answer; any one when it may be free, else one that rises with the answer.
func (w *writer) leaf(of plan, free bool) string {
	free = free || !of.scored
	is := func(ids []string) string {
		return fmt.Sprintf("{question: %s, is: [%s]}", of.id, strings.Join(ids, ", "))
	}
	if w.chance(5, "answered") {
		return fmt.Sprintf("{question: %s, answered: true}", of.id)
	}
	switch of.kind {
	case "yes_no":
		return is([]string{map[bool]string{true: "non", false: "oui"}[free && w.chance(2, "no")]})
	case "choice":
		if free {
			return is([]string{pick(w, of.options, "one").id})
		}
		bar := pick(w, of.options, "bar").points
		return is(idsOf(of.options, func(o option) bool { return o.points >= bar }))
	case "choices":
		one := pick(w, of.options, "one")
		if free || !one.exclusive {
			return is([]string{one.id})
		}
		return is(idsOf(of.options, func(o option) bool { return !o.exclusive }))
	case "number", "percentage", "relative":
		return fmt.Sprintf("{question: %s, at_least: %d}", of.id, w.upTo(0, 100, "at least"))
	}
	return fmt.Sprintf("{question: %s, answered: true}", of.id)
}

// falling writes a condition that once false stays false for every better answer, "" when there is none.
func (w *writer) falling(of plan) string {
	switch of.kind {
	case "yes_no":
		return fmt.Sprintf("{question: %s, is: non}", of.id)
	case "choice":
		bar := pick(w, of.options, "bar").points
		low := idsOf(of.options, func(o option) bool { return o.points <= bar })
		return fmt.Sprintf("{question: %s, is: [%s]}", of.id, strings.Join(low, ", "))
	case "choices":
		if none := idsOf(of.options, func(o option) bool { return o.exclusive }); len(none) > 0 {
			return fmt.Sprintf("{question: %s, is: [%s]}", of.id, strings.Join(none, ", "))
		}
	}
	return ""
}

func idsOf(options []option, keep func(option) bool) []string {
	var ids []string
	for _, o := range options {
		if keep(o) {
			ids = append(ids, o.id)
		}
	}
	return ids
}

// scale writes levels that nest: each asks for all that the one below asks for, or more.
func (w *writer) scale(scoredAxes []string) string {
	var b strings.Builder
	b.WriteString("scale:\n  levels:\n")
	var scored []string
	for _, p := range w.plans {
		if p.scored {
			scored = append(scored, p.id)
		}
	}
	total := 0
	axes, questions := map[string]int{}, map[string]int{}
	for n := range w.upTo(1, 4, "levels") {
		total += w.upTo(1, 24, "total")
		w.raise(axes, scoredAxes)
		w.raise(questions, scored)
		fmt.Fprintf(&b, "    - {title: Niveau %d, meaning: Sens, total: %d, axes: {%s}, questions: {%s}}\n",
			n+1, total, pairs(axes), pairs(questions))
	}
	return b.String()
}

// raise raises each minimum a little, and may add one.
func (w *writer) raise(minimums map[string]int, of []string) {
	for _, id := range of {
		least, has := minimums[id]
		if has || w.chance(4, "minimum") {
			minimums[id] = w.upTo(least, min(least+40, 100), "share")
		}
	}
}

func pairs(minimums map[string]int) string {
	var out []string
	for id, share := range minimums {
		out = append(out, fmt.Sprintf("%s: %d", id, share))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}
