package source

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/token"
)

// sentences say in French what the parser says in English, by the beginning of its message.
var sentences = []struct{ start, french string }{
	{"could not find end character of double-quoted", "le guillemet \" ouvert ici n’est jamais refermé"},
	{"could not find end character of single-quoted", "l’apostrophe ' ouverte ici n’est jamais refermée ; un texte qui commence par une apostrophe se met entre guillemets \"…\""},
	{"found unknown escape character", "entre guillemets \"…\", la barre \\ annonce un caractère spécial, et celui-ci n’en est pas un ; doublez la barre (\\\\)"},
	{"not enough length for escaped", badCode},
	{"found unexpected character after high surrogate", badCode},
	{"found unexpected low surrogate", badCode},
	{"found unexpected document separator", "une ligne `---` ou `...` coupe ce texte : mettez-la en retrait"},
	{"mapping value is not allowed in this context", "un second deux-points suivi d’une espace : mettez le texte entre guillemets, ou vérifiez le retrait de la ligne suivante"},
	{"value is not allowed in this context. map", "la valeur est déjà complète avant ceci : vérifiez le retrait de la ligne et les guillemets, ou employez `>-` pour un texte de plusieurs lignes"},
	{"value is not allowed in this context", "ceci n’est rattaché à rien : vérifiez le retrait de la ligne"},
	{"value cannot be placed after document separator", "rien ne se place sur la ligne `---`"},
	{"unexpected end content", "rien n’est attendu après la ligne `...`"},
	{"non-map value is specified", "une clé suivie d’un deux-points et d’une espace (`clé: valeur`) est attendue, comme aux lignes voisines"},
	{"found an invalid key for this map", badKey},
	{"unexpected key name", badKey},
	{"unexpected map key", badKey},
	{"cannot take map-key node", badKey},
	{"expected map key-value delimiter", badKey},
	{"map key definition includes", badKey},
	{"block sequence entries are not allowed", "une liste commence à la ligne suivante, et non derrière sa clé"},
	{"',' or ']' must be specified", "entre crochets, une virgule ou le crochet fermant ] manque avant ceci"},
	{"',' or '}' must be specified", "entre accolades, une virgule ou l’accolade fermante } manque avant ceci"},
	{"sequence end token", "le crochet [ ouvert ici n’est jamais refermé ; si c’est du texte, mettez-le entre guillemets"},
	{"could not find flow mapping end token", "l’accolade { ouverte ici n’est jamais refermée ; si c’est du texte, mettez-le entre guillemets"},
	{"could not find '['", "ce crochet ] n’en referme aucun ; si c’est du texte, mettez-le entre guillemets"},
	{"could not find '{'", "cette accolade } n’en referme aucune ; si c’est du texte, mettez-le entre guillemets"},
	{"could not find flow map content", "entre accolades, des `clé: valeur` séparées par des virgules sont attendues"},
	{"could not find map value", "la valeur manque après le deux-points"},
	{"expected sequence element", "il y a une virgule de trop dans cette liste"},
	{"invalid header option", "après | ou >, seuls -, + ou un chiffre sont acceptés ; si c’est du texte, mettez-le entre guillemets"},
	{"invalid number of indent", "le retrait de ce texte change : alignez ses lignes sur la première"},
	{"could not find multi-line content", "le texte annoncé par | ou > manque, ou n’est pas en retrait"},
}

const (
	badCode = "un code de caractère (\\u…) est incomplet ; écrivez le caractère lui-même"
	badKey  = "aucune clé n’est reconnue devant ce deux-points : une clé est un mot sur une seule ligne ; si c’est du texte, mettez-le entre guillemets"
	// reserved stands apart: the parser puts the character before its words.
	reserved    = "un texte ne peut pas commencer par @ ni par ` : mettez-le entre guillemets"
	notReadable = "la syntaxe n’est pas reconnue ici ; vérifiez le retrait des lignes, les deux-points et les guillemets"
)

// inFrench gives the sentence for a message of the parser.
func inFrench(message string) string {
	if strings.HasSuffix(message, "is a reserved character") {
		return reserved
	}
	for _, s := range sentences {
		if strings.HasPrefix(message, s.start) {
			return s.french
		}
	}
	return notReadable
}

// syntax notes what the parser said of a token.
func (p *parsing) syntax(at *token.Token, message string) {
	line, column := 0, 0
	if at != nil && at.Position != nil {
		line, column = at.Position.Line, max(at.Position.Column, 1)
	}
	p.add(line, column, "YAML illisible : "+inFrench(message))
}

func (p *parsing) refused(err error) {
	var told yaml.Error
	if errors.As(err, &told) {
		p.syntax(told.GetToken(), told.GetMessage())
		return
	}
	p.syntax(nil, err.Error())
}
