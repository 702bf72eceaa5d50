package questionnaire_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/app/questionnaire/source"
)

// everything asks a question of each type, with every rule that an answer can meet.
func everything(t interface {
	Helper()
	Fatalf(string, ...any)
}) *questionnaire.Questionnaire {
	return questionnairetest.Read(t, questionnairetest.Text(
		"id: fait\ntype: yes_no\nlabel: Fait",
		"id: oui\ntype: yes_no\nlabel: Oui\nhelp: A\npoints: 2.5\nplannable: true\nscope: {question: fait, is: oui}",
		"id: choix\ntype: choice\nlabel: Choix\nhelp: A\noptions: [{id: a, label: A, points: 2}, {id: b, label: B}]\nfollow_up: {question: oui, is: oui}",
		"id: cases\ntype: choices\nlabel: Cases\nhelp: A\ncap: 2\noptions: [{id: a, label: A, points: 2}, {id: b, label: B, points: 1}, {id: rien, label: R, exclusive: true}]",
		"id: nombre\ntype: number\nlabel: Nombre\nhelp: A\nunit: postes\ndecimals: 1\nmax: 5000\nbands: [{from: 10, points: 1}, {from: 1000.5, points: 3}]",
		"id: part\ntype: percentage\nlabel: Part\nhelp: A\nlinear: true\npoints: 3\nfollow_up: {question: nombre, at_least: 1}",
		"id: grille\ntype: matrix\nlabel: Grille\nhelp: A\ncap: 3\nrows: [{id: x, label: X}, {id: y, label: Y}]\noptions: [{id: a, label: A, points: 2}, {id: b, label: B}]",
		"id: liste\ntype: group\nlabel: Liste\nhelp: A\nmax_items: 3\npoints_per_item: 1\nfields: [{id: nom, label: Nom, type: short_text, required: true}, {id: part, label: Part, type: percentage}, {id: page, label: Page, type: link}, {id: choix, label: Choix, type: choice, options: [{id: a, label: A}, {id: b, label: B}]}]",
		"id: relatif\ntype: relative\nlabel: Relatif\nhelp: A\nrelative_to: population\nlinear: true\npoints: 3\nfull: 20",
		"id: jour\ntype: date\nlabel: Jour\nhelp: A\npoints: 1\nuntil: 2021-12-31",
		"id: page\ntype: link\nlabel: Page\nhelp: A\npoints: 1",
		"id: piece\ntype: file\nlabel: Pièce\nhelp: A\npoints: 1\nmax_mb: 1\naccept: [pdf, csv]",
		"id: mot\ntype: short_text\nlabel: Mot",
		"id: texte\ntype: long_text\nlabel: Texte\nmax_length: 50",
	))
}

func seeds(f *testing.F, pattern string) {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		f.Fatal(pattern, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
}

// patience is what a file may take; a shared machine is slow, and a hang is far above.
const patience = 5 * time.Second

func checkFaults(t *testing.T, faults source.Faults, text []byte) {
	t.Helper()
	lines := strings.Count(string(text), "\n") + 1
	for _, fault := range faults {
		unfit := func(c rune) bool { return unicode.IsControl(c) }
		if fault.Message == "" || !utf8.ValidString(fault.Message) || strings.ContainsFunc(fault.Message, unfit) || len(fault.Message) > 20000 {
			t.Errorf("a message nobody can read: %q", fault.Message)
		}
		if fault.Line < 0 || fault.Line > lines+1 || fault.Line > 0 && fault.Column < 1 {
			t.Errorf("%d:%d is no place in %d lines: %s", fault.Line, fault.Column, lines, fault.Message)
		}
	}
}

func FuzzRead(f *testing.F) {
	seeds(f, "testdata/questionnaires/*.yaml")
	f.Add([]byte(questionnairetest.Text("id: a\ntype: yes_no\nlabel: \"A\\u00e9\"\npoints: 1\nhelp: >-\n  B\n  c", "id: b\ntype: short_text\nlabel: |\n  B\nscope: {kind: commune}")))
	f.Fuzz(func(t *testing.T, text []byte) {
		start := time.Now()
		q, faults := questionnaire.Read("f", text)
		if took := time.Since(start); took > patience {
			t.Errorf("%s for %d bytes", took, len(text))
		}
		if (q == nil) != faults.Broken() {
			t.Errorf("a questionnaire (%t) with %v", q != nil, faults)
		}
		checkFaults(t, faults, text)
		if q == nil {
			return
		}
		path := q.Path(questionnaire.Facts{Population: -1}, questionnaire.Answers{})
		for i, question := range q.Questions {
			if question.Index != i || q.Question(question.ID) != question || question.Label == "" || path.Asks(question) && !path.Concerns(question) {
				t.Errorf("question %d is %+v", i, question)
			}
		}
	})
}

func FuzzReadAnswers(f *testing.F) {
	seeds(f, "testdata/answers/*.yaml")
	f.Add([]byte("territory: {name: Ville, kind: commune, population: 3}\nanswers:\n  fait: oui\n  oui: {value: non, planned: 2027-06, comment: |\n    B\n  , evidence: https://a.fr, assumption: C}\n  choix: a\n  cases: [a, b]\n  nombre: 12,5\n  part: 33.33\n  grille: {value: {x: a}}\n  liste: [{nom: A, part: 3}, {page: 'https://a.fr'}]\n  relatif: 12\n  jour: 2021-12-31\n  page: https://a.fr\n  piece: {value: {name: a.pdf, size: 3}}\n  mot: A\n  texte: >\n    B\n"))
	q := everything(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		start := time.Now()
		file, faults := questionnaire.ReadAnswers(q, "f", text)
		if took := time.Since(start); took > patience {
			t.Errorf("%s for %d bytes", took, len(text))
		}
		checkFaults(t, faults, text)
		if faults.Broken() {
			return
		}
		path := q.Path(file.Territory.Facts, file.Answers)
		for _, question := range q.Questions {
			checkKept(t, question, file.Answers.Get(question))
			in := &questionnaire.Context{Facts: file.Territory.Facts, Answers: file.Answers, Path: path}
			if v := file.Answers.Get(question).Value; v != nil && path.Max(question).Less(question.Points(v, in)) {
				t.Errorf("%s: %v is worth %v of %v", question.ID, v, question.Points(v, in), path.Max(question))
			}
		}
	})
}

// checkKept holds an accepted answer to what the rest of the program counts on.
func checkKept(t *testing.T, q *questionnaire.Question, a questionnaire.Answer) {
	t.Helper()
	content, err := q.Encode(a)
	if err != nil {
		t.Fatalf("%s: %+v: %v", q.ID, a, err)
	}
	back, err := q.Decode(content)
	if again, _ := q.Encode(back); err != nil || string(again) != string(content) {
		t.Errorf("%s: %s is read back as %s, %v", q.ID, content, again, err)
	}
	posted, faults := q.FromForm(q.ToForm(a))
	if again, _ := q.Encode(posted); len(faults) > 0 || string(again) != string(content) {
		t.Errorf("%s: %s is posted back as %s, %v", q.ID, content, again, faults)
	}
	if !utf8.Valid(content) || strings.Contains(string(content), `\u0000`) {
		t.Errorf("%s: %q cannot be stored", q.ID, content)
	}
	checkValue(t, q, a.Value)
}

func checkValue(t *testing.T, q *questionnaire.Question, v questionnaire.Value) {
	t.Helper()
	if v == nil {
		return
	}
	points := q.Spec.Points(v)
	if points.Less(exact.Ratio{}) || q.Max().Less(points) {
		t.Errorf("%s: %v is worth %v of %v", q.ID, v, points, q.Max())
	}
	if q.Show(v) == "" || q.Spec.Reason(v) == "" || !utf8.ValidString(q.Show(v)) {
		t.Errorf("%s: %v is shown as %q, %q", q.ID, v, q.Show(v), q.Spec.Reason(v))
	}
}

func FuzzDecode(f *testing.F) {
	for _, text := range []string{
		`{}`, `null`, `[]`, `{"value":"oui","planned":"2027-06","comment":"C","evidence":"https://a.fr"}`, `{"value":["a","b"]}`,
		`{"value":12.5}`, `{"value":1e999}`, `{"value":"Un\u0000mot"}`, `{"value":"2021-12-31"}`, `{"value":{"x":"a","y":"b"}}`, `{"value":[{"nom":"A","part":3},{"choix":"a"}]}`, `{"value":"https://a.fr"}`, `{"value":{"a":[]}}`, `{"value":{"name":"a.csv","sha256":"` + strings.Repeat("0", 64) + `","size":3,"type":"text/csv"}}`, `{"value":true}{}`, `{"VALUE":1}`, "{\"value\":\"\xff\"}",
	} {
		f.Add([]byte(text))
	}
	q := everything(f)
	f.Fuzz(func(t *testing.T, content []byte) {
		for _, question := range q.Questions {
			a, err := question.Decode(content)
			if err != nil {
				if !utf8.ValidString(err.Error()) || len(err.Error()) > 2000 {
					t.Errorf("a message nobody can read: %q", err)
				}
				continue
			}
			kept, err := question.Encode(a)
			if err != nil {
				t.Fatalf("%s: %+v: %v", question.ID, a, err)
			}
			back, err := question.Decode(kept)
			if again, _ := question.Encode(back); err != nil || string(again) != string(kept) {
				t.Errorf("%s: %s is read back as %s, %v", question.ID, kept, again, err)
			}
			checkValue(t, question, a.Value)
		}
		answers, err := q.DecodeAll(content)
		if err != nil {
			return
		}
		if _, err := q.EncodeAll(answers); err != nil {
			t.Errorf("%s: %v", content, err)
		}
	})
}

func FuzzFromForm(f *testing.F) {
	for _, text := range []string{
		"", "fait=oui", "oui=non&oui.planned=1&oui.planned_for=2027-06&oui.comment=a%0D%0Ab&oui.evidence=https%3A%2F%2Fa.fr", "choix=a&choix=b",
		"cases=a&cases=b&cases=", "cases=rien&cases=a", "nombre=1%C2%A0200%2C5%20postes", "part=33%2C33%20%25", "grille.row.x=a&grille.row.y=b&liste.0.nom=A&liste.3.part=12&liste.3.choix=b&relatif=3", "jour=31%2F12%2F2021&page=https%3A%2F%2Fa.fr%2F%C3%A9", "piece.name=a.pdf&piece.size=12&piece.remove=", "mot=e%CC%81%00", "texte=%FF",
	} {
		f.Add(text)
	}
	q := everything(f)
	f.Fuzz(func(t *testing.T, query string) {
		form, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		for _, question := range q.Questions {
			a, faults := question.FromForm(form)
			question.Spec.Input(form, question.ID)
			for field, message := range faults {
				if !strings.HasPrefix(field, question.ID) || !utf8.ValidString(message) || len(message) > 2000 {
					t.Errorf("%q: %q", field, message)
				}
			}
			if len(faults) == 0 {
				checkKept(t, question, a)
			}
		}
	})
}
