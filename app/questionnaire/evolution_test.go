package questionnaire_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

// plain drops the no-break spaces that French wants, to compare words.
var plain = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

func TestAnAnswerIsComparedWithThatOfAnotherYear(t *testing.T) {
	options := "options:\n  - {id: a, label: A, points: 1}\n  - {id: b, label: B, points: 3}\n  - {id: c, label: C}"
	fields := "item: logiciel\nfields: [{id: nom, label: Nom, type: short_text}, {id: part, label: Part, type: percentage, required: true}]"
	for _, c := range []struct{ question, before, after, direction, words string }{
		{"type: yes_no\npoints: 1", "non", "oui", "better", "« Non » puis « Oui »"},
		{"type: yes_no\npoints: 1", "oui", "non", "worse", "« Oui » puis « Non »"},
		{"type: yes_no", "oui", "non", "other", "« Oui » puis « Non »"},
		{"type: yes_no\npoints: 1", "oui", "oui", "same", ""},
		{"type: choice\n" + options, "c", "b", "better", "« C » puis « B »"},
		{"type: choice\n" + options, "b", "a", "worse", "« B » puis « A »"},
		{"type: choice\noptions: [{id: a, label: A}, {id: b, label: B}]", "a", "b", "other", "« A » puis « B »"},
		{"type: choices\n" + options, "[a]", "[a, c]", "better", "en plus : C"},
		{"type: choices\n" + options, "[a, b]", "[b]", "worse", "en moins : A"},
		{"type: choices\n" + options, "[a, c]", "[b]", "better", "en plus : B ; en moins : A et C"},
		{"type: choices\ncap: 1\n" + options, "[a]", "[b]", "other", "en plus : B ; en moins : A"},
		{"type: choices\n" + options + "\n  - {id: d, label: Rien, exclusive: true}", "[d]", "[c]", "better", "« Rien » puis « C »"},
		{"type: choices\n" + options + "\n  - {id: d, label: Rien, exclusive: true}", "[a, c]", "[d]", "worse", "« A ; C » puis « Rien »"},
		{"type: choices\noptions: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}, {id: e, label: E}, {id: f, label: F}, {id: g, label: G}, {id: h, label: H}]",
			"[a]", "[b, c, d, e, f, g, h]", "other", "en plus : B, C, D, E, F et 2 autres ; en moins : A"},
		{"type: matrix\nrows: [{id: x, label: X}, {id: y, label: Y}]\n" + options, "{value: {x: a}}", "{value: {x: b, y: a}}", "better", "X : « A » puis « B » ; Y : sans réponse puis « A »"},
		{"type: matrix\nrows: [{id: x, label: X}, {id: y, label: Y}]\n" + options, "{value: {x: b, y: a}}", "{value: {x: a, y: b}}", "other", "X : « B » puis « A » ; Y : « A » puis « B »"},
		{"type: percentage\nlinear: true\npoints: 4", "40", "65", "better", "de 40 % à 65 %, 25 points de plus"},
		{"type: percentage\nbands: [{from: 50, points: 1}]", "61", "60", "worse", "de 61 % à 60 %, 1 point de moins"},
		{"type: percentage", "40", "65", "other", "de 40 % à 65 %, 25 points de plus"},
		{"type: number\nunit: postes\ndecimals: 1\nbands: [{from: 10, points: 1}]", "1200", "1500.5", "better", "de 1 200 à 1 500,5 postes, 300,5 de plus"},
		{"type: number\nunit: postes", "12", "10", "other", "de 12 à 10 postes, 2 de moins"},
		{"type: relative\nrelative_to: population\nunit: postes\nbands: [{from: 1, points: 1}]", "12", "10", "other", "de 12 à 10 postes, 2 de moins"},
		{"type: date\npoints: 1\nuntil: 2021-12-31", "2021-03-01", "2022-03-01", "worse", "« 1er mars 2021 » puis « 1er mars 2022 »"},
		{"type: link\npoints: 1", "https://a.fr", "https://b.fr", "other", "nouvelle adresse"},
		{"type: file\npoints: 1", "{value: {name: a.pdf}}", "{value: {name: b.pdf}}", "other", "nouveau document"},
		{"type: short_text", "un", "deux", "other", "texte récrit"},
		{"type: long_text", "un", "deux", "other", "texte récrit"},
		{"type: group\npoints_per_item: 1\n" + fields, "[{nom: QGIS, part: 4}]", "[{nom: qgis, part: 4}, {nom: GIMP, part: 1}, {nom: VLC, part: 2}]", "better", "en plus : GIMP et VLC ; autrement décrit : qgis"},
		{"type: group\npoints_per_item: 1\n" + fields, "[{nom: QGIS, part: 4}, {nom: LibreOffice, part: 1}]", "[{nom: QGIS, part: 4}]", "worse", "en moins : LibreOffice"},
		{"type: group\npoints_per_item: 1\n" + fields, "[{nom: QGIS, part: 4}]", "[{nom: QGIS}, {part: 3}]", "other", "en plus : Logiciel 2 ; autrement décrit : QGIS"},
		{"type: group\n" + fields, "[{nom: A, part: 1}, {nom: B, part: 2}]", "[{nom: B, part: 2}, {nom: A, part: 1}]", "same", "la même liste, dans un autre ordre"},
	} {
		q := questionnairetest.Read(t, questionnairetest.Text("id: q\nlabel: Quoi ?\n"+c.question)).Question("q")
		value := func(raw string) questionnaire.Value {
			all := questionnairetest.Read(t, questionnairetest.Text("id: q\nlabel: Quoi ?\n"+c.question))
			return questionnairetest.Answers(t, all, "answers: {q: "+raw+"}\n").Answers.Get(all.Question("q")).Value
		}
		e := q.Compare(value(c.before), value(c.after))
		if string(e.Direction) != c.direction || plain.Replace(e.Words) != c.words || e.Direction.Label() == "" {
			t.Errorf("%s\nfrom %s to %s: %s, %q", c.question, c.before, c.after, e.Direction, e.Words)
		}
	}
}

// Nothing differs from itself, every difference is worded, and no direction says the contrary of the points.
func TestComparingAgreesWithPoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnairetest.Read(t, questionnairetest.Draw(t))
		facts := questionnairetest.DrawFacts(t)
		before := q.Context(facts, questionnairetest.DrawAnswers(t, q))
		after := q.Context(facts, questionnairetest.DrawAnswers(t, q))
		for _, f := range questionnaire.Continue(q, q).Follow(before, before) {
			if d := f.Evolution.Direction; d != "" && d != questionnaire.Same || f.Evolution.Words != "" || f.Evolution.Changed {
				t.Fatalf("%s differs from itself: %+v", f.Question.ID, f.Evolution)
			}
		}
		for _, f := range questionnaire.Continue(q, q).Follow(before, after) {
			e := f.Evolution
			if !after.Path.Asks(f.Question) {
				if e != (questionnaire.Evolution{}) {
					t.Fatalf("%s is not asked any more: %+v", f.Question.ID, e)
				}
				continue
			}
			if (e.Direction == "" || e.Direction == questionnaire.Same) == (e.Words != "") && !strings.Contains(e.Words, "un autre ordre") {
				t.Fatalf("%s: %s with the words %q", f.Question.ID, e.Direction, e.Words)
			}
			was, is := points(f.Question, before), points(f.Question, after)
			rose, fell := was.Less(is), is.Less(was)
			if e.Changed || rose && e.Direction != questionnaire.Better || fell && e.Direction != questionnaire.Worse {
				t.Fatalf("%s from %v to %v points: %+v", f.Question.ID, was, is, e)
			}
			if !f.Question.Scored() && (e.Direction == questionnaire.Better || e.Direction == questionnaire.Worse) {
				t.Fatalf("%s is a fact: %+v", f.Question.ID, e)
			}
		}
	})
}
