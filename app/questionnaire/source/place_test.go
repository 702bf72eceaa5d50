package source_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tnl/app/questionnaire/source"
)

// places holds every way of writing a value, with comments and long texts between.
const places = `# Un commentaire, et été.
a: b # derrière
"c": 'd'
# é
  # en retrait
e:
  - f
  # entre deux
  - {g: h, "i": [j, 'k', l], m: 1.5}
  - n: >-
      Un texte plié
      sur deux lignes : ici.

      Et un autre # sans commentaire.
    o: |
      Un texte
        tel quel
    p: "un texte entre guillemets
      sur deux lignes"
    q: un texte nu
      sur deux lignes

    r: true
  -
    s: ~
  - - t
    - u: v
w: >
  fin
x:
y: Œuvre d’été 😀
z: {aa: 1,
  bb: 2}
`

// Faults are told by line and column: each key, and each plain value, must stand where its node says.
func TestNodesStandWhereTheySay(t *testing.T) {
	texts := map[string]string{"places": places}
	for _, pattern := range []string{"../testdata/*/*.yaml", "../../../questionnaires/*.yaml", "../../../testdata/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			texts[file] = string(text)
		}
	}
	for name, text := range texts {
		lines := strings.Split(text, "\n")
		for end, text := range map[string]string{"\\n": text, "\\r\\n": strings.ReplaceAll(text, "\n", "\r\n")} {
			root, faults := source.Parse(name, []byte(text))
			if root == nil {
				t.Errorf("%v", faults)
				continue
			}
			walk(root, func(n *source.Node, key bool) {
				if !stands(lines, n, key) {
					t.Errorf("%s with %s: %+v is said to be at %d:%d", name, end, n.Describe(), n.Line, n.Column)
				}
			})
		}
	}
}

func walk(n *source.Node, see func(n *source.Node, key bool)) {
	for _, item := range n.Items {
		see(item, false)
		walk(item, see)
	}
	for _, e := range n.Entries {
		see(e.Key, true)
		see(e.Value, false)
		walk(e.Value, see)
	}
}

// stands tells whether the line that n names holds its beginning; a text that is folded or quoted is only
// looked for from its line on.
func stands(lines []string, n *source.Node, key bool) bool {
	if n.Line < 1 || n.Line > len(lines) || n.Column < 1 {
		return false
	}
	if !n.Scalar() {
		return true // as its first key or item
	}
	line := []rune(lines[n.Line-1])
	if n.Column > len(line) {
		return false
	}
	rest := strings.Trim(string(line[n.Column-1:]), `"'`)
	if key {
		return strings.HasPrefix(rest, n.Text)
	}
	word, _, _ := strings.Cut(n.Text, " ")
	return strings.HasPrefix(rest, word) || strings.IndexAny(rest, `>|`) == 0 || strings.Contains(rest, `\`)
}
