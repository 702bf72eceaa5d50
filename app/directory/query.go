package directory

import (
	"strings"

	"gorm.io/gorm"

	"tnl/app/database"
	"tnl/app/territory"
)

// Query is what a visitor looks for; the zero value finds everything.
type Query struct {
	// Text is a name, a postal code, an INSEE code or a SIREN, or beginnings of the words of a name.
	Text string
	// Year is that of an edition; 0 for all, with each territory's latest award.
	Year int
	// MinLevel keeps the levels at or above it on the scale of five; 0 and 1 keep everything.
	MinLevel   int
	Kind       territory.Kind
	Department string // code
	Region     string // code
	Page       int    // from 1; what is outside the list is brought back into it
}

// isLatest keeps the last visible award of each territory; on both engines it costs less than ranking them all.
const isLatest = `NOT EXISTS (SELECT 1 FROM awards later JOIN editions f ON f.id = later.edition_id AND f.published_at IS NOT NULL
	WHERE later.territory_id = a.territory_id AND later.withdrawn_at IS NULL AND f.year > e.year)`

// Bounds of what is looked for: a longer text is no name.
const (
	longestText = 200
	mostWords   = 8
	usualLevels = 5
)

// shown is the award that a list shows of each territory that q finds, as « a », with its territory as « t » and its
// edition as « e ».
func (q Query) shown(tx *gorm.DB) *gorm.DB {
	found := visible(tx).Joins("JOIN territories t ON t.id = a.territory_id")
	if q.Year != 0 {
		found = found.Where("e.year = ?", q.Year)
	} else {
		found = found.Where(isLatest)
	}
	if q.MinLevel > 1 {
		found = found.Where("a.level * ? >= ? * a.level_count", usualLevels, q.MinLevel)
	}
	if q.Kind != "" {
		found = found.Where("t.kind = ?", q.Kind)
	}
	if q.Department != "" {
		found = found.Where("t.department = ?", q.Department)
	}
	if q.Region != "" {
		found = found.Where("t.region = ?", q.Region)
	}
	return q.matching(found)
}

// matching keeps the territories that the text means.
func (q Query) matching(tx *gorm.DB) *gorm.DB {
	text := q.Text
	if len(text) > longestText {
		text = text[:longestText]
	}
	folded := territory.Fold(strings.ToValidUTF8(text, " "))
	if folded == "" {
		if strings.TrimSpace(text) != "" {
			return tx.Where("1 = 0") // signs that no name has
		}
		return tx
	}
	joined := strings.ReplaceAll(folded, " ", "")
	if siren, whole := sirenOf(joined); whole {
		return tx.Where("t.siren = ?", siren)
	}
	words := strings.Fields(folded)
	if len(words) > mostWords {
		words = words[:mostWords]
	}
	var conditions []string
	var values []any
	for _, word := range words {
		condition, more := matchingWord(word)
		conditions = append(conditions, condition)
		values = append(values, more...)
	}
	// « lhay les roses » is how many type L’Haÿ-les-Roses.
	return tx.Where("(("+strings.Join(conditions, " AND ")+`) OR REPLACE(t.name_folded, ' ', '') LIKE ? ESCAPE '\')`,
		append(values, strings.TrimPrefix(database.Contains(joined), "%"))...)
}

// sirenOf gives the SIREN of a text made of the digits of a SIREN or of a SIRET.
func sirenOf(joined string) (siren string, whole bool) {
	if (len(joined) == 9 || len(joined) == 14) && strings.Trim(joined, "0123456789") == "" {
		return joined[:9], true
	}
	return "", false
}

// matchingWord finds a word at the beginning of a word of the name, or as a code when it has the shape of one.
func matchingWord(word string) (condition string, values []any) {
	condition, values = `' ' || t.name_folded LIKE ? ESCAPE '\'`, []any{strings.Replace(database.Contains(word), "%", "% ", 1)}
	if word[0] < '0' || word[0] > '9' {
		return condition, values
	}
	code := strings.ToUpper(word)
	return "(" + condition + ` OR t.department = ? OR t.code = ? OR ' ' || t.postal_codes LIKE ? ESCAPE '\')`,
		append(values, code, code, strings.Replace(database.Contains(code), "%", "% ", 1))
}
