// Package questionnaire reads, checks and describes the questionnaire of an edition: its axes, questions,
// conditions and scale. It is pure: no database, no clock, no network.
package questionnaire

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"tnl/app/questionnaire/source"
)

// Questionnaire is one edition's axes, questions and scale, as one YAML file says them. It is never
// changed once read, so any number of requests may share one.
type Questionnaire struct {
	ID     string
	Title  string
	Notice string // where it comes from, shown where people read it
	// Hash is the SHA-256 of the file, in hexadecimal: what an award records to pin its rules.
	Hash      string
	Axes      []*Axis
	Questions []*Question // all of them, in order
	Levels    []*Level    // in rising order; Levels[n-1] is level n
	Mentions  []*Mention

	byID map[string]*Question
	file string // its name, for what is told of it later
}

// Axis is one of the domains scored.
type Axis struct {
	ID        string
	Number    int // from 1
	Title     string
	Intro     string
	Questions []*Question
	weights   weights
}

// Question gives the question called id, nil when there is none.
func (q *Questionnaire) Question(id string) *Question { return q.byID[id] }

// Level gives level number n, nil for 0 ("no level") or a number that the scale does not have.
func (q *Questionnaire) Level(n int) *Level {
	if n < 1 || n > len(q.Levels) {
		return nil
	}
	return q.Levels[n-1]
}

// Read reads the questionnaire file called name and checks it whole: every fault is told at once. The
// questionnaire is nil when the faults are broken.
func Read(name string, text []byte) (*Questionnaire, source.Faults) {
	root, faults := source.Parse(name, text)
	if root == nil {
		return nil, faults
	}
	r := &reading{Report: &source.Report{File: name, Faults: faults}, root: root, ids: map[string]*source.Node{}}
	q := r.questionnaire(root)
	sum := sha256.Sum256(text)
	q.Hash, q.file = hex.EncodeToString(sum[:]), name
	r.check(q)
	r.Faults.Sort()
	if r.Faults.Broken() {
		return nil, r.Faults
	}
	return q, r.Faults
}

// reading is the state of one Read: where things stand in the file, for the checks that come after.
type reading struct {
	*source.Report
	root  *source.Node
	ids   map[string]*source.Node // every identifier taken, and where
	nodes map[*Question]*source.Node
	later []func(*Questionnaire) // conditions, bound once every question is known
}

func (r *reading) questionnaire(root *source.Node) *Questionnaire {
	f := r.Fields(root, "questionnaire")
	q := &Questionnaire{byID: map[string]*Question{}}
	r.nodes = map[*Question]*source.Node{}
	q.ID = f.ID("id")
	q.Title = f.RequireProse("title")
	q.Notice = f.Prose("notice")
	for _, node := range f.RequireList("axes") {
		q.Axes = append(q.Axes, r.axis(node, len(q.Axes)+1))
	}
	for _, axis := range q.Axes {
		for i, question := range axis.Questions {
			question.Axis = axis
			question.Number = fmt.Sprintf("%d.%d", axis.Number, i+1)
			question.Index = len(q.Questions)
			q.Questions = append(q.Questions, question)
			q.byID[question.ID] = question
		}
	}
	if scale := f.Require("scale"); scale != nil {
		q.Levels = r.scale(scale, q)
	}
	q.Mentions = r.mentions(f.List("mentions"), q)
	f.Done()
	delete(q.byID, "") // what could not be read has no name
	for _, bind := range r.later {
		bind(q)
	}
	return q
}

func (r *reading) axis(node *source.Node, number int) *Axis {
	f := r.Fields(node, "axe")
	a := &Axis{Number: number, ID: f.ID("id"), Title: f.RequireProse("title"), Intro: f.Prose("intro")}
	r.unique("axe", a.ID, f.Get("id"))
	a.weights = r.axisWeights(f)
	for _, item := range f.RequireList("questions") {
		a.Questions = append(a.Questions, r.question(item))
	}
	f.Done()
	return a
}

// unique notes a fault when id was taken by another thing of the file.
func (r *reading) unique(what, id string, node *source.Node) {
	if id == "" || node == nil {
		return
	}
	key := what + " " + id
	if first, taken := r.ids[key]; taken {
		r.At(node, "%s : l’identifiant `%s` est déjà pris à la ligne %d", what, id, first.Line)
		return
	}
	r.ids[key] = node
}
