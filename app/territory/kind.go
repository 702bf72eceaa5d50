package territory

// Kind says what sort of public body a territory is; its text is what the database keeps.
type Kind string

const (
	Commune     Kind = "commune"
	EPCI        Kind = "epci"
	Department  Kind = "departement"
	Region      Kind = "region"
	Syndicate   Kind = "syndicat"
	Operator    Kind = "operator"
	Association Kind = "association"
	Other       Kind = "other"
)

// Kinds lists every kind, in the order in which people are shown them.
func Kinds() []Kind {
	return []Kind{Commune, EPCI, Department, Region, Syndicate, Operator, Association, Other}
}

type kindNames struct {
	one, many string // as a title
	the, a    string // inside a sentence
	listed    bool   // the reference data hold every body of this kind
}

var kindTable = map[Kind]kindNames{
	Commune:     {"Commune", "Communes", "la commune", "une commune", true},
	EPCI:        {"Intercommunalité", "Intercommunalités", "l’intercommunalité", "une intercommunalité", true},
	Department:  {"Département", "Départements", "le département", "un département", true},
	Region:      {"Région", "Régions", "la région", "une région", true},
	Syndicate:   {"Syndicat", "Syndicats", "le syndicat", "un syndicat", false},
	Operator:    {"Opérateur public de services numériques", "Opérateurs publics de services numériques", "l’opérateur public de services numériques", "un opérateur public de services numériques", false},
	Association: {"Association de collectivités", "Associations de collectivités", "l’association de collectivités", "une association de collectivités", false},
	Other:       {"Autre établissement public", "Autres établissements publics", "l’établissement public", "un établissement public", false},
}

// Valid tells whether k is one of the kinds.
func (k Kind) Valid() bool { _, found := kindTable[k]; return found }

// Listed tells whether bodies of kind k are chosen from the reference data; the others are declared by hand.
func (k Kind) Listed() bool { return kindTable[k].listed }

// One is the kind's name as a title, « Commune ».
func (k Kind) One() string { return kindTable[k].one }

// Many is its plural, « Communes ».
func (k Kind) Many() string { return kindTable[k].many }

// The is its name with the definite article, « la commune ».
func (k Kind) The() string { return kindTable[k].the }

// A is its name with the indefinite article, « une commune ».
func (k Kind) A() string { return kindTable[k].a }
