package territory

import "strings"

// Match finds the body that a name written by hand means, for importing past awards: « Ville du Havre »,
// « Département de la Gironde », « Alès Agglomération ». department is a code, empty when unknown.
//
// It never guesses: found is set when one body alone has that name and nothing contradicts it; otherwise candidates
// holds the bodies to choose from, none when no body of the reference data has that name.
func (r *Reference) Match(name string, kind Kind, department string) (found *Body, candidates []Body) {
	asked := readName(kind, Fold(name))
	core := cutArticle(asked.rest)
	if core == "" {
		return nil, nil
	}
	department = departmentCode(kind, department)

	var here [farthest + 1][]Body
	within := r.kinds[kind]
	for number := within.from; number < within.to; number++ {
		words := r.wordsOf(number)
		if !r.rows[number].governed || !strings.Contains(words, core) {
			continue
		}
		switch distance := asked.distance(kind, words); {
		case distance > farthest:
		case department != "" && r.departmentOf(number) != department:
			// The name or the department is wrong: people decide.
			candidates = append(candidates, r.body(number))
		default:
			here[distance] = append(here[distance], r.body(number))
		}
	}
	for distance, bodies := range here {
		switch {
		case len(bodies) == 1 && distance < otherNature:
			return &bodies[0], nil
		case len(bodies) > 0:
			return nil, bodies
		}
	}
	return nil, candidates
}

// How far a body's name is from the one asked for.
const (
	same        = iota // letter for letter, once folded
	sameRest           // but for « Ville de », « Communauté de communes »
	sameButThe         // but for the article too: « Ville du Havre » is Le Havre
	otherNature        // a « communauté de communes » asked for, an agglomeration found
	farthest    = otherNature
)

// writtenName is a folded name in its parts.
type writtenName struct {
	folded string
	nature string // of a grouping, when the name says it: cc, ca, cu
	rest   string // without what says the kind
}

// generic is how people say what kind of body they name, folded, and the nature of a grouping that it means.
var generic = map[Kind][][2]string{
	Commune:    {{"commune"}, {"ville"}, {"mairie"}, {"municipalite"}},
	EPCI:       {{"communaute d agglomeration", "ca"}, {"communaute de communes", "cc"}, {"communaute urbaine", "cu"}, {"ca", "ca"}, {"cc", "cc"}, {"cu", "cu"}},
	Department: {{"conseil departemental"}, {"conseil general"}, {"departement"}},
	Region:     {{"conseil regional"}, {"region"}},
}

func readName(kind Kind, folded string) writtenName {
	for _, words := range generic[kind] {
		if rest, found := strings.CutPrefix(folded, words[0]+" "); found {
			return writtenName{folded: folded, nature: words[1], rest: cutFirst(rest, "de ", "du ", "des ", "d ")}
		}
	}
	return writtenName{folded: folded, rest: folded}
}

// distance compares with the searched forms of a body, the first of which tells a grouping's nature.
func (w writtenName) distance(kind Kind, words string) int {
	nearest, nature := farthest+1, ""
	for i, form := range strings.Split(strings.Trim(words, "|"), "|") {
		own := writtenName{folded: form[1:], rest: form[1:]}
		if kind == EPCI {
			// Other kinds keep theirs: Ville-d'Avray is not called Avray.
			own = readName(kind, own.folded)
		}
		if i == 0 {
			nature = own.nature
		}
		switch {
		case own.folded == w.folded:
			return same
		case cutArticle(own.rest) != cutArticle(w.rest):
		case w.nature != "" && w.nature != nature:
			nearest = min(nearest, otherNature)
		case own.rest == w.rest:
			nearest = min(nearest, sameRest)
		default:
			nearest = min(nearest, sameButThe)
		}
	}
	return nearest
}

func cutArticle(name string) string { return cutFirst(name, "la ", "le ", "les ", "l ") }

func cutFirst(text string, prefixes ...string) string {
	for _, prefix := range prefixes {
		if rest, found := strings.CutPrefix(text, prefix); found {
			return rest
		}
	}
	return text
}

// departmentCode is department as the data write it; spreadsheets lose the zero of 01.
func departmentCode(kind Kind, department string) string {
	department = strings.ToUpper(strings.TrimSpace(department))
	if kind == Region {
		return ""
	}
	if len(department) == 1 {
		return "0" + department
	}
	return department
}

func (r *Reference) departmentOf(number int) string {
	if i := r.rows[number].department; i != none {
		return r.departments[i].Code
	}
	return ""
}
