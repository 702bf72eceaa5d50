package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tnl/app/exact"
	"tnl/app/questionnaire"
	"tnl/app/scoring"
	"tnl/app/verification"
)

const archive = "testdata/award-questionnaire.yaml"

// awardFile writes the file of an award to a questionnaire, with answers in YAML.
func awardFile(t *testing.T, idOrFile, answers string, adjustments map[string]scoring.Adjustment) []byte {
	t.Helper()
	q, err := loadQuestionnaire(idOrFile)
	if err != nil {
		t.Fatal(err)
	}
	read, faults := questionnaire.ReadAnswers(q, "answers.yaml", []byte(answers))
	if faults.Broken() {
		t.Fatal(faults)
	}
	content, err := q.EncodeAll(read.Answers)
	if err != nil {
		t.Fatal(err)
	}
	score := scoring.Compute(q, scoring.Input{Facts: read.Territory.Facts, Answers: read.Answers, Adjustments: adjustments})
	salt := "000102030405060708090a0b0c0d0e0f"
	file, err := verification.Seal(verification.File{
		Certificate: "https://label.example/certificats/2024-0001", Questionnaire: "https://label.example/questionnaires/" + q.Hash + ".yaml",
		Record: verification.Record{
			Number: "2024-0001", Edition: verification.Edition{Year: 2024, Name: "Édition 2024"}, PublishedAt: time.Date(2024, 12, 4, 10, 0, 0, 0, time.UTC),
			Territory:     verification.Territory{Name: "Lettrives", Kind: read.Territory.Facts.Kind, FirstCandidacy: true},
			Questionnaire: verification.Pinned{ID: q.ID, Hash: q.Hash}, Salt: salt, AnswersHash: questionnaire.HashAnswers(salt, content),
			Answers: content, Adjustments: adjustments, Axes: verification.AxesOf(score), Total: score.Total, ComputedLevel: score.Level,
			Decision: verification.Decision{Level: score.Level, Title: score.Of().Title},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := file.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func kept(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "award.json")
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// An award's file of the first version is read for ever.
func TestAnArchivedAwardIsVerified(t *testing.T) {
	text := awardFile(t, archive, "territory: {kind: commune}\nanswers: {decision: oui, part: 60}\n", map[string]scoring.Adjustment{"part": {Points: exact.Of(7, 2), Reason: "La moitié des postes, vue sur place."}})
	golden(t, "award.json", string(text))
	out, code := runCommand(t, scoreCommand(), "--award", "testdata/award.json", "--questionnaire", archive)
	explained, verified, _ := strings.Cut(out, "\nVérification")
	golden(t, "award.golden", "Vérification"+verified)
	explained = strings.ReplaceAll(explained, "\u00a0", " ")
	if code != 0 || !strings.Contains(explained, "Ajusté par le jury, de 4,2 à 3,5 : La moitié des postes, vue sur place.") || !strings.Contains(explained, "Total : 65 %, il faut 70 %.") {
		t.Errorf("ended with %d\n%s", code, explained)
	}
	out, code = runCommand(t, scoreCommand(), "--award", "testdata/award.json", "--questionnaire", archive, "--json")
	var report verificationReport
	if err := json.Unmarshal([]byte(out), &report); err != nil || code != 0 || !report.Agrees || len(report.Checks) != 8 || report.Score.Level != 1 {
		t.Errorf("%d, %v\n%s", code, err, out)
	}
}

func TestAnAwardThatDoesNotAgreeEndsWithOne(t *testing.T) {
	embedded := string(awardFile(t, "tnl-2021", "territory: {kind: commune}\nanswers: {enjeux: [maitrise], bureautique: 100, strategie-formalisee: votee}\n", map[string]scoring.Adjustment{}))
	if out, code := runCommand(t, scoreCommand(), "--award", kept(t, embedded)); code != 0 || !strings.Contains(out, "Tout s’accorde") || !strings.Contains(out, "tnl-2021, d’empreinte") {
		t.Errorf("the questionnaire of the program: %d\n%s", code, out)
	}
	archived, err := os.ReadFile("testdata/award.json")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(embedded, `"votee"`, `"suivie"`, 1)
	for _, c := range []struct {
		name string
		args []string
		says string
	}{
		{"an answer changed", []string{"--award", kept(t, changed)}, "DIFFÉRENT  Réponses"},
		{"the same, in JSON", []string{"--award", kept(t, changed), "--json"}, `"agrees": false`},
		{"a questionnaire that is not known", []string{"--award", "testdata/award.json"}, "donnez-le par --questionnaire"},
		{"another questionnaire", []string{"--award", "testdata/award.json", "--questionnaire", "tnl-2021"}, "ce label a été décerné avec archive"},
		{"no file", []string{"--award", "nowhere.json"}, "nowhere.json"},
		{"no award", []string{"--award", archive}, "n’est pas du JSON"},
		{"half a file", []string{"--award", kept(t, string(archived[:200]))}, "n’est pas du JSON"},
		{"two files", []string{"--award", "testdata/award.json", "answers.yaml"}, "no other file"},
		{"a territory of one's own", []string{"--award", "testdata/award.json", "--kind", "commune"}, "--kind"},
		{"nothing", nil, "--award"},
		{"no questionnaire", []string{"answers.yaml"}, "--questionnaire"},
	} {
		if out, code := runCommand(t, scoreCommand(), c.args...); code != 1 || !strings.Contains(out, c.says) {
			t.Errorf("%s: %d\n%s", c.name, code, out)
		}
	}
}
