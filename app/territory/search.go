package territory

import (
	"cmp"
	"slices"
	"strings"
)

// A longer query is no name: refusing it bounds the work.
const longestQuery = 200

// Search finds at most limit bodies by the beginnings of words of their names, all of which must be there, or by a
// postal code, an INSEE code or a SIREN. A department's or postal code may go with words: « saint-denis 93 ».
// A name typed whole comes first, then names that begin with what was typed, then the most populated.
func (r *Reference) Search(query string, limit int) []Body {
	if limit < 1 || len(query) > longestQuery {
		return nil
	}
	if code := strings.ToUpper(strings.Join(strings.Fields(query), "")); code != "" && strings.Trim(code, "0123456789AB") == "" && code[0] <= '9' {
		return r.bodies(r.byCode(code), limit)
	}
	q := r.parse(query)
	if len(q.words) == 0 {
		return nil
	}
	best := make([]hit, 0, limit+1)
	for number := range r.rows {
		row := &r.rows[number]
		if !row.governed {
			continue
		}
		words := r.wordsOf(number)
		if !q.matches(r, row, number, words) {
			continue
		}
		found := hit{number, q.rank(words), row.population}
		if len(best) == limit && compareHits(found, best[limit-1]) > 0 {
			continue
		}
		at, _ := slices.BinarySearchFunc(best, found, compareHits)
		best = slices.Insert(best, at, found)
		best = best[:min(len(best), limit)]
	}
	return r.bodies(best, limit)
}

type hit struct {
	row        int
	rank       int // 0 whole name, 1 beginning of it, 2 words in it
	population int32
}

func compareHits(a, b hit) int {
	return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.population, a.population), cmp.Compare(a.row, b.row))
}

func (r *Reference) bodies(hits []hit, limit int) []Body {
	var out []Body
	for _, hit := range hits[:min(len(hits), limit)] {
		out = append(out, r.body(hit.row))
	}
	return out
}

// byCode finds what has that code: a commune's INSEE code, a postal code, a department's or region's, a SIREN or the
// beginning of a SIRET.
func (r *Reference) byCode(code string) []hit {
	var numbers []int
	switch len(code) {
	case 9, 14:
		numbers = r.sirens.find(code[:9])
	case 5:
		numbers = slices.Concat(r.postal.find(code), r.exactly(Commune, code))
	case 2, 3:
		numbers = slices.Concat(r.exactly(Department, code), r.exactly(Region, code))
	}
	slices.Sort(numbers)
	var hits []hit
	for _, number := range slices.Compact(numbers) {
		hits = append(hits, hit{row: number, population: r.rows[number].population})
	}
	slices.SortFunc(hits, compareHits)
	return hits
}

func (r *Reference) wordsOf(number int) string {
	end := len(r.words)
	if number+1 < len(r.rows) {
		end = int(r.rows[number+1].words)
	}
	return r.words[r.rows[number].words:end]
}

// question is a query made ready.
type question struct {
	words       [][]string // for each word, the beginnings that will do, each after a space
	whole       []string   // the query as one beginning of a name
	departments []uint8
	postal      map[int]bool // rows with the postal code asked for
}

func (r *Reference) parse(query string) question {
	var q question
	var plain []string
	for _, word := range strings.Fields(spaced(query)) {
		if word[0] <= '9' {
			code := strings.ToUpper(word)
			if i, found := r.departmentIndex(code); found {
				q.departments = append(q.departments, uint8(i))
				continue
			}
			if rows := r.postal.find(code); len(code) == 5 && len(rows) > 0 {
				q.postal = map[int]bool{}
				for _, number := range rows {
					q.postal[number] = true
				}
				continue
			}
		}
		plain = append(plain, word)
		forms := []string{" " + word}
		if full, found := abbreviations[word]; found {
			// « st » is Saint, or the beginning of Strasbourg.
			forms = append(forms, " "+full)
		}
		if !slices.ContainsFunc(q.words, func(known []string) bool { return known[0] == forms[0] }) {
			q.words = append(q.words, forms)
		}
	}
	text := strings.Join(plain, " ")
	q.whole = []string{"| " + text}
	if folded := Fold(text); folded != text {
		q.whole = append(q.whole, "| "+folded)
	}
	// The longest word is the rarest: most rows are left at the first comparison.
	slices.SortStableFunc(q.words, func(a, b []string) int { return cmp.Compare(len(b[0]), len(a[0])) })
	return q
}

func (q *question) matches(r *Reference, row *row, number int, words string) bool {
	for _, forms := range q.words {
		if !containsAny(words, forms) {
			return false
		}
	}
	if len(q.departments) > 0 && !slices.Contains(q.departments, row.department) {
		return false
	}
	return q.postal == nil || q.postal[number]
}

func (q *question) rank(words string) int {
	rank := 2
	for _, whole := range q.whole {
		for rest := words; ; {
			at := strings.Index(rest, whole)
			if at < 0 {
				break
			}
			rest = rest[at+len(whole):]
			if rest[0] == '|' {
				return 0
			}
			rank = 1
		}
	}
	return rank
}

func containsAny(words string, forms []string) bool {
	for _, form := range forms {
		if strings.Contains(words, form) {
			return true
		}
	}
	return false
}
