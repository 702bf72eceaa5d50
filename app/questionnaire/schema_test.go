package questionnaire_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
)

// validator gives a function that tells what the schema refuses in a YAML text.
func validator(t *testing.T) func(text string) error {
	t.Helper()
	content, err := questionnaire.Schema()
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("questionnaire.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("questionnaire.json")
	if err != nil {
		t.Fatal(err)
	}
	return func(text string) error {
		var value any
		if err := yaml.Unmarshal([]byte(text), &value); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		content, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(instance)
	}
}

func TestShippedQuestionnairesFollowTheSchema(t *testing.T) {
	validate := validator(t)
	eachShipped(t, func(name string, text []byte) {
		if err := validate(string(text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	})
	for _, file := range []string{"diff/before.yaml", "diff/after.yaml", "questionnaires/oddities.yaml", "questionnaires/warnings.yaml"} {
		if err := validate(readText(t, file)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

func TestTheSchemaRefuses(t *testing.T) {
	validate := validator(t)
	good := questionnairetest.Text("id: a\ntype: choice\nlabel: A\noptions: [{id: x, label: X, points: 1}, {id: y, label: Y}]\nscope: {kind: commune}")
	if err := validate(good); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string][2]string{
		"no identifier":               {"id: essai\n", ""},
		"a wrong identifier":          {"id: essai\n", "id: Essai\n"},
		"an unknown key":              {"title: Essai", "titre: Essai"},
		"no axis":                     {"axes:\n", "axes: []\nx:\n"},
		"no weight":                   {"    weight: 1\n", ""},
		"two weights":                 {"    weight: 1\n", "    weight: 1\n    weights: [{weight: 1}]\n"},
		"a negative weight":           {"weight: 1", "weight: -1"},
		"an unknown type":             {"type: choice", "type: choise"},
		"a key of another type":       {"type: choice", "cap: 2\n        type: choice"},
		"no label":                    {"label: A\n", "help: A\n"},
		"one option":                  {", {id: y, label: Y}", ""},
		"too many points":             {"points: 1", "points: 101"},
		"points in letters":           {"points: 1", "points: un"},
		"three decimals":              {"points: 1", "points: 1.234"},
		"an unknown kind":             {"kind: commune", "kind: village"},
		"an empty condition":          {"{kind: commune}", "{}"},
		"a comparison of nothing":     {"{kind: commune}", "{is: oui}"},
		"two comparisons":             {"{kind: commune}", "{question: b, is: oui, answered: true}"},
		"no comparison":               {"{kind: commune}", "{question: b}"},
		"a wrong effort":              {"label: A\n", "label: A\n        effort: 6\n"},
		"a wrong continuation":        {"label: A\n", "label: A\n        continues: enjeux\n"},
		"a total above 100":           {"total: 20", "total: 120"},
		"a total of two decimals":     {"total: 20", "total: 20.25"},
		"a level that means nothing":  {"meaning: Premier, ", ""},
		"no level":                    {"scale:\n  levels:\n", "scale:\n  named: true\nx:\n"},
		"a minimum that is no number": {"total: 60", "total: 60, axes: {axe: beaucoup}"},
	} {
		text := strings.Replace(good, change[0], change[1], 1)
		if text == good {
			t.Fatalf("%s: nothing changed in\n%s", what, good)
		}
		if validate(text) == nil {
			t.Errorf("%s: accepted\n%s", what, text)
		}
		if q, _ := questionnaire.Read("f", []byte(text)); q != nil {
			t.Errorf("%s: Read accepts it, the schema should too\n%s", what, text)
		}
	}
}

var expected = regexp.MustCompile("clé inconnue `zzzzzzzzzzzzzz` ; attendu : (.*)")

// What Read says that it expects is what the schema describes: neither can drift.
func TestTheSchemaHasTheKeysThatAreRead(t *testing.T) {
	validate := validator(t)
	var schema struct {
		Defs map[string]struct {
			Properties map[string]any
			AllOf      []struct {
				If struct {
					Properties struct{ Type struct{ Const string } }
				}
				Then struct{ Properties map[string]any }
			}
		} `json:"$defs"`
	}
	content, err := questionnaire.Schema()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, &schema); err != nil {
		t.Fatal(err)
	}
	same := func(what, text string, described ...map[string]any) {
		t.Helper()
		_, faults := questionnaire.Read("f", []byte(text))
		var keys []string
		for _, properties := range described {
			for key := range properties {
				keys = append(keys, key)
				_, faults := questionnaire.Read("f", []byte(strings.Replace(text, "zzzzzzzzzzzzzz", key, 1)))
				if strings.Contains(faults.Error(), "clé inconnue `"+key+"`") {
					t.Errorf("%s: %s is described, and not read", what, key)
				}
			}
		}
		slices.Sort(keys)
		told := expected.FindStringSubmatch(faults.Error())
		switch {
		case told != nil:
			read := strings.Split(told[1], ", ")
			slices.Sort(read)
			if read = slices.Compact(read); !slices.Equal(read, keys) {
				t.Errorf("%s: read %v, described %v", what, read, keys)
			}
		case !strings.Contains(faults.Error(), "clé inconnue"): // with many keys, they are not all told
			t.Errorf("%s: %v", what, faults)
		}
		if validate(text) == nil {
			t.Errorf("%s: the schema takes an unknown key", what)
		}
	}
	text := questionnairetest.Text("id: a\ntype: yes_no\nlabel: A")
	same("questionnaire", text+"zzzzzzzzzzzzzz: 1\n", schema.Defs["questionnaire"].Properties)
	same("axis", strings.Replace(text, "weight: 1", "weight: 1\n    zzzzzzzzzzzzzz: 1", 1), schema.Defs["axis"].Properties)
	same("level", strings.Replace(text, "total: 20", "total: 20, zzzzzzzzzzzzzz: 1", 1), schema.Defs["level"].Properties)
	same("mention", text+"mentions: [{id: m, title: T, meaning: M, zzzzzzzzzzzzzz: 1}]\n", schema.Defs["mention"].Properties)
	common := schema.Defs["question"].Properties
	for _, one := range schema.Defs["question"].AllOf {
		if one.Then.Properties != nil {
			same(one.If.Properties.Type.Const, questionnairetest.Text("id: a\nlabel: A\nzzzzzzzzzzzzzz: 1\ntype: "+one.If.Properties.Type.Const), common, one.Then.Properties)
		}
	}
}
