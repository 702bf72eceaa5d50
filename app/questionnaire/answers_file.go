package questionnaire

import (
	"encoding/json"
	"slices"
	"strings"

	"tnl/app/fault"
	"tnl/app/questionnaire/source"
)

// AnswersFile is a candidacy written by hand in YAML, for `tnl score`.
type AnswersFile struct {
	Territory   TerritoryFile
	Answers     Answers
	Assumptions map[string]string         // by question: why an answer that the facts don't give was assumed
	Adjustments map[string]FileAdjustment // the jury's, by question
}

// Known gives the answers without those that are supposed.
func (f AnswersFile) Known(q *Questionnaire) Answers {
	known := f.Answers.Clone()
	for id := range f.Assumptions {
		known.Set(q.Question(id), Answer{})
	}
	return known
}

// TerritoryFile is what an answers file, or a file of its own, says of the territory.
type TerritoryFile struct {
	Name       string
	Department string
	Facts      Facts
}

// ReadAnswers reads the answers file called name against q. Every fault has its line and what was expected.
func ReadAnswers(q *Questionnaire, name string, text []byte) (AnswersFile, source.Faults) {
	out := AnswersFile{Answers: NewAnswers(q), Assumptions: map[string]string{}, Territory: TerritoryFile{Facts: Facts{Population: -1}}}
	root, faults := source.Parse(name, text)
	if root == nil {
		return out, faults
	}
	r := &source.Report{File: name, Faults: faults}
	f := r.Fields(root, "réponses")
	if id := f.Text("questionnaire"); id != "" && id != q.ID {
		r.At(f.Get("questionnaire"), "ces réponses sont écrites pour le questionnaire `%s`, pas pour `%s`", id, q.ID)
	}
	if n := f.Get("territory"); n != nil {
		out.Territory = readTerritory(r, n)
	}
	if n := f.Require("answers"); n != nil {
		readAnswers(r, q, n, out)
	}
	if n := f.Get("adjustments"); n != nil {
		out.Adjustments = readAdjustments(r, q, out.Territory.Facts, n)
	}
	f.Done()
	r.Faults.Sort()
	return out, r.Faults
}

// ReadTerritory reads a file that holds only a territory.
func ReadTerritory(name string, text []byte) (TerritoryFile, source.Faults) {
	root, faults := source.Parse(name, text)
	if root == nil {
		return TerritoryFile{Facts: Facts{Population: -1}}, faults
	}
	r := &source.Report{File: name, Faults: faults}
	out := readTerritory(r, root)
	r.Faults.Sort()
	return out, r.Faults
}

func readTerritory(r *source.Report, n *source.Node) TerritoryFile {
	f := r.Fields(n, "territoire")
	out := TerritoryFile{Name: f.Text("name"), Department: f.Text("department")}
	out.Facts = Facts{Kind: f.Text("kind"), Population: -1, FirstCandidacy: f.Bool("first_candidacy")}
	if n := f.Get("kind"); n != nil && !slices.Contains(Kinds, out.Facts.Kind) {
		r.At(n, "genre de territoire inconnu `%s`%s", source.Short(out.Facts.Kind), source.Suggest(out.Facts.Kind, Kinds))
	}
	if n, ok := f.Int("population", 0, maxNumber); ok {
		out.Facts.Population = n
	}
	f.Done()
	return out
}

func readAnswers(r *source.Report, q *Questionnaire, n *source.Node, out AnswersFile) {
	if n.Kind != source.Map {
		r.At(n, "`answers` : des réponses sont attendues, une par ligne (`question: réponse`), trouvé : %s", n.Describe())
		return
	}
	for _, e := range n.Entries {
		question := q.Question(e.Key.Text)
		if question == nil {
			r.At(e.Key, "question inconnue `%s`%s", source.Short(e.Key.Text), suggestQuestion(r, e.Key.Text, q))
			continue
		}
		out.Answers.Set(question, readAnswer(r, question, e.Value, out.Assumptions))
	}
}

func readAnswer(r *source.Report, q *Question, n *source.Node, assumptions map[string]string) Answer {
	var a Answer
	value := n
	// A map is the long form: a type whose values are maps is answered in no other.
	if n.Kind == source.Map {
		f := r.Fields(n, "réponse")
		value = f.Get("value")
		a.Planned, a.Comment, a.Evidence = f.Text("planned"), f.Text("comment"), f.Text("evidence")
		if why := f.Text("assumption"); why != "" {
			assumptions[q.ID] = why
		}
		f.Done()
		faults := fault.Fields{}
		q.beside(&a, faults)
		for _, name := range faults.Names() {
			r.At(n, "réponse à `%s` : %s", q.ID, faults[name])
		}
	}
	if value == nil || value.Kind == source.Null {
		return a
	}
	v, err := q.Spec.Parse(raw(value))
	if err != nil {
		found := " ; trouvé : " + value.Describe()
		if strings.Contains(err.Error(), value.Describe()) {
			found = ""
		}
		r.At(value, "réponse à `%s` : %s%s", q.ID, err, found)
	}
	a.Value = v
	return a
}

// raw turns a piece of YAML into what Spec.Parse takes.
func raw(n *source.Node) any {
	switch n.Kind {
	case source.Bool:
		return n.Text == "true" || n.Text == "True" || n.Text == "TRUE"
	case source.Number:
		return json.Number(n.Text)
	case source.List:
		out := make([]any, len(n.Items))
		for i, item := range n.Items {
			out[i] = raw(item)
		}
		return out
	case source.Map:
		out := make(map[string]any, len(n.Entries))
		for _, e := range n.Entries {
			out[e.Key.Text] = raw(e.Value)
		}
		return out
	case source.Null:
		return nil
	}
	return n.Text
}
