package questionnaire

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"tnl/app/exact"
	"tnl/app/questionnaire/source"
)

func init() {
	register(Type{Name: "matrix", Read: readMatrix, Keys: []Key{
		{Name: "rows", Required: true, Is: listShape(1, object(
			Key{"id", true, idShape().about("Identifiant de la ligne, unique dans la question.")},
			Key{"label", true, textShape().about("Ce que lit le candidat.")},
			Key{"help", false, textShape().about("Précision sous la ligne.")},
		)).about("Les lignes, dans l’ordre.")},
		optionsKey(false), capKey(),
	}})
}

// matrix asks the same choice of each of its rows; the points of the rows add up, with an optional cap.
// Its value is a grid. In JSON it is an object: {"bureau": "libre", "web": "mixte"}.
type matrix struct {
	options
	rows []Row
	cap  exact.Ratio // 0 when there is none
}

// grid holds, for each row, the index of its option, or none. One row at least has one.
type grid []int

const none = -1

// Row is one of the things that a matrix asks about.
type Row struct{ ID, Label, Help string }

// MatrixInput is what the template of a matrix shows.
type MatrixInput struct {
	Columns []OptionInput
	Rows    []MatrixRow
	Rule    string // how the choices become points, "" when they do not
}

// MatrixRow is a row with its field's name, and its options as they stand.
type MatrixRow struct {
	Row
	Name    string
	Options []OptionInput
}

func readMatrix(f *source.Fields) Spec {
	m := &matrix{options: readOptions(f, false)}
	seen := map[string]bool{}
	for _, node := range f.RequireList("rows") {
		r := f.Report.Fields(node, "ligne")
		row := Row{ID: r.ID("id"), Label: r.RequireProse("label"), Help: r.Prose("help")}
		r.Done()
		if seen[row.ID] && row.ID != "" {
			f.At(node, "ligne : l’identifiant `%s` est déjà pris dans cette question", row.ID)
		}
		seen[row.ID] = true
		m.rows = append(m.rows, row)
	}
	most, given := f.Number("cap", 0, maxPoints)
	whole := m.whole()
	switch {
	case given && most.IsZero():
		f.At(f.Get("cap"), "`cap` : plus de 0 point est attendu ; sans limite, retirez cette clé")
	case given && whole.Less(most):
		f.Warn(f.Get("cap"), "`cap` : %s dépasse la somme des lignes (%s), il ne sera jamais atteint", most.Decimal(2), whole.Decimal(2))
	}
	m.cap = most
	return m
}

// whole is what the best option in every row adds up to.
func (m *matrix) whole() exact.Ratio {
	best := (&choice{m.options}).Max()
	return best.Mul(exact.Int(int64(len(m.rows))))
}

func (m *matrix) capped(sum exact.Ratio) exact.Ratio {
	if m.cap.IsZero() {
		return sum
	}
	return exact.Min(sum, m.cap)
}

func (m *matrix) sum(g grid) exact.Ratio {
	var sum exact.Ratio
	for _, i := range g {
		if i != none {
			sum = sum.Add(m.options[i].Points)
		}
	}
	return sum
}

func (m *matrix) Max() exact.Ratio { return m.capped(m.whole()) }

func (m *matrix) rowIDs() []string {
	ids := make([]string, len(m.rows))
	for i, row := range m.rows {
		ids[i] = row.ID
	}
	return ids
}

func (m *matrix) Parse(raw any) (Value, error) {
	given, ok := raw.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("un choix par ligne est attendu, sous la forme `ligne: choix` ; les lignes sont : %s", list(m.rowIDs()))
	}
	g := slices.Repeat(grid{none}, len(m.rows))
	empty := true
	for _, id := range slices.Sorted(maps.Keys(given)) {
		row := slices.IndexFunc(m.rows, func(r Row) bool { return r.ID == id })
		if row < 0 {
			return nil, fmt.Errorf("ligne inconnue %s%s", quote(source.Short(id)), source.Suggest(id, m.rowIDs()))
		}
		if given[id] == nil {
			continue
		}
		v, err := (&choice{m.options}).Parse(given[id])
		if err != nil {
			return nil, fmt.Errorf("%s : %w", quote(m.rows[row].Label), err)
		}
		g[row], empty = v.(int), false
	}
	if empty {
		return nil, errors.New("choisissez une réponse dans une ligne au moins")
	}
	return g, nil
}

func (m *matrix) Raw(v Value) any {
	out := map[string]any{}
	for row, i := range v.(grid) {
		if i != none {
			out[m.rows[row].ID] = m.options[i].ID
		}
	}
	return out
}

// field names the field of a row; the word between keeps clear of what stands beside a value.
func (m *matrix) field(name string, row Row) string { return name + ".row." + row.ID }

func (m *matrix) FromForm(f url.Values, name string) any {
	out := map[string]any{}
	for _, row := range m.rows {
		if id := f.Get(m.field(name, row)); id != "" {
			out[row.ID] = id
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (m *matrix) ToForm(v Value, name string) url.Values {
	out := url.Values{}
	for row, i := range v.(grid) {
		if i != none {
			out.Set(m.field(name, m.rows[row]), m.options[i].ID)
		}
	}
	return out
}

func (m *matrix) Input(f url.Values, name string) any {
	in := MatrixInput{Columns: m.inputs(func(string) bool { return false })}
	for _, row := range m.rows {
		field := m.field(name, row)
		in.Rows = append(in.Rows, MatrixRow{Row: row, Name: field, Options: m.inputs(func(id string) bool { return f.Get(field) == id })})
	}
	in.Rule = m.rule()
	return in
}

func (m *matrix) rule() string {
	switch {
	case !m.scored():
		return ""
	case m.cap.IsZero():
		return "Les points des lignes s’additionnent."
	}
	return fmt.Sprintf("Les points des lignes s’additionnent, dans la limite de %s.", countPoints(m.cap))
}

func (m *matrix) Terms() Terms {
	labels := make([]string, len(m.rows))
	for i, row := range m.rows {
		labels[i] = row.Label
	}
	return Terms{strings.TrimSpace("Une réponse pour chacun : " + list(labels) + ". " + m.rule()), m.terms()}
}

func (m *matrix) Points(v Value) exact.Ratio { return m.capped(m.sum(v.(grid))) }

func (m *matrix) Reason(v Value) string {
	if !m.scored() {
		return "Ces réponses sont lues par le jury, elles ne sont pas notées."
	}
	var parts []string
	for row, i := range v.(grid) {
		if i != none {
			parts = append(parts, fmt.Sprintf("%s, %s (%s)", m.rows[row].Label, quote(m.options[i].Label), m.options[i].Points.Decimal(2)))
		}
	}
	sum := m.sum(v.(grid))
	text := fmt.Sprintf("%s : %s", strings.Join(parts, " + "), countPoints(sum))
	if got := m.capped(sum); got.Less(sum) {
		return fmt.Sprintf("%s, ramenés à la limite de %s.", text, m.cap.Decimal(2))
	}
	return text + "."
}

func (m *matrix) Show(v Value) string {
	var parts []string
	for row, i := range v.(grid) {
		if i != none {
			parts = append(parts, m.rows[row].Label+" : "+m.options[i].Label)
		}
	}
	return strings.Join(parts, " ; ")
}

func (m *matrix) Better(v Value) []Value {
	best := 0
	for i, o := range m.options {
		if m.options[best].Points.Less(o.Points) {
			best = i
		}
	}
	now := slices.Repeat(grid{none}, len(m.rows))
	if v != nil {
		now = v.(grid)
	}
	var free []int
	var gains []exact.Ratio
	for row, i := range now {
		var worth exact.Ratio
		if i != none {
			worth = m.options[i].Points
		}
		if i == none || worth.Less(m.options[best].Points) {
			free, gains = append(free, row), append(gains, m.options[best].Points.Sub(worth))
		}
	}
	var out []Value
	for _, places := range additions(gains, m.Max().Sub(m.capped(m.sum(now)))) {
		g := slices.Clone(now)
		for _, p := range places {
			g[free[p]] = best
		}
		out = append(out, g)
	}
	return out
}

func (m *matrix) Change(from, to Value) string {
	var parts []string
	for row, i := range to.(grid) {
		if i != none && (from == nil || from.(grid)[row] != i) {
			parts = append(parts, fmt.Sprintf("%s pour %s", quote(m.options[i].Label), quote(m.rows[row].Label)))
		}
	}
	return "Répondez " + list(parts)
}

func (m *matrix) Compare(before, after Value) Evolution {
	worth := func(i int) (points exact.Ratio) {
		if i != none {
			points = m.options[i].Points
		}
		return points
	}
	label := func(i int) string {
		if i == none {
			return "sans réponse"
		}
		return quote(m.options[i].Label)
	}
	var parts []string
	up, down := 0, 0
	for row, was := range before.(grid) {
		is := after.(grid)[row]
		if was == is {
			continue
		}
		parts = append(parts, fmt.Sprintf("%s : %s puis %s", m.rows[row].Label, label(was), label(is)))
		switch worth(was).Cmp(worth(is)) {
		case -1:
			up++
		case 1:
			down++
		}
	}
	e := Evolution{Direction: Other, Words: strings.Join(parts, " ; ")}
	switch {
	case up > 0 && down == 0:
		e.Direction = Better
	case down > 0 && up == 0:
		e.Direction = Worse
	}
	return e
}
