package page

import (
	"html/template"
	"text/template/parse"

	"tnl/app/typography"
)

// space applies French spacing, once, to the text of the templates that file defines in set. What a template shows
// from data is left as it is.
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
		node.Text = []byte(typography.French(string(node.Text)))
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
