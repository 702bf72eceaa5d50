package verification_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/questionnaire/questionnairetest"
	"tnl/app/scoring"
	"tnl/app/verification"
	"tnl/questionnaires"
)

func edition2021(t testing.TB) *questionnaire.Questionnaire {
	t.Helper()
	text, err := questionnaires.Files.ReadFile("tnl-2021.yaml")
	must(t, err)
	q, faults := questionnaire.Read("tnl-2021.yaml", text)
	if faults.Broken() {
		t.Fatal(faults)
	}
	return q
}

// sealed is the file of SITIV's candidacy, at the level that its points reach after an adjustment.
func sealed(t testing.TB, q *questionnaire.Questionnaire) verification.File {
	t.Helper()
	text, err := os.ReadFile("../../testdata/sitiv-2021.yaml")
	must(t, err)
	sample, faults := questionnaire.ReadAnswers(q, "sitiv-2021.yaml", text)
	if faults.Broken() {
		t.Fatal(faults)
	}
	return seal(t, q, sample.Territory.Facts, sample.Answers, map[string]scoring.Adjustment{
		"bureautique": {Points: exact.Of(5, 2), Reason: "Part vérifiée <avec> le parc & l’équipe."},
	})
}

func seal(t interface {
	Helper()
	Fatal(...any)
}, q *questionnaire.Questionnaire, facts questionnaire.Facts, answers questionnaire.Answers, adjustments map[string]scoring.Adjustment) verification.File {
	t.Helper()
	content, err := q.EncodeAll(answers)
	if err != nil {
		t.Fatal(err)
	}
	score := scoring.Compute(q, scoring.Input{Facts: facts, Answers: answers, Adjustments: adjustments})
	salt := "00112233445566778899aabbccddeeff"
	file := verification.File{
		Certificate: "https://label.example/certificats/2021-0001", Questionnaire: "https://label.example/q.yaml",
		Identity: verification.Identity{Code: "69123", SIREN: "216901231"},
		Record: verification.Record{
			Number: "2021-0001", Edition: verification.Edition{Year: 2021, Name: "Édition 2021"},
			PublishedAt:   time.Date(2021, 11, 23, 11, 0, 0, 0, time.UTC),
			Territory:     verification.Territory{Name: "SITIV", Kind: facts.Kind, FirstCandidacy: facts.FirstCandidacy},
			Questionnaire: verification.Pinned{ID: q.ID, Hash: q.Hash},
			Salt:          salt, AnswersHash: questionnaire.HashAnswers(salt, content), Answers: content,
			Adjustments: adjustments, Axes: verification.AxesOf(score), Total: score.Total, ComputedLevel: score.Level,
		},
	}
	if facts.Population >= 0 {
		file.Record.Territory.Population = &facts.Population
	}
	if level := score.Of(); level != nil {
		file.Record.Decision = verification.Decision{Level: level.Number, Title: level.Title}
	}
	if file, err = verification.Seal(file); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestAFileIsReadBackAndAgrees(t *testing.T) {
	q := edition2021(t)
	file := sealed(t, q)
	content, err := file.Encode()
	must(t, err)
	read, err := verification.Read(bytes.NewReader(content))
	must(t, err)
	again, err := read.Encode()
	must(t, err)
	if !bytes.Equal(content, again) {
		t.Error("the file read back is written otherwise")
	}
	var compact bytes.Buffer
	must(t, json.Compact(&compact, content))
	if _, err := verification.Read(&compact); err != nil {
		t.Errorf("spaces between the parts matter: %v", err)
	}
	found, err := read.Verify(q)
	must(t, err)
	if !found.Agrees() || len(found.Checks) != 8 || found.Score.Level != 3 {
		t.Errorf("level %d, %+v", found.Score.Level, found.Checks)
	}
	if got := found.Score.Question(q.Question("bureautique")); got.Points.Cmp(exact.Of(5, 2)) != 0 || got.Engine.Cmp(got.Points) == 0 {
		t.Errorf("the adjustment was not counted: %v, %v", got.Points, got.Engine)
	}
}

// Every byte of the record, and of its digest, is held: no other byte in its place is read and agrees.
func TestOneByteChangedIsSeen(t *testing.T) {
	q := edition2021(t)
	file := sealed(t, q)
	content, err := file.Encode()
	must(t, err)
	from := bytes.Index(content, []byte(`"record"`))
	for i := from; i < len(content); i++ {
		if content[i] == ' ' || content[i] == '\n' {
			continue // between the parts, or a text that another letter of it holds already
		}
		changed := bytes.Clone(content)
		changed[i] ^= 1
		read, err := verification.Read(bytes.NewReader(changed))
		if err != nil {
			continue
		}
		if found, err := read.Verify(q); err == nil && found.Agrees() {
			t.Fatalf("byte %d is free: %q", i, changed[max(0, i-40):min(len(changed), i+20)])
		}
	}
}

// What somebody changes and seals again is told by the computation.
func TestWhatIsSealedAgainIsComputed(t *testing.T) {
	q := edition2021(t)
	for _, c := range []struct {
		name   string
		change func(*verification.Record)
		checks string
	}{
		{"an answer", func(r *verification.Record) {
			r.Answers = bytes.Replace(r.Answers, []byte(`"bureautique":{"value":`), []byte(`"bureautique":{"value":1`), 1)
		}, "answers score"},
		{"another answer", func(r *verification.Record) {
			r.Answers = bytes.Replace(r.Answers, []byte(`"reversibilite":{"value":"contrat"`), []byte(`"reversibilite":{"value":"non"`), 1)
		}, "answers axes total"},
		{"the salt", func(r *verification.Record) { r.Salt = "0" + r.Salt[1:31] + "0" }, "answers"},
		{"the answers' hash", func(r *verification.Record) { r.AnswersHash = strings.Repeat("a", 64) }, "answers"},
		{"the questionnaire's hash", func(r *verification.Record) { r.Questionnaire.Hash = strings.Repeat("a", 64) }, "questionnaire"},
		{"the points of an adjustment", func(r *verification.Record) {
			r.Adjustments = map[string]scoring.Adjustment{"bureautique": {Points: exact.Of(26, 10), Reason: "x"}}
		}, "axes total"},
		{"points above the question's", func(r *verification.Record) {
			r.Adjustments = map[string]scoring.Adjustment{"bureautique": {Points: exact.Int(800), Reason: "x"}}
		}, "adjustments axes total computed_level"},
		{"an adjustment of no question", func(r *verification.Record) {
			r.Adjustments = map[string]scoring.Adjustment{"nulle-part": {Points: exact.Int(1), Reason: "x"}}
		}, "adjustments axes total"},
		{"an adjustment without a reason", func(r *verification.Record) {
			r.Adjustments = map[string]scoring.Adjustment{"bureautique": {Points: exact.Of(5, 2)}}
		}, "adjustments"},
		{"no adjustment", func(r *verification.Record) { r.Adjustments = nil }, "axes total"},
		{"an axis", func(r *verification.Record) { r.Axes[2].Points = r.Axes[2].Points.Add(exact.Int(1)) }, "axes"},
		{"an axis less", func(r *verification.Record) { r.Axes = r.Axes[1:] }, "axes"},
		{"the total", func(r *verification.Record) { r.Total = r.Total.Add(exact.Of(1, 1000000)) }, "total"},
		{"the computed level", func(r *verification.Record) { r.ComputedLevel++ }, "computed_level"},
		{"the level awarded, not its title", func(r *verification.Record) { r.Decision.Level++ }, "awarded_level"},
		{"a level off the scale", func(r *verification.Record) { r.Decision.Level = 6 }, "awarded_level"},
		{"a title without a level", func(r *verification.Record) { r.Decision.Level = 0 }, "awarded_level"},
		{"the kind of territory", func(r *verification.Record) { r.Territory.Kind = "region" }, "axes total"},
		{"another level, by the jury", func(r *verification.Record) {
			r.Decision = verification.Decision{Level: 4, Title: "Affirmation"}
		}, ""},
		{"no label, by the jury", func(r *verification.Record) { r.Decision = verification.Decision{} }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := sealed(t, q)
			c.change(&file.Record)
			file, err := verification.Seal(file)
			must(t, err)
			found, err := file.Verify(q)
			must(t, err)
			var wrong []string
			for _, check := range found.Checks {
				if !check.Agrees {
					wrong = append(wrong, check.Name)
				}
			}
			if strings.Join(wrong, " ") != c.checks || found.Agrees() != (c.checks == "") {
				t.Errorf("told: %q, want %q", wrong, c.checks)
			}
		})
	}
	file := sealed(t, q)
	file.Record.Decision = verification.Decision{Level: 4, Title: "Affirmation"}
	found, err := file.Verify(q)
	must(t, err)
	if last := found.Checks[len(found.Checks)-1].Text; !strings.Contains(last, "le jury l’a décidé") || found.Checks[0].Agrees {
		t.Errorf("another level: %q", last)
	}
}

func TestWhatIsNoFileIsTold(t *testing.T) {
	q := edition2021(t)
	file := sealed(t, q)
	content, err := file.Encode()
	must(t, err)
	replaced := func(old, new string) string {
		out := strings.Replace(string(content), old, new, 1)
		if out == string(content) {
			t.Fatalf("%q is not in the file", old)
		}
		return out
	}
	for text, want := range map[string]string{
		"":                                       "JSON",
		"[]":                                     "d’une autre sorte",
		"{}":                                     "ce n’est pas le dossier d’un label",
		`{"format":"other"}`:                     "ce n’est pas le dossier d’un label",
		replaced(`"version": 1`, `"version": 2`): "version 2",
		replaced(`"record": {`, `"record": {"secret": 1,`):                                  "n’est pas écrit comme",
		replaced(`"number": "2021-0001",`, `"number": "2021-0001", "number": "2021-0001",`): "n’est pas écrit comme",
		replaced(`"number"`, `"Number"`):                                                    "n’est pas écrit comme",
		replaced(`"points": "2.5"`, `"points": "2.50"`):                                     "n’est pas écrit comme",
		replaced(`"points": "2.5"`, `"points": 2.5`):                                        "`record.adjustments.points`",
		replaced(`"answers": {`, `"answers": [], "x": {`):                                   "pas de réponses",
		string(content) + "{}":                                                              "JSON",
		string(content[:len(content)/2]):                                                    "JSON",
		strings.Repeat(" ", verification.MaxSize+1):                                         "trop gros",
		strings.Repeat(`{"a":`, 20000) + "1":                                                "",
		replaced(`"year": 2021`, `"year": 99999999999999999999999`):                         "d’une autre sorte",
	} {
		_, err := verification.Read(strings.NewReader(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: %v, want %q", text, err, want)
		}
	}
}

// Whatever is asked and answered, its file agrees.
func TestAnyFileAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnairetest.Read(t, questionnairetest.Draw(t))
		facts, answers := questionnairetest.DrawFacts(t), questionnairetest.DrawAnswers(t, q)
		engine := scoring.Compute(q, scoring.Input{Facts: facts, Answers: answers})
		adjustments := map[string]scoring.Adjustment{}
		for _, question := range q.Questions {
			if most := engine.Question(question).Max; !most.IsZero() && rapid.Bool().Draw(t, "adjusted") {
				adjustments[question.ID] = scoring.Adjustment{Points: most.Mul(exact.Of(int64(rapid.IntRange(0, 4).Draw(t, "quarters")), 4)), Reason: "x"}
			}
		}
		file := seal(t, q, facts, answers, adjustments)
		content, err := file.Encode()
		if err != nil {
			t.Fatal(err)
		}
		read, err := verification.Read(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		found, err := read.Verify(q)
		if err != nil || !found.Agrees() {
			t.Fatalf("%v %+v", err, found.Checks)
		}
	})
}

// No file breaks the reader, and what is read is written back as it was.
func FuzzRead(f *testing.F) {
	q := edition2021(f)
	file := sealed(f, q)
	content, err := file.Encode()
	must(f, err)
	f.Add(content)
	f.Add([]byte(`{"format":"tnl-award","version":1,"questionnaire":"","record":{"answers":{}},"digest":""}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		read, err := verification.Read(bytes.NewReader(content))
		if err != nil {
			return
		}
		again, err := read.Encode()
		must(t, err)
		var before, after bytes.Buffer
		must(t, json.Compact(&before, content))
		must(t, json.Compact(&after, again))
		if !bytes.Equal(before.Bytes(), after.Bytes()) {
			t.Fatal("read in another way than it is written")
		}
		if _, err := read.Verify(q); err != nil {
			t.Fatal(err)
		}
	})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
