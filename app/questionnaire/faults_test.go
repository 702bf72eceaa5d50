package questionnaire_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/app/questionnaire/source"
)

var update = flag.Bool("update", false, "write the golden files of testdata")

// golden compares got with a file of testdata, or writes it there.
func golden(t *testing.T, file, got string) {
	t.Helper()
	path := filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", path, got, want)
	}
}

// each runs test on every YAML file of a folder of testdata, and compares what it gives with the golden
// file beside.
func each(t *testing.T, folder string, test func(name string, text []byte) source.Faults) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatal("no file", err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			faults := test(name, text)
			golden(t, strings.TrimSuffix(filepath.Join(folder, name), ".yaml")+".golden", faults.Error()+"\n")
			again := test(name, bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")))
			if again.Error() != faults.Error() {
				t.Errorf("with the line ends of Windows:\n%v", again)
			}
		})
	}
}

func TestFaultsOfQuestionnaires(t *testing.T) {
	each(t, "questionnaires", func(name string, text []byte) source.Faults {
		q, faults := questionnaire.Read(name, text)
		if (q == nil) != faults.Broken() {
			t.Errorf("%s: a questionnaire (%t) with %v", name, q != nil, faults)
		}
		return faults
	})
}

func TestFaultsOfAnswers(t *testing.T) {
	q := questionnairetest.Read(t, questionnairetest.Text(
		"id: oui-non\ntype: yes_no\nlabel: A",
		"id: choix\ntype: choice\nlabel: A\noptions: [{id: rouge, label: Rouge}, {id: vert, label: Vert}]",
		"id: cases\ntype: choices\nlabel: A\noptions: [{id: a, label: A}, {id: rien, label: Rien, exclusive: true}]",
		"id: cases2\ntype: choices\nlabel: A\noptions: [{id: a, label: A}, {id: rien, label: Rien, exclusive: true}]",
		"id: cases3\ntype: choices\nlabel: A\noptions: [{id: a, label: A}, {id: rien, label: Rien, exclusive: true}]",
		"id: nombre\ntype: number\nlabel: A", "id: nombre2\ntype: number\nlabel: A",
		"id: part\ntype: percentage\nlabel: A", "id: part2\ntype: percentage\nlabel: A",
		"id: texte\ntype: short_text\nlabel: A", "id: texte2\ntype: short_text\nlabel: A\nmax_length: 40",
		"id: long\ntype: long_text\nlabel: A",
		"id: prevu\ntype: yes_no\nlabel: A\nhelp: A\npoints: 1\nplannable: true",
		"id: prevu2\ntype: yes_no\nlabel: A\nhelp: A\npoints: 1\nplannable: true",
	))
	each(t, "answers", func(name string, text []byte) source.Faults {
		_, faults := questionnaire.ReadAnswers(q, name, text)
		return faults
	})
}

var caseName = regexp.MustCompile(`(?m)^-- (.+) --\n`)

func TestFaultsOfSyntax(t *testing.T) {
	text, err := os.ReadFile("testdata/syntax.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	names := caseName.FindAllSubmatch(text, -1)
	for i, one := range caseName.Split(string(text), -1)[1:] {
		_, faults := source.Parse("f", []byte(one))
		fmt.Fprintf(&got, "-- %s --\n%s\n", names[i][1], faults.Error())
		if !faults.Broken() {
			t.Errorf("%s: no fault in %q", names[i][1], one)
		}
	}
	golden(t, "syntax.golden", got.String())
}

// What a text editor would not keep in the golden files.
func TestFaultsOfCharacters(t *testing.T) {
	for text, want := range map[string]string{
		"id: a\ntitle:\tb\n":                        "f:2:7: tabulation : remplacez-la par des espaces",
		"id: a\ntitle: \xe9t\xe9\n":                 "f:2:8: caractère illisible : enregistrez le fichier en UTF-8",
		"id: été\x00\n":                             "f:1:8: caractère de contrôle U+0000 : supprimez-le",
		"id: a\rtitle: b\n":                         "f:1:6: caractère de contrôle U+000D : supprimez-le",
		"id: a\n\ufeffb: c\n":                       "f:2:1: caractère de contrôle U+FEFF : supprimez-le",
		"id: a\n\nb: " + strings.Repeat("x", 20000): "f:3:1: ligne trop longue : 20003 octets, 20000 au plus ; coupez-la avec `>-`",
		strings.Repeat("\n", 8001):                  "f:8001:1: fichier trop long : 8000 lignes au plus sont attendues",
		strings.Repeat(" ", source.MaxBytes+1):      "f: fichier trop gros : 262145 octets, 262144 au plus",
	} {
		if _, faults := source.Parse("f", []byte(text)); faults.Error() != want {
			t.Errorf("%.30q: %v, want %s", text, faults, want)
		}
	}
	for _, text := range []string{"\ufeffid: a", "id: a\r\nb: c\r\n", "---\nid: a\n", "id: a"} {
		root, faults := source.Parse("f", []byte(text))
		if len(faults) > 0 || root.Entries[0].Key.Text != "id" || root.Entries[0].Value.Text != "a" {
			t.Errorf("%q: %v", text, faults)
		}
	}
}

// A file full of faults is told of no more than anybody reads, and never passes for a usable one.
func TestFaultsAreTellableInNumber(t *testing.T) {
	var text strings.Builder
	text.WriteString("answers:\n")
	for i := range 5000 {
		fmt.Fprintf(&text, "  inconnue-%d: oui\n", i)
	}
	q := questionnairetest.Read(t, questionnairetest.Text("id: a\ntype: yes_no\nlabel: A"))
	if _, faults := questionnaire.ReadAnswers(q, "f", []byte(text.String())); len(faults) > 200 || !faults.Broken() {
		t.Errorf("%d faults", len(faults))
	}
	var questions []string
	for i := range 300 { // as many warnings: the help is missing
		questions = append(questions, fmt.Sprintf("id: q%d\ntype: yes_no\nlabel: A\npoints: 1", i))
	}
	questions = append(questions, "id: q0\ntype: yes_no\nlabel: A\npoints: 1")
	read, faults := questionnaire.Read("f", []byte(questionnairetest.Text(questions...)))
	if read != nil || len(faults) > 200 || !faults.Broken() {
		t.Errorf("%d faults, broken: %t", len(faults), faults.Broken())
	}
}
