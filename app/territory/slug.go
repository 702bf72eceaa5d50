package territory

import (
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// longestSlug leaves room for a suffix within what address bars show.
const longestSlug = 80

// Slug makes an address of a name and what tells the body apart: « lyon-69123 ».
func Slug(name, mark string) string {
	var words []string
	length := len(mark)
	for _, word := range strings.Fields(ascii7(Fold(name))) {
		if length += len(word) + 1; length > longestSlug {
			break
		}
		words = append(words, word)
	}
	if mark != "" {
		words = append(words, strings.ToLower(mark))
	}
	if len(words) == 0 {
		return "territoire"
	}
	return strings.Join(words, "-")
}

// ascii7 drops letters that an address would show as percent signs.
func ascii7(folded string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x80 {
			return -1
		}
		return r
	}, folded)
}

// freeSlug gives wanted, or wanted with the first number that no territory has: « mairie-2 ».
func freeSlug(tx *gorm.DB, wanted string) (string, error) {
	var taken []string
	err := tx.Model(&Territory{}).Where("slug = ? OR slug LIKE ?", wanted, wanted+"-%").Pluck("slug", &taken).Error
	if err != nil {
		return "", fmt.Errorf("finding a free address: %w", err)
	}
	known := map[string]bool{}
	for _, slug := range taken {
		known[slug] = true
	}
	free := wanted
	for number := 2; known[free]; number++ {
		free = fmt.Sprintf("%s-%d", wanted, number)
	}
	return free, nil
}
