package questionnaire

import "encoding/json"

// Schema gives the JSON Schema (draft 2020-12) of a questionnaire's file, for editors to help and to check while
// one types. What it accepts may still have faults that only Read sees; what it refuses, Read refuses or warns of.
func Schema() ([]byte, error) {
	return json.MarshalIndent(Shape{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"title":       "Questionnaire du label « Territoire numérique libre »",
		"description": "Les axes, les questions et l’échelle d’une édition. `tnl questionnaire check` vérifie le reste.",
		"$ref":        "#/$defs/questionnaire",
		"$defs": Shape{
			"questionnaire":   object(questionnaireKeys()...),
			"axis":            axisShape(),
			"question":        questionShape(),
			"condition":       conditionShape("condition", answerKeys()),
			"facts_condition": conditionShape("facts_condition", nil),
			"level":           object(levelKeys()...),
			"mention":         object(mentionKeys()...),
			"minimums":        Shape{"type": "object", "propertyNames": idShape(), "additionalProperties": percentageShape()},
		},
	}, "", "  ")
}

func percentageShape() Shape {
	return Shape{"type": "number", "minimum": 0, "maximum": 100, "multipleOf": 0.1}
}

func questionnaireKeys() []Key {
	return []Key{
		{"id", true, idShape().about("Identifiant du questionnaire, par exemple tnl-2021.")},
		{"title", true, textShape().about("Titre, lu par les candidats.")},
		{"notice", false, textShape().about("D’où vient ce questionnaire, montré là où on le lit.")},
		{"axes", true, listShape(1, ref("axis")).about("Les axes, dans l’ordre.")},
		{"scale", true, object(
			Key{"named", false, boolShape().about("Les niveaux portent leur nom seul (« Argent »), sans numéro.")},
			Key{"levels", true, listShape(1, ref("level")).about("Les niveaux, du plus bas au plus haut ; chacun demande au moins ce que demande celui d’avant.")},
		).about("L’échelle.")},
		{"mentions", false, listShape(0, ref("mention")).about("Les mentions spéciales que le jury peut ajouter au niveau.")},
	}
}

func axisKeys() []Key {
	weight := numberShape(0, 1000)
	return []Key{
		{"id", true, idShape().about("Identifiant de l’axe.")},
		{"title", true, textShape().about("Titre de l’axe.")},
		{"intro", false, textShape().about("Présentation de l’axe, en tête de sa page.")},
		{"weight", false, weight.about("Poids de l’axe dans le total, le même pour tous.")},
		{"weights", false, weightsShape(weight).about("Poids selon le territoire : le premier qui convient est pris.")},
		{"questions", true, listShape(1, ref("question")).about("Les questions, dans l’ordre.")},
	}
}

func weightsShape(weight Shape) Shape {
	out := listShape(1, object(
		Key{"when", false, ref("facts_condition").about("À qui ce poids s’applique ; le dernier, sans `when`, vaut pour tous les autres.")},
		Key{"weight", true, weight.about("Poids.")},
	))
	out["maxItems"] = maxWeights
	return out
}

func questionWeightShape() Shape {
	return Shape{"type": "number", "exclusiveMinimum": 0, "maximum": 10, "multipleOf": 0.01}
}

func axisShape() Shape {
	out := object(axisKeys()...)
	out["oneOf"] = []Shape{{"required": []string{"weight"}}, {"required": []string{"weights"}}}
	return out
}

// commonKeys are those of a question of any type.
func commonKeys() []Key {
	name := Shape{"type": "string", "pattern": reference.String()}
	return []Key{
		{"id", true, idShape().about("Identifiant de la question, unique dans le questionnaire. Il ne change plus une fois l’édition ouverte.")},
		{"type", true, Shape{"enum": TypeNames()}.about("Type de question.")},
		{"label", true, textShape().about("La question.")},
		{"help", false, textShape().about("Aide pour répondre juste.")},
		{"why", false, textShape().about("Pourquoi cela compte.")},
		{"advice", false, textShape().about("Que faire pour progresser.")},
		{"evidence", false, textShape().about("Ce qui peut justifier la réponse.")},
		{"plannable", false, boolShape().about("« Prévu », avec un mois, peut être répondu ; il ne rapporte aucun point.")},
		{"effort", false, intShape(1, 5).about("Ce qu’il en coûte de progresser, de 1 (une matinée) à 5 (des années).")},
		{"weights", false, weightsShape(questionWeightShape()).about("Par combien ses points sont multipliés, selon le territoire : le premier qui convient est pris.")},
		{"continues", false, Shape{"anyOf": []Shape{name, listShape(1, name)}}.about("La question d’un autre questionnaire que celle-ci reprend, ou la liste de celles qu’elle réunit : tnl-2021/enjeux.")},
		{"scope", false, ref("condition").about("Qui la question concerne, par des faits. Ailleurs elle ne compte pas du tout.")},
		{"follow_up", false, ref("condition").about("Après quelle réponse elle est posée. Tant qu’elle ne l’est pas, elle compte 0 de ses points.")},
	}
}

// questionShape takes each type's own keys from its registration; a type that describes none may have any.
func questionShape() Shape {
	var each []Shape
	for _, name := range TypeNames() {
		own := Shape{"additionalProperties": true}
		if keys := types[name].Keys; keys != nil {
			own = keyed(keys)
		}
		each = append(each, Shape{"if": Shape{"properties": Shape{"type": Shape{"const": name}}, "required": []string{"type"}}, "then": own})
	}
	out := keyed(commonKeys())
	out["type"], out["allOf"], out["unevaluatedProperties"] = "object", each, false
	return out
}

// answerKeys are those of a condition that looks at an earlier answer.
func answerKeys() []Key {
	value := Shape{"type": []string{"string", "number", "boolean"}}
	return []Key{
		{"question", false, idShape().about("Une question posée avant celle-ci.")},
		{"is", false, Shape{"anyOf": []Shape{value, listShape(1, value)}}.about("Sa réponse est celle-ci, ou l’une de celles-ci.")},
		{"at_least", false, numberShape(0, maxNumber).about("Sa réponse est au moins ce nombre.")},
		{"answered", false, Shape{"const": true}.about("Elle a une réponse.")},
	}
}

func conditionShape(self string, more []Key) Shape {
	kind := Shape{"enum": Kinds}
	inner := listShape(1, ref(self))
	keys := append([]Key{
		{"kind", false, Shape{"anyOf": []Shape{kind, listShape(1, kind)}}.about("Genre de territoire, ou liste de genres.")},
		{"population", false, populationShape()},
		{"first_candidacy", false, boolShape().about("C’est sa première candidature.")},
		{"all", false, inner.about("Toutes ces conditions.")},
		{"any", false, inner.about("L’une de ces conditions au moins.")},
		{"not", false, ref(self).about("Le contraire de cette condition.")},
	}, more...)
	out := object(keys...)
	out["minProperties"] = 1
	if more != nil {
		out["dependentRequired"] = Shape{"is": []string{"question"}, "at_least": []string{"question"}, "answered": []string{"question"}}
		out["if"] = Shape{"required": []string{"question"}}
		out["then"] = Shape{"oneOf": []Shape{{"required": []string{"is"}}, {"required": []string{"at_least"}}, {"required": []string{"answered"}}}}
	}
	return out
}

func populationShape() Shape {
	out := object(
		Key{"at_least", false, intShape(0, maxNumber).about("Nombre d’habitants, à partir de.")},
		Key{"below", false, intShape(1, maxNumber).about("Nombre d’habitants, moins de.")},
	)
	out["minProperties"] = 1
	return out.about("Population du territoire.")
}

func requirementKeys() []Key {
	return []Key{
		{"of", false, listShape(1, idShape()).about("Le total est pris sur ces questions seulement, sans poids.")},
		{"axes", false, ref("minimums").about("Minimums par axe, en pourcentage.")},
		{"questions", false, ref("minimums").about("Minimums par question, en pourcentage de ses points.")},
	}
}

func levelKeys() []Key {
	return append([]Key{
		{"title", true, textShape().about("Nom du niveau.")},
		{"meaning", true, textShape().about("Ce qu’il veut dire, en une phrase, imprimée sur le certificat.")},
		{"total", true, percentageShape().about("Total à atteindre, en pourcentage, avec une décimale au plus.")},
	}, requirementKeys()...)
}

func mentionKeys() []Key {
	return append([]Key{
		{"id", true, idShape().about("Identifiant de la mention.")},
		{"title", true, textShape().about("Nom de la mention.")},
		{"meaning", true, textShape().about("Ce qu’elle honore, en une phrase.")},
		{"when", false, ref("facts_condition").about("À qui elle peut être donnée.")},
		{"total", false, percentageShape().about("Total à atteindre, en pourcentage, avec une décimale au plus.")},
	}, requirementKeys()...)
}
