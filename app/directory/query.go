package directory

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tnl/app/award"
	"tnl/app/territory"
)

// Query is what a visitor looks for; the zero value finds everything.
type Query struct {
	// Text is a name, a postal code, an INSEE code, a SIREN or a SIRET, or beginnings of the words of a name. Names that
	// a territory had in its awards, or in the last years, find it too.
	Text string
	// Year is that of an edition; 0 for all, with each territory's latest award.
	Year int
	// MinLevel keeps the levels at or above it on the scale of five; 0 and 1 keep everything.
	MinLevel int
	// Level keeps one level alone, by its Key.
	Level      string
	Kind       territory.Kind
	Department string // code
	Region     string // code
	Band       string // of population, by its Key
	// Mention keeps the territories that were given it, in the edition of Year or in any, by its Key.
	Mention string
	// Software keeps the territories whose published inventory has it, by its slug.
	Software string
	Order    Order
	Page     int // from 1; what is outside the list is brought back into it
}

// Order is how a list is sorted; the zero value puts the highest levels first. Names settle what is left.
type Order string

const (
	ByLevel      Order = ""
	ByName       Order = "nom"
	ByPopulation Order = "population" // the most populated first
	ByDate       Order = "recent"     // the latest award first
	ByAwards     Order = "labels"     // the most often awarded first
)

// usualLevels is the number of levels of the usual scale.
const usualLevels = 5

// Key names a level in an address: « 3 » on the usual scale, « argent », « 2-sur-3 », « non-publie ».
func (l Level) Key() string {
	switch {
	case l.Unknown():
		return "non-publie"
	case l.Title != "" && (l.Number == 0 || l.Named):
		return key(l.Title)
	case l.Usual():
		return strconv.Itoa(l.Number)
	}
	return strconv.Itoa(l.Number) + "-sur-" + strconv.Itoa(l.Count)
}

// Usual tells whether the level is one of the label's scale of five.
func (l Level) Usual() bool { return l.Number > 0 && l.Count == usualLevels && !l.Named }

// reaches tells whether the level is at or above one of the scale of five.
func (l Level) reaches(level int) bool { return l.Number*usualLevels >= level*l.Count }

// height orders levels of different scales; 0 for what has no place on one.
func (l Level) height() int {
	if l.Number == 0 {
		return 0
	}
	return l.Number * 60 / l.Count
}

// MentionKey names a mention in an address.
func MentionKey(m award.Mention) string { return key(m.Name()) }

func key(text string) string { return strings.ReplaceAll(territory.Fold(text), " ", "-") }

// Band is a range of population.
type Band struct {
	Key  string
	From int // inhabitants
	To   int // the last included; 0 when there is no end
}

// Bands lists the ranges of population, the smallest first. From 3 500 inhabitants the law has a commune open its
// data (code des relations entre le public et l’administration, article L312-1-1).
func Bands() []Band { return slices.Clone(bands) }

var bands = []Band{
	{"moins-de-1000", 0, 999}, {"1000-3499", 1000, 3499}, {"3500-9999", 3500, 9999}, {"10000-49999", 10_000, 49_999},
	{"50000-199999", 50_000, 199_999}, {"200000-ou-plus", 200_000, 0},
}

// bandOf gives the key of the range of a population, empty when it is not known.
func bandOf(population *int) string {
	if population == nil {
		return ""
	}
	at, exact := slices.BinarySearchFunc(bands, *population, func(b Band, n int) int { return cmp.Compare(b.From, n) })
	if !exact {
		at--
	}
	return bands[max(at, 0)].Key
}

func inhabitants(h *holder) int {
	if h.Population == nil {
		return -1
	}
	return *h.Population
}
