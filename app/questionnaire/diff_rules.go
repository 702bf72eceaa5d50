package questionnaire

import (
	"fmt"
	"slices"
	"strings"

	"tnl/app/questionnaire/source"
	"tnl/app/typography"
)

// common are the keys of a question that are not its type's own.
var common = []string{
	"id", "type", "label", "help", "why", "advice", "evidence", "plannable", "effort", "weights", "scope", "follow_up", "continues",
}

// rules compares the keys of a question's type, whatever type it is: they are compared as the files have them.
func (d *diff) rules(before, after *source.Node) {
	for _, key := range ownKeys(before, after) {
		was, is := entry(before, key), entry(after, key)
		if identified(was) && identified(is) {
			d.items(key, was, is)
			continue
		}
		if key == "bands" {
			d.changed(ChangePoints, "tranches", bandsText(was), bandsText(is))
			continue
		}
		change := ChangeRule
		if key == "points" || key == "cap" {
			change = ChangePoints
		}
		d.changed(change, "`"+key+"`", inline(was), inline(is))
	}
}

// ownKeys lists the keys of a type that stand in one node or the other, in order.
func ownKeys(nodes ...*source.Node) []string {
	var out []string
	for _, n := range nodes {
		for _, e := range n.Entries {
			if key := e.Key.Text; !slices.Contains(common, key) && !slices.Contains(out, key) {
				out = append(out, key)
			}
		}
	}
	return out
}

// identified tells whether a node is a list of things with an identifier: options, columns, rows.
func identified(n *source.Node) bool {
	return n != nil && n.Kind == source.List && len(n.Items) > 0 &&
		!slices.ContainsFunc(n.Items, func(item *source.Node) bool { return entry(item, "id") == nil })
}

// items compares two lists of things by identifier.
func (d *diff) items(key string, before, after *source.Node) {
	find := func(in *source.Node, id string) *source.Node {
		for _, item := range in.Items {
			if entry(item, "id").Text == id {
				return item
			}
		}
		return nil
	}
	word := map[string]string{"options": "choix"}[key]
	if word == "" {
		word = "`" + key + "`"
	}
	for _, is := range after.Items {
		id := entry(is, "id").Text
		was := find(before, id)
		if was == nil {
			d.add(ChangeOptions, fmt.Sprintf("%s ajouté : %s, %s", word, id, said(is)), "", inline(is))
			continue
		}
		d.item(word+" "+id, was, is)
	}
	for _, was := range before.Items {
		if id := entry(was, "id").Text; find(after, id) == nil {
			d.add(ChangeOptions, fmt.Sprintf("%s retiré : %s, %s", word, id, said(was)), inline(was), "")
		}
	}
}

func (d *diff) item(what string, before, after *source.Node) {
	for _, key := range ownKeysOfItem(before, after) {
		was, is := entry(before, key), entry(after, key)
		switch {
		case key == "label" || key == "help" || key == "title":
			d.wording(what, prose(was), prose(is))
		case key == "points":
			d.changed(ChangePoints, what+", points", inline(was), inline(is))
		case identified(was) && identified(is):
			d.items(key, was, is)
		default:
			d.changed(ChangeOptions, what+", `"+key+"`", inline(was), inline(is))
		}
	}
}

func ownKeysOfItem(nodes ...*source.Node) []string {
	var out []string
	for _, n := range nodes {
		for _, e := range n.Entries {
			if !slices.Contains(out, e.Key.Text) {
				out = append(out, e.Key.Text)
			}
		}
	}
	return out
}

// said writes what a thing is called, and what it is worth.
func said(n *source.Node) string {
	text := quote(prose(entry(n, "label")))
	if points := entry(n, "points"); points != nil {
		text += " (" + inline(points) + ")"
	}
	return text
}

func prose(n *source.Node) string {
	if n == nil {
		return ""
	}
	return typography.French(strings.TrimSpace(n.Text))
}

// inline writes a piece of the file on one line for people, the same however it was laid out.
func inline(n *source.Node) string {
	if n == nil {
		return ""
	}
	switch n.Kind {
	case source.Number:
		return strings.ReplaceAll(n.Text, ".", ",")
	case source.List:
		parts := make([]string, len(n.Items))
		for i, item := range n.Items {
			parts[i] = inline(item)
		}
		return "[" + strings.Join(parts, " ; ") + "]"
	case source.Map:
		parts := make([]string, len(n.Entries))
		for i, e := range n.Entries {
			parts[i] = e.Key.Text + ": " + inline(e.Value)
		}
		return "{" + strings.Join(parts, " ; ") + "}"
	}
	return strings.TrimSpace(n.Text)
}
