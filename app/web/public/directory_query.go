package public

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tnl/app/directory"
	"tnl/app/territory"
	"tnl/app/web/page"
)

const directoryPath = "/annuaire"

// longestSearch is the most that is kept of what was typed in the search field.
const longestSearch = 100

// longestKey is more than any value of a filter has.
const longestKey = 80

// orders are what a list may be sorted by, as they are shown.
var orders = []struct {
	order directory.Order
	label string
}{
	{directory.ByLevel, "niveau"}, {directory.ByName, "nom"}, {directory.ByPopulation, "population"},
	{directory.ByDate, "dernier label"}, {directory.ByAwards, "nombre de labels"},
}

// readQuery makes a query of an address: what it cannot mean is left aside.
func readQuery(reference *territory.Reference, values url.Values) directory.Query {
	q := directory.Query{
		Text: cleanText(values.Get("q"), longestSearch), Level: cleanKey(values.Get("niveau-exact")), Mention: cleanKey(values.Get("mention")),
		Software: cleanKey(values.Get("logiciel")),
	}
	if year, ok := yearOf(values.Get("annee")); ok {
		q.Year = year
	}
	if level, err := strconv.Atoi(values.Get("niveau")); err == nil && level > 1 && level <= page.Highest {
		q.MinLevel = level
	}
	if kind := territory.Kind(values.Get("type")); kind.Valid() {
		q.Kind = kind
	}
	if code := strings.ToUpper(strings.TrimSpace(values.Get("departement"))); len(code) <= 3 && reference.DepartmentName(code) != "" {
		q.Department = code
	}
	if code := strings.TrimSpace(values.Get("region")); len(code) <= 2 && reference.RegionName(code) != "" {
		q.Region = code
	}
	if band := values.Get("population"); slices.ContainsFunc(directory.Bands(), func(b directory.Band) bool { return b.Key == band }) {
		q.Band = band
	}
	for _, one := range orders {
		if values.Get("tri") == string(one.order) {
			q.Order = one.order
		}
	}
	if number, err := strconv.Atoi(values.Get("page")); err == nil {
		q.Page = number
	}
	return q
}

// cleanText keeps the beginning of what a visitor typed, in characters that can be shown and searched.
func cleanText(text string, longest int) string {
	text = strings.Join(strings.Fields(strings.ReplaceAll(strings.ToValidUTF8(text, " "), "\x00", " ")), " ")
	if utf8.RuneCountInString(text) > longest {
		text = strings.TrimSpace(string([]rune(text)[:longest]))
	}
	return text
}

// cleanKey gives a value of a filter, empty when it cannot be one.
func cleanKey(text string) string {
	if len(text) > longestKey || strings.ReplaceAll(territory.Fold(text), " ", "-") != text {
		return ""
	}
	return text
}

// parameters writes a query as the address has it, its page left out; url.Values.Encode puts them in one order.
func parameters(q directory.Query) url.Values {
	values := url.Values{}
	set := func(name, value string, given bool) {
		if given {
			values.Set(name, value)
		}
	}
	set("q", q.Text, q.Text != "")
	set("annee", strconv.Itoa(q.Year), q.Year != 0)
	set("type", string(q.Kind), q.Kind != "")
	set("departement", q.Department, q.Department != "")
	set("region", q.Region, q.Region != "")
	set("population", q.Band, q.Band != "")
	set("mention", q.Mention, q.Mention != "")
	set("logiciel", q.Software, q.Software != "")
	set("niveau", strconv.Itoa(q.MinLevel), q.MinLevel > 1)
	set("niveau-exact", q.Level, q.Level != "")
	set("tri", string(q.Order), q.Order != directory.ByLevel)
	return values
}

func directoryAddress(q directory.Query) string {
	return page.Pagination{Path: directoryPath, Query: parameters(q)}.Address(1)
}

// crawlable tells whether search engines may keep the list: one filter at most, nothing typed, and its usual order.
// Filters put together make more addresses than anybody should go through.
func crawlable(q directory.Query) bool {
	return q.Text == "" && q.Order == directory.ByLevel && len(parameters(q)) <= 1
}

// listLink leads to another list.
type listLink struct {
	page.Link
	Unfollowed bool // search engines are asked not to go there
}

func linkTo(label string, q directory.Query) listLink {
	return listLink{page.Link{Label: label, Address: directoryAddress(q) + "#liste"}, !crawlable(q)}
}
