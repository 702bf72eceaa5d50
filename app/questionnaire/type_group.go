package questionnaire

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

func init() {
	register(Type{Name: "group", Read: readGroup, Keys: []Key{
		{Name: "item", Is: textShape().about("Comment s’appelle un élément : initiative, logiciel.")},
		{Name: "max_items", Is: intShape(1, maxItems).about("Nombre d’éléments au plus ; 10 si rien n’est dit.")},
		{Name: "points_per_item", Is: numberShape(0, maxPoints).about("Ce que vaut chaque élément.")},
		capKey(),
		{Name: "fields", Required: true, Is: listShape(1, groupFieldShape()).about("Les champs d’un élément, dans l’ordre.")},
	}})
}

// group asks for a list of things, each described by the same few fields: initiatives, software. Each thing
// whose required fields are filled is worth its points, up to a cap. Its value is a list of items.
// In JSON it is a list of objects: [{"name": "LibreOffice", "share": 80}].
type group struct {
	item   string // what one of them is called: "logiciel"
	fields []field
	most   int         // items
	points exact.Ratio // of a complete item
	cap    exact.Ratio // 0 when there is none
}

// field is one of the things asked of each item. Its spec never yields points.
type field struct {
	id, label, help string
	kind            string // its type
	required        bool
	spec            Spec
}

// item holds a value for each field, nil where there is none. One field at least has one.
type item []Value

// fieldTypes are the types that a field may have: those that fit in a line and yield nothing by themselves.
var fieldTypes = []string{"short_text", "choice", "yes_no", "percentage", "number", "date", "link"}

// Bounds of a group, so that its form stays one that people fill.
const (
	maxItems  = 30
	maxFields = 8
)

func readGroup(f *source.Fields) Spec {
	g := &group{item: f.Prose("item"), most: 10}
	if g.item == "" {
		g.item = "élément"
	}
	if most, given := f.Int("max_items", 1, maxItems); given {
		g.most = most
	}
	g.points, _ = f.Number("points_per_item", 0, maxPoints)
	most, given := f.Number("cap", 0, maxPoints)
	whole := g.points.Mul(exact.Int(int64(g.most)))
	switch {
	case given && g.points.IsZero():
		f.At(f.Get("cap"), "`cap` : la clé `points_per_item` manque, elle dit ce que vaut chaque élément")
	case given && most.IsZero():
		f.At(f.Get("cap"), "`cap` : plus de 0 point est attendu ; sans limite, retirez cette clé")
	case given && whole.Less(most):
		f.Warn(f.Get("cap"), "`cap` : %s dépasse ce que valent %d éléments (%s), il ne sera jamais atteint", most.Decimal(2), g.most, whole.Decimal(2))
	}
	g.cap = most
	for _, node := range f.RequireList("fields") {
		g.fields = append(g.fields, g.readField(f.Report, node))
	}
	if len(g.fields) > maxFields {
		f.At(f.Get("fields"), "`fields` : %d champs au plus sont attendus", maxFields)
	}
	return g
}

func (g *group) readField(r *source.Report, node *source.Node) field {
	f := r.Fields(node, "champ")
	one := field{id: f.ID("id"), label: f.RequireProse("label"), help: f.Prose("help"), kind: f.RequireText("type"), required: f.Bool("required"), spec: unread{}}
	if one.id != "" && g.index(one.id) >= 0 {
		r.At(f.Get("id"), "champ : l’identifiant `%s` est déjà pris dans cette question", one.id)
	}
	if !slices.Contains(fieldTypes, one.kind) {
		if one.kind != "" {
			r.At(f.Get("type"), "champ : le type `%s` n’est pas possible dans un groupe%s", source.Short(one.kind), source.Suggest(one.kind, fieldTypes))
		}
		return one // its own keys cannot be told from faults
	}
	one.spec = types[one.kind].Read(f)
	f.Done()
	if !one.spec.Max().IsZero() {
		r.At(node, "champ : il ne peut pas rapporter de points ; c’est l’élément qui en vaut, par `points_per_item`")
	}
	return one
}

func (g *group) index(id string) int {
	return slices.IndexFunc(g.fields, func(f field) bool { return f.id == id })
}

func (g *group) ids() []string {
	ids := make([]string, len(g.fields))
	for i, f := range g.fields {
		ids[i] = f.id
	}
	return ids
}

func (g *group) capped(sum exact.Ratio) exact.Ratio {
	if g.cap.IsZero() {
		return sum
	}
	return exact.Min(sum, g.cap)
}

func (g *group) worth(complete int) exact.Ratio { return g.points.Mul(exact.Int(int64(complete))) }

func (g *group) Max() exact.Ratio { return g.capped(g.worth(g.most)) }

// complete tells whether an item has all its required fields.
func (g *group) complete(one item) bool {
	for i, f := range g.fields {
		if f.required && one[i] == nil {
			return false
		}
	}
	return true
}

func (g *group) count(items []item) int {
	n := 0
	for _, one := range items {
		if g.complete(one) {
			n++
		}
	}
	return n
}

// title names the item at place i, from 0, as the form does: "Logiciel 1".
func (g *group) title(i int) string {
	words := sentence(errors.New(g.item))
	return fmt.Sprintf("%s\u00a0%d", strings.TrimSuffix(words, "."), i+1)
}

// maxTold bounds how many faults are told of one list.
const maxTold = 20

// Parse leaves out items that say nothing; a form has empty ones.
func (g *group) Parse(raw any) (Value, error) {
	list, ok := raw.([]any)
	if !ok {
		return nil, fmt.Errorf("une liste est attendue, chaque élément avec ses champs : %s", strings.Join(g.ids(), ", "))
	}
	var items []item
	var faults partFaults
	for i, one := range list {
		if one == nil {
			continue
		}
		read, wrong := g.parseItem(i, one)
		if faults = append(faults, wrong...); len(faults) >= maxTold {
			return nil, faults[:maxTold]
		}
		if read != nil {
			items = append(items, read)
		}
		if len(items) > g.most {
			return nil, fmt.Errorf("%d éléments au plus sont attendus", g.most)
		}
	}
	switch {
	case len(faults) > 0:
		return nil, faults
	case len(items) == 0:
		return nil, errors.New("décrivez au moins un élément")
	}
	return items, nil
}

// parseItem gives nil for an item that says nothing.
func (g *group) parseItem(i int, raw any) (item, partFaults) {
	place := fmt.Sprint(i)
	given, ok := raw.(map[string]any)
	if !ok {
		return nil, partFaults{{place, g.title(i), fmt.Errorf("des champs sont attendus : %s", strings.Join(g.ids(), ", "))}}
	}
	for _, id := range slices.Sorted(maps.Keys(given)) {
		if g.index(id) < 0 {
			return nil, partFaults{{place, g.title(i), fmt.Errorf("champ inconnu %s%s", quote(source.Short(id)), source.Suggest(id, g.ids()))}}
		}
	}
	var faults partFaults
	out, empty := make(item, len(g.fields)), true
	for at, f := range g.fields {
		if given[f.id] == nil {
			continue
		}
		v, err := f.spec.Parse(given[f.id])
		if err != nil {
			faults = append(faults, partFault{place + "." + f.id, g.title(i) + ", " + quote(f.label), err})
			continue
		}
		out[at], empty = v, false
	}
	if empty {
		out = nil
	}
	return out, faults
}

func (g *group) Raw(v Value) any {
	var list []any
	for _, one := range v.([]item) {
		object := map[string]any{}
		for i, f := range g.fields {
			if one[i] != nil {
				object[f.id] = f.spec.Raw(one[i])
			}
		}
		list = append(list, object)
	}
	return list
}

func (g *group) Points(v Value) exact.Ratio { return g.capped(g.worth(g.count(v.([]item)))) }

func (g *group) Reason(v Value) string {
	if g.points.IsZero() {
		return "Cette liste est lue par le jury, elle n’est pas notée."
	}
	items := v.([]item)
	complete := g.count(items)
	word := "élément complet"
	if complete > 1 {
		word = "éléments complets"
	}
	sum := g.worth(complete)
	text := fmt.Sprintf("%d %s × %s : %s", complete, word, g.points.Decimal(2), countPoints(sum))
	if g.capped(sum).Less(sum) {
		text += fmt.Sprintf(", ramenés à la limite de %s", g.cap.Decimal(2))
	}
	switch left := len(items) - complete; {
	case left == 1:
		text += " ; 1 élément incomplet ne compte pas"
	case left > 1:
		text += fmt.Sprintf(" ; %d éléments incomplets ne comptent pas", left)
	}
	return text + "."
}

func (g *group) Show(v Value) string {
	var lines []string
	for _, one := range v.([]item) {
		var parts []string
		for i, f := range g.fields {
			if one[i] != nil {
				parts = append(parts, f.label+" : "+f.spec.Show(one[i]))
			}
		}
		lines = append(lines, strings.Join(parts, ", "))
	}
	return strings.Join(lines, " ; ")
}

// AtLeast tests the number of complete items.
func (g *group) AtLeast(least exact.Ratio) (Test, error) {
	if most := exact.Int(int64(g.most)); most.Less(least) {
		return Test{}, fmt.Errorf("`at_least` dépasse le nombre d’éléments de cette question (%d au plus)", g.most)
	}
	return Test{Match: func(v Value) bool { return !exact.Int(int64(g.count(v.([]item)))).Less(least) }, Upward: true}, nil
}
