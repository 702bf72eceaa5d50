package questionnaire

// Kinds are the kinds of territory, as in product.md's glossary.
var Kinds = []string{"commune", "epci", "departement", "region", "syndicat", "operator", "association", "other"}

// Facts is what is known of a territory that scope and weights may depend on.
type Facts struct {
	Kind           string // one of Kinds, "" when not known
	Population     int    // inhabitants; below 0 when not known
	FirstCandidacy bool
}
