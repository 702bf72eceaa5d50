package source

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tnl/app/exact"
	"tnl/app/typography"
)

// Fields reads the keys of one map. Each getter notes a fault for what is missing or of the wrong kind and
// gives a zero value then; Done notes the keys that nobody asked for.
type Fields struct {
	*Report
	Node  *Node
	what  string
	asked []string
	none  bool // there are no keys at all, which is told once
}

// Fields starts reading n, which what names in messages ("une question").
func (r *Report) Fields(n *Node, what string) *Fields {
	if n.Kind != Map {
		r.At(n, "%s : des clés sont attendues (`clé: valeur`), trouvé : %s", what, n.Describe())
		return &Fields{Report: r, Node: &Node{Kind: Map, Line: n.Line, Column: n.Column}, what: what, none: true}
	}
	return &Fields{Report: r, Node: n, what: what}
}

// Get gives the value of key, nil when it is absent.
func (f *Fields) Get(key string) *Node {
	f.asked = append(f.asked, key)
	for _, e := range f.Node.Entries {
		if e.Key.Text == key {
			return e.Value
		}
	}
	return nil
}

// Has tells whether key is there.
func (f *Fields) Has(key string) bool {
	f.asked = append(f.asked, key)
	for _, e := range f.Node.Entries {
		if e.Key.Text == key {
			return true
		}
	}
	return false
}

// Require gives the value of key, and notes a fault when it is absent.
func (f *Fields) Require(key string) *Node {
	n := f.Get(key)
	if n == nil && !f.none {
		f.At(f.Node, "%s : la clé `%s` manque", f.what, key)
	}
	return n
}

// Text gives an optional text, trimmed.
func (f *Fields) Text(key string) string {
	n := f.Get(key)
	if n == nil {
		return ""
	}
	if n.Kind == List || n.Kind == Map || n.Kind == Null {
		f.At(n, "`%s` : un texte est attendu, trouvé : %s", key, n.Describe())
		return ""
	}
	return strings.TrimSpace(n.Text)
}

// RequireText gives a text that must be there and not be empty.
func (f *Fields) RequireText(key string) string {
	n := f.Require(key)
	if n == nil {
		return ""
	}
	text := f.Text(key)
	if text == "" && n.Kind != List && n.Kind != Map && n.Kind != Null {
		f.At(n, "`%s` : ce texte ne peut pas être vide", key)
	}
	return text
}

// Prose is Text for what people read: French punctuation is kept with its word.
func (f *Fields) Prose(key string) string { return typography.French(f.Text(key)) }

// RequireProse is RequireText for what people read.
func (f *Fields) RequireProse(key string) string { return typography.French(f.RequireText(key)) }

var identifier = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// ID gives an identifier: lower-case letters, digits and hyphens.
func (f *Fields) ID(key string) string {
	text := f.RequireText(key)
	if text != "" && (f.Get(key).Kind != Text || !identifier.MatchString(text) || len(text) > 60) {
		f.At(f.Get(key), "`%s` : %s n’est pas un identifiant ; des minuscules sans accent, des chiffres et des traits d’union (60 au plus) sont attendus", key, f.Get(key).Describe())
		return ""
	}
	return text
}

// Bool gives an optional true or false.
func (f *Fields) Bool(key string) bool {
	n := f.Get(key)
	if n == nil {
		return false
	}
	if n.Kind != Bool {
		f.At(n, "`%s` : true (oui) ou false (non) est attendu, trouvé : %s", key, n.Describe())
	}
	return n.Kind == Bool && strings.EqualFold(n.Text, "true")
}

// Int gives an optional whole number between least and most.
func (f *Fields) Int(key string, least, most int) (value int, given bool) {
	n := f.Get(key)
	if n == nil {
		return 0, false
	}
	value, err := strconv.Atoi(n.Text)
	if n.Kind != Number || err != nil || value < least || value > most {
		f.At(n, "`%s` : un nombre entier de %d à %d est attendu, trouvé : %s", key, least, most, n.Describe())
		return 0, false
	}
	return value, true
}

// maxPlaces bounds the decimals of a number, so that it is shown as it is, never cut.
const maxPlaces = 2

// Number gives an optional number between least and most.
func (f *Fields) Number(key string, least, most int64) (value exact.Ratio, given bool) {
	n := f.Get(key)
	if n == nil {
		return exact.Ratio{}, false
	}
	value, ok := NumberOf(n)
	if !ok || value.Less(exact.Int(least)) || exact.Int(most).Less(value) || !value.HasPlaces(maxPlaces) {
		f.At(n, "`%s` : un nombre de %d à %d, avec %d décimales au plus, est attendu, trouvé : %s", key, least, most, maxPlaces, n.Describe())
		return exact.Ratio{}, false
	}
	return value, true
}

// NumberOf gives the number that n holds.
func NumberOf(n *Node) (exact.Ratio, bool) {
	if n.Kind != Number {
		return exact.Ratio{}, false
	}
	value, err := exact.Parse(n.Text)
	return value, err == nil
}

// List gives the items of an optional list.
func (f *Fields) List(key string) []*Node {
	n := f.Get(key)
	if n == nil {
		return nil
	}
	if n.Kind != List {
		f.At(n, "`%s` : une liste est attendue (une ligne par élément, précédée d’un tiret), trouvé : %s", key, n.Describe())
		return nil
	}
	return n.Items
}

// RequireList gives the items of a list that must hold at least one.
func (f *Fields) RequireList(key string) []*Node {
	n := f.Require(key)
	if n == nil {
		return nil
	}
	items := f.List(key)
	if n.Kind == List && len(items) == 0 {
		f.At(n, "`%s` : la liste est vide", key)
	}
	return items
}

// Texts gives an optional list of texts; a single text stands for a list of one.
func (f *Fields) Texts(key string) []string {
	n := f.Get(key)
	if n == nil {
		return nil
	}
	items := n.Items
	if n.Kind != List {
		items = []*Node{n}
	}
	var out []string
	for _, item := range items {
		if item.Kind == List || item.Kind == Map || item.Kind == Null {
			f.At(item, "`%s` : un texte est attendu, trouvé : %s", key, item.Describe())
			continue
		}
		out = append(out, strings.TrimSpace(item.Text))
	}
	return out
}

// Done notes every key that was never asked for, with the nearest one that exists.
func (f *Fields) Done() {
	for _, e := range f.Node.Entries {
		known := false
		for _, key := range f.asked {
			known = known || key == e.Key.Text
		}
		switch {
		case known:
		case e.Value.Kind == Null && strings.ContainsAny(e.Key.Text, " ’'éèêàùç"):
			f.At(e.Key, "%s : « %s » n’est pas une clé ; un texte qui contient une virgule se met entre guillemets droits", f.what, Short(e.Key.Text))
		default:
			f.At(e.Key, "%s : clé inconnue `%s`%s", f.what, Short(e.Key.Text), Suggest(e.Key.Text, f.asked))
		}
		if f.Full() {
			return
		}
	}
}

// Misspelt is Done where other keys than those asked for may be right: only those that are near one of them are told.
func (f *Fields) Misspelt() {
	for _, e := range f.Node.Entries {
		if near := Suggest(e.Key.Text, f.asked); strings.Contains(near, "vouliez-vous") && !slices.Contains(f.asked, e.Key.Text) {
			f.At(e.Key, "%s : clé inconnue `%s`%s", f.what, Short(e.Key.Text), near)
		}
	}
}

// maxKnown bounds how many words Suggest compares: more would cost, and suggest anything.
const maxKnown = 500

// Suggest words the nearest of known to word, ", vouliez-vous `x` ?", or lists them when none is near.
func Suggest(word string, known []string) string {
	if len(known) > maxKnown {
		return ""
	}
	best, distance := "", 1+len(word)/3
	for _, k := range known {
		if d := edits(word, k, distance); d <= distance && (best == "" || d < distance) {
			best, distance = k, d
		}
	}
	if best != "" {
		return fmt.Sprintf(", vouliez-vous `%s` ?", best)
	}
	if len(known) > 0 && len(known) <= 25 {
		return " ; attendu : " + strings.Join(unique(known), ", ")
	}
	return ""
}

func unique(words []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// edits is the Levenshtein distance between a and b, or more than limit when it exceeds it.
func edits(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal, row[j] = row[j], min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
