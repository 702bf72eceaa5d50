package api

import (
	"time"

	"tnl/app/award"
	"tnl/app/directory"
	"tnl/app/exact"
	"tnl/app/territory"
)

// A field without a value is left out, never null: the reader of any language asks whether it is there.

// Coded is a value of a list: its code, for programs, and its words.
type Coded struct {
	Code  string `json:"code" doc:"Code, pour les programmes : il ne change pas." example:"38"`
	Label string `json:"label" doc:"Nom en français." example:"Isère"`
}

// Level is the level of an award.
type Level struct {
	Published bool   `json:"published" doc:"Faux quand le niveau n’a jamais été publié : seul le label est connu." example:"true"`
	Code      string `json:"code" doc:"Code, pour les programmes et pour le filtre « level » : « 4 » sur l’échelle de cinq, « argent », « badge », « non-publie »." example:"4"`
	Number    int    `json:"number,omitempty" minimum:"1" doc:"Rang sur l’échelle de l’édition, 1 étant le plus bas ; absent quand un nom seul le dit (« Badge ») ou qu’il n’est pas publié." example:"4"`
	Scale     int    `json:"scale,omitempty" minimum:"1" doc:"Nombre de niveaux de l’échelle de l’édition : 5 d’ordinaire, 3 pour bronze, argent et or. Absent avec « number »." example:"5"`
	Label     string `json:"label" doc:"Comment il se dit : « Niveau 4 », « Argent », « Niveau non publié »." example:"Niveau 4"`
	Title     string `json:"title,omitempty" doc:"Son nom sur l’échelle, quand elle en donne." example:"Affirmation"`
}

func levelOf(l directory.Level) Level {
	out := Level{Published: !l.Unknown(), Code: l.Key(), Number: l.Number, Label: l.Name(), Title: l.Title}
	if l.Number > 0 {
		out.Scale = l.Count
	}
	return out
}

func mentionsOf(mentions award.Mentions) []Coded {
	out := []Coded{}
	for _, m := range mentions {
		out = append(out, Coded{directory.MentionKey(m), m.Name()})
	}
	return out
}

func kindOf(k territory.Kind) Coded { return Coded{string(k), k.One()} }

// coded is a place by its code, nil when there is none.
func coded(code, label string) *Coded {
	if code == "" || label == "" {
		return nil
	}
	return &Coded{code, label}
}

// instant is as JSON writes it, to the second, in UTC.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

func optional(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	at := instant(*t)
	return &at
}

// percentage is a share of 1 in hundredths of a per cent at most, rounded down as every page shows it.
func percentage(r exact.Ratio) float64 {
	return float64(r.Mul(exact.Int(10000)).Floor()) / 100
}
