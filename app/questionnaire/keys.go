package questionnaire

// Key describes one of the keys of a question type, for the schema that editors read.
type Key struct {
	Name     string
	Required bool
	Is       Shape
}

// Shape is a piece of JSON Schema.
type Shape map[string]any

// about gives the shape with what it means, in French, as an editor shows it.
func (s Shape) about(description string) Shape {
	out := Shape{"description": description}
	for key, value := range s {
		out[key] = value
	}
	return out
}

func textShape() Shape { return Shape{"type": "string", "minLength": 1} }

func idShape() Shape {
	return Shape{"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", "maxLength": 60}
}

func boolShape() Shape { return Shape{"type": "boolean"} }

func intShape(least, most int) Shape {
	return Shape{"type": "integer", "minimum": least, "maximum": most}
}

func numberShape(least, most int) Shape {
	return Shape{"type": "number", "minimum": least, "maximum": most, "multipleOf": 0.01}
}

func listShape(least int, items Shape) Shape {
	return Shape{"type": "array", "minItems": least, "items": items}
}

func ref(name string) Shape { return Shape{"$ref": "#/$defs/" + name} }

// object is a group of keys, with no other.
func object(keys ...Key) Shape {
	out := keyed(keys)
	out["type"], out["additionalProperties"] = "object", false
	return out
}

// keyed says what keys must be like, whatever stands beside them.
func keyed(keys []Key) Shape {
	properties, required := Shape{}, []string{}
	for _, k := range keys {
		properties[k.Name] = k.Is
		if k.Required {
			required = append(required, k.Name)
		}
	}
	out := Shape{"properties": properties}
	if len(required) > 0 {
		out["required"] = required
	}
	return out
}

// Keys that several types share.

func pointsKey(description string) Key {
	return Key{Name: "points", Is: numberShape(0, maxPoints).about(description)}
}

func capKey() Key {
	return Key{Name: "cap", Is: numberShape(0, maxPoints).about("Limite des points de la question, plus de 0. Sans limite, retirez cette clé.")}
}

func maxLengthKey(least, most int) Key {
	return Key{Name: "max_length", Is: intShape(least, most).about("Nombre de signes que la réponse peut compter.")}
}

func bandsKey(most int) Key {
	return Key{Name: "bands", Is: listShape(0, object(
		Key{"from", true, numberShape(0, most).about("À partir de combien.")},
		Key{"points", true, numberShape(0, maxPoints).about("Points à partir de là.")},
	)).about("Tranches, de la plus basse à la plus haute ; les points ne baissent jamais.")}
}

func optionsKey(exclusive bool) Key {
	keys := []Key{
		{"id", true, idShape().about("Identifiant du choix, unique dans la question.")},
		{"label", true, textShape().about("Ce que lit le candidat.")},
		{"help", false, textShape().about("Précision sous le choix.")},
		pointsKey("Points du choix."),
	}
	if exclusive {
		keys = append(keys, Key{"exclusive", false, boolShape().about("Ne peut pas être coché avec un autre (« Aucun ») ; ne rapporte aucun point.")})
	}
	return Key{"options", true, listShape(2, object(keys...)).about("Les choix proposés, dans l’ordre.")}
}

func linearKey() Key {
	return Key{Name: "linear", Is: boolShape().about("Points en proportion de la réponse, au lieu de tranches.")}
}

func dayShape() Shape {
	return Shape{"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})$"}
}

// quantityKeys are those of a number in a unit.
func quantityKeys() []Key {
	return []Key{
		{Name: "unit", Is: textShape().about("Unité, au pluriel : postes, euros.")},
		{Name: "decimals", Is: intShape(0, 2).about("Décimales acceptées.")},
		{Name: "min", Is: numberShape(0, maxNumber).about("Plus petite réponse acceptée.")},
		{Name: "max", Is: numberShape(0, maxNumber).about("Plus grande réponse acceptée.")},
	}
}

// groupFieldShape is a field of a group: its own keys, then those of its type, which Read checks.
func groupFieldShape() Shape {
	return keyedOpen(
		Key{"id", true, idShape().about("Identifiant du champ, unique dans la question.")},
		Key{"label", true, textShape().about("Ce que lit le candidat.")},
		Key{"help", false, textShape().about("Précision sur le champ.")},
		Key{"type", true, Shape{"enum": fieldTypes}.about("Type du champ ; ses propres clés s’écrivent à côté.")},
		Key{"required", false, boolShape().about("L’élément ne compte pas sans ce champ.")},
	)
}

// keyedOpen is a group of keys that may have others.
func keyedOpen(keys ...Key) Shape {
	out := keyed(keys)
	out["type"] = "object"
	return out
}
