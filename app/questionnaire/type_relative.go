package questionnaire

import (
	"fmt"
	"net/url"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

func init() {
	register(Type{Name: "relative", Read: readRelative, Keys: append(quantityKeys(), bandsKey(maxNumber), linearKey(),
		Key{"relative_to", true, idShape().about("La question de fait à laquelle la réponse est rapportée, ou `population`.")},
		Key{"per", false, numberShape(0, maxPer).about("Pour combien : 100 pour un pourcentage, 1000 pour mille habitants.")},
		pointsKey("Ce que vaut la proportion `full`, avec `linear`."),
		Key{"full", false, numberShape(0, maxNumber).about("À partir de quelle proportion tous les points sont donnés, avec `linear`.")})})
}

// relative is a quantity worth points by its ratio to the population, or to an earlier number that is a fact.
// Its value is the quantity itself, an exact.Ratio.
type relative struct {
	quantity
	per    exact.Ratio // the ratio is counted for so many
	bands  bands       // on the ratio
	points exact.Ratio // in proportion, 0 when bands or nothing
	full   exact.Ratio // the ratio that yields all points
	base   string      // population, or the question's identifier
	at     *source.Node
	target *Question // nil for the population
}

// population is what `relative_to` says for the territory's inhabitants.
const population = "population"

// maxPer bounds for how many a ratio is counted.
const maxPer = 1_000_000

func readRelative(f *source.Fields) Spec {
	n := &relative{quantity: readQuantity(f), base: f.RequireText("relative_to"), at: f.Get("relative_to"), bands: readBands(f, maxNumber)}
	n.per = exact.Int(100)
	if n.base == population {
		n.per = exact.Int(1000)
	}
	if per, given := f.Number("per", 0, maxPer); given {
		if per.IsZero() {
			f.At(f.Get("per"), "`per` : plus de 0 est attendu")
			per = n.per
		}
		n.per = per
	}
	linear := f.Bool("linear")
	n.points, _ = f.Number("points", 0, maxPoints)
	n.full, _ = f.Number("full", 0, maxNumber)
	switch {
	case linear && absent(f.Get("points")):
		f.At(f.Get("linear"), "`linear` : la clé `points` manque, elle dit ce que vaut la proportion `full`")
	case linear && absent(f.Get("full")):
		f.At(f.Get("linear"), "`linear` : la clé `full` manque, elle dit à partir de quelle proportion tous les points sont donnés")
	case (f.Has("points") || f.Has("full")) && !linear && !misread(f.Get("linear")):
		f.At(f.Node, "`points` et `full` : ajoutez `linear: true` pour compter en proportion, ou des `bands`")
	case linear && len(n.bands) > 0:
		f.At(f.Get("bands"), "`bands` et `linear` ne vont pas ensemble")
	}
	return n
}

// bind finds the question of the denominator. It must be a fact: a greater number there lowers the ratio.
func (n *relative) bind(r *reading, q *Questionnaire, own *Question, risky risks) {
	if n.at == nil || n.base == "" {
		return // told already
	}
	target := q.Question(n.base)
	if n.base == population {
		if target != nil {
			r.At(n.at, "`relative_to` : `population` désigne celle du territoire ; donnez un autre identifiant à la question `population`")
		}
		return
	}
	if target == nil {
		r.At(n.at, "question inconnue `%s`%s", source.Short(n.base), suggestQuestion(r.Report, n.base, q))
		return
	}
	n.target = target
	_, number := target.Spec.(*number)
	_, unreadable := target.Spec.(unread)
	switch {
	case unreadable:
	case target.Index >= own.Index:
		r.At(n.at, "`relative_to` de `%s` : la question `%s` doit être posée avant, or elle vient en %s et celle-ci en %s", own.ID, target.ID, target.Number, own.Number)
	case !number:
		r.At(n.at, "`relative_to` de `%s` : une question de type `number` est attendue, `%s` est de type `%s`", own.ID, target.ID, target.Type)
	case target.Scored():
		r.At(n.at, "`relative_to` de `%s` : un plus grand nombre à `%s`, qui est notée, ferait baisser celle-ci ; retirez ses points", own.ID, target.ID)
	default:
		if scored := risky.behind(target); scored != nil {
			r.At(n.at, "`relative_to` de `%s` : il ne peut dépendre que de faits, or `%s` n’est posée que selon la réponse à `%s`, qui est notée", own.ID, target.ID, scored.ID)
		}
	}
}

func (n *relative) Max() exact.Ratio { return exact.Max(n.points, n.bands.max()) }

// of gives the denominator, or why there is none.
func (n *relative) of(in *Context) (denominator exact.Ratio, missing string) {
	if n.base == population {
		if in.Facts.Population < 0 {
			return exact.Ratio{}, "La population du territoire n’est pas connue"
		}
		denominator = exact.Int(int64(in.Facts.Population))
	} else {
		v := in.value(n.target)
		if !in.Path.Concerns(n.target) {
			return exact.Ratio{}, fmt.Sprintf("La question %s ne concerne pas le territoire", n.target.Number)
		}
		if v == nil {
			return exact.Ratio{}, fmt.Sprintf("La question %s est sans réponse", n.target.Number)
		}
		denominator = v.(exact.Ratio)
	}
	if denominator.IsZero() && n.base == population {
		return denominator, "La population du territoire est de 0"
	}
	if denominator.IsZero() {
		return denominator, fmt.Sprintf("La réponse à la question %s est 0", n.target.Number)
	}
	return denominator, ""
}

func (n *relative) ratio(v Value, denominator exact.Ratio) exact.Ratio {
	return v.(exact.Ratio).Mul(n.per).Div(denominator)
}

// Points is 0 without a context: nothing is known of what the number is relative to.
func (n *relative) Points(Value) exact.Ratio { return exact.Ratio{} }

func (n *relative) PointsIn(v Value, in *Context) exact.Ratio {
	denominator, missing := n.of(in)
	if missing != "" {
		return exact.Ratio{}
	}
	return n.worth(n.ratio(v, denominator))
}

func (n *relative) worth(ratio exact.Ratio) exact.Ratio {
	if n.points.IsZero() {
		return n.bands.points(ratio)
	}
	return n.points.Mul(exact.Min(ratio.Div(n.full), exact.Int(1)))
}

func (n *relative) Reason(Value) string {
	return "Ce nombre est lu par le jury, il n’est pas noté."
}

func (n *relative) ReasonIn(v Value, in *Context) string {
	if n.Max().IsZero() {
		return n.Reason(v)
	}
	denominator, missing := n.of(in)
	if missing != "" {
		return fmt.Sprintf("%s, la proportion ne peut pas être calculée : %s.", missing, countPoints(exact.Ratio{}))
	}
	ratio := n.ratio(v, denominator)
	said := fmt.Sprintf("%s sur %s, soit %s%s. ", n.Show(v), n.showBase(denominator), grouped(ratio), n.perSuffix())
	if n.points.IsZero() {
		return said + n.bands.reason(ratio, n.perSuffix())
	}
	got := n.worth(ratio)
	return said + fmt.Sprintf("Tous les points (%s) sont donnés à %s%s : %s.", n.points.Decimal(2), grouped(n.full), n.perSuffix(), countPoints(got))
}

func (n *relative) showBase(denominator exact.Ratio) string {
	if n.base == population {
		return grouped(denominator) + "\u00a0habitants"
	}
	return n.target.Show(denominator)
}

// perSuffix words for how many a ratio is counted: " pour 1 000 habitants".
func (n *relative) perSuffix() string {
	words := "\u00a0pour\u00a0" + grouped(n.per)
	if n.base == population {
		words += "\u00a0habitants"
	}
	return words
}

func (n *relative) Input(f url.Values, name string) any {
	in := n.input(f, name)
	in.Rule = n.Terms().Rule
	return in
}

func (n *relative) Terms() Terms {
	base := "à la population du territoire"
	if n.target != nil {
		base = "à la réponse à la question " + n.target.Number
	}
	switch {
	case !n.points.IsZero():
		return Terms{Rule: fmt.Sprintf("Rapporté %s. En proportion : %s%s valent %s.", base, grouped(n.full), n.perSuffix(), countPoints(n.points))}
	case len(n.bands) > 0:
		return Terms{Rule: fmt.Sprintf("Rapporté %s : %s", base, n.bands.rule(n.perSuffix()))}
	}
	return Terms{}
}
