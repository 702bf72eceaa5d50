package scoring

import (
	"fmt"

	"tnl/app/calendar"
	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/typography"
)

// String words the step in French: what to do, at which question, what it brings and the effort it takes.
func (s Step) String() string {
	return typography.French(fmt.Sprintf("%s à la question %s : %s (%s)", s.change(), s.Question.Number, s.GainLabel(), s.EffortLabel()))
}

// Change words what to do: « Passez de « Non » à « Oui » ».
func (s Step) Change() string { return typography.French(s.change()) }

func (s Step) change() string {
	to := s.Question.Show(s.To)
	if words, ok := s.Question.Spec.(questionnaire.Changing); ok {
		return words.Change(s.From, s.To)
	}
	if s.From == nil {
		return fmt.Sprintf("Répondez « %s »", to)
	}
	return fmt.Sprintf("Passez de « %s » à « %s »", s.Question.Show(s.From), to)
}

// GainLabel words what the step adds, in points out of 100 of the total, rounded down.
func (s Step) GainLabel() string {
	if s.Gain.IsZero() {
		return "ouvre les questions qui suivent"
	}
	return s.ShortGain() + " sur le total"
}

// ShortGain is GainLabel where little room is left, "" for a step that only leads to others.
func (s Step) ShortGain() string {
	gain := s.Gain.Mul(exact.Int(100))
	switch {
	case gain.IsZero():
		return ""
	case gain.Less(exact.Of(1, 10)):
		return "+ moins de 0,1\u00a0point"
	case gain.Less(exact.Int(2)):
		return fmt.Sprintf("+\u00a0%s\u00a0point", gain.Decimal(1))
	}
	return fmt.Sprintf("+\u00a0%s\u00a0points", gain.Decimal(1))
}

// EffortLabel words the effort.
func (s Step) EffortLabel() string { return fmt.Sprintf("effort %d sur 5", s.Effort) }

// PlannedLabel says for when the territory announces it, "" when it does not.
func (s Step) PlannedLabel() string {
	if !s.Planned {
		return ""
	}
	return fmt.Sprintf("Vous l’avez prévu pour %s.", calendar.Month(s.PlannedFor))
}

// String words the way as a whole, before its steps.
func (w *Way) String() string { return typography.French(w.words()) }

func (w *Way) words() string {
	switch {
	case !w.Reachable && w.Fixed:
		return "Même avec la meilleure réponse à chaque autre question, les points ajustés par le jury restant ce qu’ils sont, ce niveau n’est pas atteint."
	case !w.Reachable:
		return "Même avec la meilleure réponse à chaque question posée à ce territoire, ce niveau n’est pas atteint."
	case len(w.Steps) == 0 && !w.Exact:
		return "Le calcul n’a pas trouvé de chemin jusqu’à ce niveau, sans pouvoir dire qu’il n’y en a pas."
	case len(w.Steps) == 0:
		return "Ce niveau est atteint."
	}
	improvements := "Une amélioration"
	if n := len(w.Steps); n > 1 {
		improvements = fmt.Sprintf("%d améliorations", n)
	}
	planned := 0
	for _, s := range w.Steps {
		if s.Planned {
			planned++
		}
	}
	text := fmt.Sprintf("%s, pour un total de %s", improvements, w.Total.Percent())
	switch {
	case planned == 1:
		text += " ; l’une est déjà prévue"
	case planned > 1:
		text += fmt.Sprintf(" ; %d sont déjà prévues", planned)
	}
	if w.Fixed {
		text += ", les points ajustés par le jury restant ce qu’ils sont"
	}
	if !w.Exact {
		return text + ". C’est le meilleur chemin trouvé ; un plus court peut exister."
	}
	return text + ". Aucun autre chemin ne demande moins d’effort."
}
