// Package docs_test holds what the documents say to what the repository holds.
package docs_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"tnl/app/config"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
)

const root = ".."

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// documents lists the Markdown files written by hand, from the root.
func documents(t *testing.T) []string {
	t.Helper()
	documents := []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md"}
	err := fs.WalkDir(os.DirFS(root), "docs", func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".md") {
			documents = append(documents, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return documents
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	fence   = regexp.MustCompile("(?ms)^```.*?^```")
)

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	for _, document := range documents(t) {
		for _, found := range link.FindAllStringSubmatch(fence.ReplaceAllString(read(t, document), ""), -1) {
			address, anchor, _ := strings.Cut(found[1], "#")
			if strings.Contains(address, ":") { // elsewhere: not ours to hold
				continue
			}
			target := document
			if address != "" {
				target = filepath.Join(filepath.Dir(document), address)
			}
			info, err := os.Stat(filepath.Join(root, target))
			if err != nil {
				t.Errorf("%s: %s leads to nothing", document, found[1])
				continue
			}
			if anchor != "" && (info.IsDir() || !hasHeading(read(t, target), anchor)) {
				t.Errorf("%s: %s: no heading of that name", document, found[1])
			}
		}
	}
}

// hasHeading tells whether a heading of text has this anchor, as forges make them.
func hasHeading(text, anchor string) bool {
	for _, found := range heading.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		made := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case strings.ContainsRune(".,:;!?«»“”’'`()/…", r) || r == '\u00a0':
				return -1
			}
			return r
		}, strings.ToLower(found[1]))
		if made == anchor {
			return true
		}
	}
	return false
}

var (
	block = regexp.MustCompile("(?ms)^```(?:go|html)\n(.*?)^```")
	shown = regexp.MustCompile(`^(?://|<!--) this, in (\S+)`)
)

// TestTheStyleIsShownByRealLines finds each line under « this » of CONTRIBUTING.md in the file that it names.
func TestTheStyleIsShownByRealLines(t *testing.T) {
	pairs := 0
	for _, found := range block.FindAllStringSubmatch(read(t, "CONTRIBUTING.md"), -1) {
		file := ""
		for _, line := range strings.Split(found[1], "\n") {
			if named := shown.FindStringSubmatch(line); named != nil {
				file = named[1]
				pairs++
				continue
			}
			if line = strings.TrimSpace(line); file == "" || line == "" || line == "…" {
				continue
			}
			if !strings.Contains(read(t, file), line) {
				t.Errorf("%s has no line %q", file, line)
			}
		}
	}
	if pairs < 10 {
		t.Errorf("%d pairs were read", pairs)
	}
}

func TestEverySettingIsDocumented(t *testing.T) {
	guide := read(t, "docs/operator-guide.md")
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	config.Flags(flags)
	flags.VisitAll(func(f *pflag.Flag) {
		if !strings.Contains(guide, "`--"+f.Name+"`") {
			t.Errorf("the operator's guide does not tell of --%s", f.Name)
		}
	})
}

// commands are the words behind `tnl` in a document's code.
var commands = regexp.MustCompile(`(?:\btnl|\./cmd/tnl) (serve|demo|migrate|questionnaire|score|user|version|[a-z]+)\b`)

func TestCommandsAreThoseOfTheProgram(t *testing.T) {
	known := map[string]bool{"help": true}
	sources, err := filepath.Glob(filepath.Join(root, "cmd/tnl/*.go"))
	if err != nil {
		t.Fatal(err)
	}
	use := regexp.MustCompile(`(?:Use:\s*|migrateStep\()"([a-z]+)`)
	for _, source := range sources {
		text, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range use.FindAllStringSubmatch(string(text), -1) {
			known[found[1]] = true
		}
	}
	readme := read(t, "README.md")
	for name := range known {
		if name != "help" && name != "tnl" && !strings.Contains(readme, "`"+name+"`") && !strings.Contains(readme, " "+name+" ") && !strings.Contains(readme, " "+name+"`") {
			t.Errorf("README.md does not tell of the command %s", name)
		}
	}
	for _, document := range documents(t) {
		for _, code := range fence.FindAllString(read(t, document), -1) {
			for _, line := range strings.Split(code, "\n") {
				if strings.HasPrefix(strings.TrimSpace(line), "#") {
					continue
				}
				for _, found := range commands.FindAllStringSubmatch(line, -1) {
					if !known[found[1]] {
						t.Errorf("%s: %q is no command of tnl", document, found[0])
					}
				}
			}
		}
	}
}

func TestTheExampleOfTheGuideWorks(t *testing.T) {
	q, faults := questionnaire.Read("petit-questionnaire.yaml", []byte(read(t, "docs/exemples/petit-questionnaire.yaml")))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	used := map[string]bool{}
	for _, question := range q.Questions {
		used[question.Type] = true
	}
	for _, name := range questionnaire.TypeNames() {
		if !used[name] {
			t.Errorf("the example has no question of type %s", name)
		}
	}
	answers, faults := questionnaire.ReadAnswers(q, "petites-reponses.yaml", []byte(read(t, "docs/exemples/petites-reponses.yaml")))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	score := scoring.Compute(q, scoring.Input{Facts: answers.Territory.Facts, Answers: answers.Answers})
	if score.Level != 2 || score.Total.Percent() != "55,3\u00a0%" {
		t.Errorf("level %d, %q", score.Level, score.Total.Percent())
	}
}

// TestTheGuideNamesEveryKey holds the guide to the schema, which is made from what reads the files.
func TestTheGuideNamesEveryKey(t *testing.T) {
	guide := read(t, "docs/questionnaire-guide.md")
	text, err := questionnaire.Schema()
	if err != nil {
		t.Fatal(err)
	}
	var schema any
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	for key := range properties(schema, map[string]bool{}) {
		if !strings.Contains(guide, "`"+key+"`") && !strings.Contains(guide, "`"+key+": ") {
			t.Errorf("the guide does not tell of %s", key)
		}
	}
	for _, name := range append(questionnaire.TypeNames(), questionnaire.Kinds...) {
		if !strings.Contains(guide, "`"+name+"`") {
			t.Errorf("the guide does not tell of %s", name)
		}
	}
}

// properties gathers the keys that a JSON Schema describes.
func properties(schema any, into map[string]bool) map[string]bool {
	switch v := schema.(type) {
	case map[string]any:
		if keys, ok := v["properties"].(map[string]any); ok {
			for key := range keys {
				into[key] = true
			}
		}
		for _, inner := range v {
			properties(inner, into)
		}
	case []any:
		for _, inner := range v {
			properties(inner, into)
		}
	}
	return into
}

// TestEveryPackageHasItsPlace holds the table of packages to the folders.
func TestEveryPackageHasItsPlace(t *testing.T) {
	entries, err := os.ReadDir(filepath.Join(root, "app"))
	if err != nil {
		t.Fatal(err)
	}
	architecture := read(t, "docs/architecture.md")
	for _, entry := range entries {
		if !strings.Contains(architecture, "`app/"+entry.Name()+"`") {
			t.Errorf("docs/architecture.md does not tell of app/%s", entry.Name())
		}
	}
}
