package public

import "tnl/app/questionnaire"

// thresholdView is what a level asks.
type thresholdView struct {
	levelView
	Total string
	Asks  []string
}

// mentionView is a special mention with its rule.
type mentionView struct {
	Title, Meaning string
	For            string // whom it is for, "" for all
	Asks           []string
}

func thresholds(q *questionnaire.Questionnaire) []thresholdView {
	shown := levels(q)
	out := make([]thresholdView, len(shown))
	for i, level := range shown {
		l := q.Levels[len(q.Levels)-1-i]
		out[i] = thresholdView{levelView: level, Total: l.Total.Percent(), Asks: minimums(&l.Requirement)}
		if len(l.Of) > 0 {
			out[i].Total += " sur les questions " + numbers(l.Of)
		}
	}
	return out
}

func mentions(q *questionnaire.Questionnaire) []mentionView {
	out := make([]mentionView, len(q.Mentions))
	for i, m := range q.Mentions {
		out[i] = mentionView{Title: m.Title, Meaning: m.Meaning, For: m.When.Audience(plural)}
		switch {
		case len(m.Of) > 0 && !m.Total.IsZero():
			out[i].Asks = append(out[i].Asks, m.Total.Percent()+" sur les questions "+numbers(m.Of))
		case !m.Total.IsZero():
			out[i].Asks = append(out[i].Asks, m.Total.Percent()+" au total")
		}
		out[i].Asks = append(out[i].Asks, minimums(&m.Requirement)...)
	}
	return out
}

// minimums words what is asked beside the total.
func minimums(required *questionnaire.Requirement) []string {
	var asks []string
	for _, m := range required.Axes {
		asks = append(asks, m.Share.Percent()+" de l’axe «\u00a0"+m.Axis.Title+"\u00a0»")
	}
	for _, m := range required.Questions {
		asks = append(asks, m.Share.Percent()+" de la question "+m.Question.Number)
	}
	return asks
}
