package verification

import (
	"fmt"
	"maps"
	"slices"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
	"tnl/app/typography"
)

// Check is one thing that was verified.
type Check struct {
	Name   string `json:"check"`
	Agrees bool   `json:"agrees"`
	Text   string `json:"text"` // a sentence in French
}

// Verification is what computing an award again finds.
type Verification struct {
	Checks []Check
	// Score is the one computed; nil when the answers could not be read.
	Score *scoring.Score
}

// Agrees tells whether everything does.
func (v *Verification) Agrees() bool {
	return !slices.ContainsFunc(v.Checks, func(c Check) bool { return !c.Agrees })
}

func (v *Verification) note(name string, agrees bool, format string, args ...any) {
	v.Checks = append(v.Checks, Check{Name: name, Agrees: agrees, Text: typography.French(fmt.Sprintf(format, args...))})
}

// Verify computes the award again with its questionnaire, and compares.
func (f *File) Verify(q *questionnaire.Questionnaire) (*Verification, error) {
	v, r := &Verification{}, &f.Record
	digest, err := r.digest()
	if err != nil {
		return nil, err
	}
	if digest == f.Digest {
		v.note("file", true, "Dossier : intact, d’empreinte %s.", digest)
	} else {
		v.note("file", false, "Dossier : son contenu n’est plus celui de son empreinte, quelque chose y a été changé.")
	}
	if q.Hash == r.Questionnaire.Hash && q.ID == r.Questionnaire.ID {
		v.note("questionnaire", true, "Questionnaire : %s, d’empreinte %s.", q.ID, q.Hash)
	} else {
		v.note("questionnaire", false, "Questionnaire : le dossier demande %s, d’empreinte %s ; celui-ci est %s, d’empreinte %s.",
			r.Questionnaire.ID, r.Questionnaire.Hash, q.ID, q.Hash)
	}
	if questionnaire.HashAnswers(r.Salt, r.Answers) == r.AnswersHash {
		v.note("answers", true, "Réponses : leur empreinte est celle du dossier, %s.", r.AnswersHash)
	} else {
		v.note("answers", false, "Réponses : leur empreinte n’est pas celle du dossier ; une réponse, le sel ou l’empreinte a été changé.")
	}
	answers, err := q.DecodeAll(r.Answers)
	if err != nil {
		v.note("score", false, "Réponses : elles ne peuvent pas être lues avec ce questionnaire (%s).", err)
		return v, nil
	}
	v.Score = scoring.Compute(q, scoring.Input{Facts: r.Territory.facts(), Answers: answers, Adjustments: r.Adjustments})
	v.adjustments(r)
	v.axes(r)
	v.total(r)
	v.levels(r)
	return v, nil
}

func (t *Territory) facts() questionnaire.Facts {
	facts := questionnaire.Facts{Kind: t.Kind, Population: -1, FirstCandidacy: t.FirstCandidacy}
	if t.Population != nil {
		facts.Population = *t.Population
	}
	return facts
}

// adjustments holds each to its question: the engine would bring points out of bounds back into them in silence.
func (v *Verification) adjustments(r *Record) {
	for _, id := range slices.Sorted(maps.Keys(r.Adjustments)) {
		made := r.Adjustments[id]
		question := v.Score.Questionnaire.Question(id)
		switch {
		case question == nil:
			v.note("adjustments", false, "Ajustements : le questionnaire n’a pas de question `%.80s`.", id)
			return
		case made.Points.Negative() || v.Score.Question(question).Max.Less(made.Points):
			v.note("adjustments", false, "Ajustements : la question %s vaut de 0 à %s, le dossier lui donne %s.",
				question.Number, v.Score.Question(question).Max.Decimal(2), made.Points.Decimal(2))
			return
		case made.Reason == "":
			v.note("adjustments", false, "Ajustements : celui de la question %s n’a pas de raison.", question.Number)
			return
		}
	}
	switch n := len(r.Adjustments); n {
	case 0:
		v.note("adjustments", true, "Ajustements : le jury n’en a retenu aucun.")
	case 1:
		v.note("adjustments", true, "Ajustements : un seul, dans les bornes de sa question.")
	default:
		v.note("adjustments", true, "Ajustements : %d, dans les bornes de leurs questions.", n)
	}
}

func (v *Verification) axes(r *Record) {
	computed := AxesOf(v.Score)
	if len(computed) != len(r.Axes) {
		v.note("axes", false, "Axes : le calcul en donne %d, le dossier %d.", len(computed), len(r.Axes))
		return
	}
	for i, a := range computed {
		b := r.Axes[i]
		if a.ID != b.ID || a.Title != b.Title || a.Excluded != b.Excluded || a.Points.Cmp(b.Points) != 0 || a.Max.Cmp(b.Max) != 0 || a.Share.Cmp(b.Share) != 0 {
			v.note("axes", false, "Axes : « %s » vaut %s sur %s ; le dossier dit « %.200s », %s sur %s, soit %s.",
				a.Title, a.Points.Decimal(2), a.Max.Decimal(2), b.Title, b.Points.Decimal(2), b.Max.Decimal(2), b.Share.Percent())
			return
		}
	}
	v.note("axes", true, "Axes : les points de chacun sont ceux du dossier.")
}

func (v *Verification) total(r *Record) {
	if v.Score.Total.Cmp(r.Total) == 0 {
		v.note("total", true, "Total : %s, celui du dossier.", share(r.Total))
		return
	}
	v.note("total", false, "Total : le calcul donne %s, le dossier dit %s.", share(v.Score.Total), share(r.Total))
}

// share says a share for people, and exactly.
func share(r exact.Ratio) string { return fmt.Sprintf("%s (exactement %s)", r.Percent(), r) }

func (v *Verification) levels(r *Record) {
	q := v.Score.Questionnaire
	computed := nameOf(q, v.Score.Level)
	if v.Score.Level == r.ComputedLevel {
		v.note("computed_level", true, "Niveau calculé : %s, celui du dossier.", computed)
	} else {
		v.note("computed_level", false, "Niveau calculé : %s ; le dossier dit %s.", computed, nameOf(q, r.ComputedLevel))
	}
	awarded, level := r.Decision, q.Level(r.Decision.Level)
	switch {
	case level == nil && awarded.Level != 0:
		v.note("awarded_level", false, "Niveau décerné : l’échelle n’a pas de niveau %d.", awarded.Level)
	case level == nil && (awarded.Title != "" || len(awarded.Mentions) > 0):
		v.note("awarded_level", false, "Niveau décerné : aucun, et pourtant un titre ou une mention.")
	case level != nil && level.Title != awarded.Title:
		v.note("awarded_level", false, "Niveau décerné : le dossier dit le niveau %d « %.200s », que l’échelle nomme « %s ».", awarded.Level, awarded.Title, level.Title)
	case awarded.Level == v.Score.Level:
		v.note("awarded_level", true, "Niveau décerné : %s, celui du calcul.", nameOf(q, awarded.Level))
	default:
		v.note("awarded_level", true, "Niveau décerné : %s, autre que celui du calcul ; le jury l’a décidé, c’est son rôle.", nameOf(q, awarded.Level))
	}
}

func nameOf(q *questionnaire.Questionnaire, level int) string {
	if l := q.Level(level); l != nil {
		return l.Name()
	}
	if level == 0 {
		return "aucun"
	}
	return fmt.Sprintf("niveau %d, hors de l’échelle", level)
}
