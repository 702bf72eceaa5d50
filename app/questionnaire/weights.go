package questionnaire

import (
	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

// weights are by kind and size of territory: the first that fits is taken, the last fits everybody. An axis's say
// how much it counts in the total, a question's by how much its points are multiplied.
type weights []weight

type weight struct {
	when  *Condition // nil fits everybody
	value exact.Ratio
}

// maxWeights bounds a list of weights: eight kinds by a few sizes.
const maxWeights = 50

// at gives the place of the weight that fits.
func (ws weights) at(in *sight) int {
	for i, w := range ws {
		if w.when == nil || w.when.holds(in) == Yes {
			return i
		}
	}
	return 0 // a file whose last weight does not fit everybody is refused
}

// Weight gives the axis's weight for a territory.
func (a *Axis) Weight(facts Facts) exact.Ratio {
	switch len(a.weights) {
	case 0: // of a file that is refused
		return exact.Ratio{}
	case 1: // for all
		return a.weights[0].value
	}
	return a.weights[a.weights.at(&sight{facts: &facts})].value
}

// axisWeights reads an axis's one weight, or its weights by territory.
func (r *reading) axisWeights(f *source.Fields) weights {
	one, several := f.Has("weight"), f.Has("weights")
	switch {
	case one && several:
		r.At(f.Get("weights"), "axe : `weight` et `weights` ne vont pas ensemble")
	case one:
		value, _ := f.Number("weight", 0, 1000)
		return weights{{value: value}}
	case !several:
		r.At(f.Node, "axe : `weight` (un poids) ou `weights` (des poids selon le territoire) manque")
		return nil
	}
	return r.weights(f, 1000)
}

// questionWeights reads by how much a question's points are multiplied; nothing when it is by one for all.
func (r *reading) questionWeights(f *source.Fields) weights {
	if !f.Has("weights") {
		return nil
	}
	ws := r.weights(f, 10)
	for i := range ws {
		node := f.Get("weights").Items[i]
		if given := entry(node, "weight"); given != nil && isZero(given) {
			r.At(node, "poids : plus de 0 est attendu pour une question ; pour qu’elle ne compte pas, employez `scope`")
		}
	}
	if len(ws) == 1 {
		r.Warn(f.Get("weights"), "`weights` : un seul poids, le même pour tous ; changez plutôt les points")
	}
	return ws
}

// weights reads a list of weights from 0 to most, by territory.
func (r *reading) weights(f *source.Fields, most int64) weights {
	var out weights
	items := f.RequireList("weights")
	if len(items) > maxWeights {
		r.At(f.Get("weights"), "`weights` : %d poids au plus sont attendus", maxWeights)
	}
	for i, item := range items {
		w := r.Fields(item, "poids")
		value, _ := w.Number("weight", 0, most)
		w.Require("weight")
		entry := weight{value: value}
		when := w.Get("when")
		if when != nil {
			entry.when = r.condition(when, factsOnly)
		}
		if last := i == len(items)-1; last && when != nil {
			r.At(item, "poids : le dernier doit valoir pour tous, sans `when`")
		} else if !last && when == nil && item.Kind == source.Map {
			r.At(item, "poids : sans `when`, il vaut pour tous, et les suivants ne serviraient jamais ; mettez-le en dernier")
		}
		w.Done()
		out = append(out, entry)
	}
	return out
}

func isZero(n *source.Node) bool {
	value, readable := source.NumberOf(n)
	return readable && value.IsZero()
}
