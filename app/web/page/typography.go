package page

import (
	"html/template"
	"regexp"
	"text/template/parse"
)

// French keeps these together at the end of a line. Templates are typed with plain spaces, which this replaces
// once, when they are read; what a template shows from data is left as it is.
var spacing = []struct {
	pattern *regexp.Regexp
	with    string
}{
	{regexp.MustCompile(`(^|[^\s>]) ([;!?:»%€])`), "${1}" + nbsp + "${2}"},
	{regexp.MustCompile(`« `), "«" + nbsp},
}

// French keeps punctuation with its word in a text that comes from Go or from a questionnaire.
func French(text string) string {
	for _, rule := range spacing {
		text = rule.pattern.ReplaceAllString(text, rule.with)
	}
	return text
}

// space applies French spacing to the text of the templates that file defines in set.
func space(set *template.Template, file string) {
	for _, one := range set.Templates() {
		if one.Tree != nil && one.Tree.Root != nil && one.Tree.ParseName == file {
			spaceNode(one.Tree.Root)
		}
	}
}

func spaceNode(node parse.Node) {
	switch node := node.(type) {
	case *parse.ListNode:
		if node == nil {
			return
		}
		for _, child := range node.Nodes {
			spaceNode(child)
		}
	case *parse.TextNode:
		for _, rule := range spacing {
			node.Text = rule.pattern.ReplaceAll(node.Text, []byte(rule.with))
		}
	case *parse.IfNode:
		spaceBranch(&node.BranchNode)
	case *parse.RangeNode:
		spaceBranch(&node.BranchNode)
	case *parse.WithNode:
		spaceBranch(&node.BranchNode)
	}
}

func spaceBranch(branch *parse.BranchNode) {
	spaceNode(branch.List)
	if branch.ElseList != nil {
		spaceNode(branch.ElseList)
	}
}
