package questionnaire

import (
	"strings"

	"tnl/app/questionnaire/source"
)

// conditionText writes a condition in French: « genre `commune` et moins de 3500 habitants ».
func conditionText(c *Condition) string {
	if c == nil {
		return ""
	}
	return conditionWords(c.node)
}

func conditionWords(n *source.Node) string {
	var parts []string
	question := ""
	for _, e := range n.Entries {
		switch e.Key.Text {
		case "kind":
			parts = append(parts, "genre "+anyOf(e.Value))
		case "population":
			parts = append(parts, populationWords(e.Value))
		case "first_candidacy":
			parts = append(parts, map[bool]string{true: "première candidature", false: "pas la première candidature"}[strings.EqualFold(e.Value.Text, "true")])
		case "question":
			question = "`" + e.Value.Text + "`"
		case "all", "any":
			parts = append(parts, several(e.Key.Text, e.Value))
		case "not":
			parts = append(parts, "pas ("+conditionWords(e.Value)+")")
		}
	}
	if question != "" {
		parts = append(parts, question+comparison(n))
	}
	return strings.Join(parts, " et ")
}

func several(word string, n *source.Node) string {
	inner := make([]string, len(n.Items))
	for i, item := range n.Items {
		inner[i] = conditionWords(item)
	}
	between := map[string]string{"all": " et ", "any": " ou "}[word]
	if len(inner) == 1 {
		return inner[0]
	}
	return "(" + strings.Join(inner, between) + ")"
}

func comparison(n *source.Node) string {
	for _, e := range n.Entries {
		switch e.Key.Text {
		case "is":
			return " est " + anyOf(e.Value)
		case "at_least":
			return " est au moins " + inline(e.Value)
		}
	}
	return " a une réponse"
}

func anyOf(n *source.Node) string {
	if n.Kind != source.List {
		return "`" + n.Text + "`"
	}
	words := make([]string, len(n.Items))
	for i, item := range n.Items {
		words[i] = "`" + item.Text + "`"
	}
	return strings.Join(words, " ou ")
}

func populationWords(n *source.Node) string {
	least, below := entry(n, "at_least"), entry(n, "below")
	switch {
	case least != nil && below != nil:
		return "de " + least.Text + " à moins de " + below.Text + " habitants"
	case below != nil:
		return "moins de " + below.Text + " habitants"
	}
	return least.Text + " habitants ou plus"
}

// bandsText writes bands: « 1 à partir de 10, 3 à partir de 50 ».
func bandsText(n *source.Node) string {
	if n == nil {
		return ""
	}
	parts := make([]string, len(n.Items))
	for i, item := range n.Items {
		parts[i] = inline(entry(item, "points")) + " à partir de " + inline(entry(item, "from"))
	}
	return strings.Join(parts, " ; ")
}
