package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"tnl/app/questionnaire"
	"tnl/app/verification"
	"tnl/questionnaires"
)

// runAward computes an award again from its file.
func (flags *scoreFlags) runAward(cmd *cobra.Command) error {
	for _, other := range []string{"territory", "kind", "population", "first-candidacy", "name"} {
		if cmd.Flags().Changed(other) {
			return fmt.Errorf("--%s: an award's file tells the territory itself", other)
		}
	}
	file, err := os.Open(flags.award)
	if err != nil {
		return err
	}
	defer file.Close()
	award, err := verification.Read(file)
	if err != nil {
		return fmt.Errorf("%s: %w", flags.award, err)
	}
	q, err := flags.questionnaireOf(award)
	if err != nil {
		return tellFaults(cmd, err)
	}
	found, err := award.Verify(q)
	if err != nil {
		return err
	}
	if flags.json {
		err = printJSON(cmd.OutOrStdout(), awardReport(found))
	} else {
		printAward(cmd.OutOrStdout(), award, found)
	}
	if err == nil && !found.Agrees() {
		return &exitError{1}
	}
	return err
}

// questionnaireOf gives the questionnaire of the award: the file given, which must be it, or an embedded one.
func (flags *scoreFlags) questionnaireOf(award *verification.File) (*questionnaire.Questionnaire, error) {
	wanted := award.Record.Questionnaire
	if flags.questionnaire != "" {
		q, err := loadQuestionnaire(flags.questionnaire)
		if err != nil {
			return nil, err
		}
		if q.Hash != wanted.Hash {
			return nil, fmt.Errorf("%s est d’empreinte %s ; ce label a été décerné avec %s, d’empreinte %.80s", flags.questionnaire, q.Hash, short(wanted.ID), wanted.Hash)
		}
		return q, nil
	}
	files, err := fs.Glob(questionnaires.Files, "*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		text, err := fs.ReadFile(questionnaires.Files, name)
		if err != nil {
			return nil, err
		}
		if sum := sha256.Sum256(text); hex.EncodeToString(sum[:]) == wanted.Hash {
			return loadQuestionnaire(name[:len(name)-len(".yaml")])
		}
	}
	return nil, errors.New("le questionnaire " + short(wanted.ID) + " de ce dossier n’est pas dans ce programme : téléchargez " + short(award.Questionnaire) + ", puis donnez-le par --questionnaire")
}

// short keeps what a file says from filling the screen.
func short(text string) string { return fmt.Sprintf("%.200s", text) }

// verificationReport is a verification ready for JSON.
type verificationReport struct {
	Agrees bool                 `json:"agrees"`
	Checks []verification.Check `json:"checks"`
	Score  *scoreReport         `json:"score,omitempty"`
}

func awardReport(found *verification.Verification) verificationReport {
	out := verificationReport{Agrees: found.Agrees(), Checks: found.Checks}
	if found.Score != nil {
		score := reportOf(found.Score)
		out.Score = &score
	}
	return out
}

func printAward(w io.Writer, award *verification.File, found *verification.Verification) {
	if found.Score != nil {
		printScore(w, short(award.Record.Territory.Name), found.Score, nil)
	}
	title := "Vérification du label " + short(award.Record.Number)
	if award.Record.Number == "" {
		title = "Vérification d’une candidature sans label"
	}
	fmt.Fprintf(w, "\n%s, %s\n", title, short(award.Record.Edition.Name))
	for _, check := range found.Checks {
		mark := "d’accord "
		if !check.Agrees {
			mark = "DIFFÉRENT"
		}
		fmt.Fprintf(w, "  %s  %s\n", mark, check.Text)
	}
	if found.Agrees() {
		fmt.Fprintln(w, "Tout s’accorde : ces réponses donnent bien cette note.")
		return
	}
	fmt.Fprintln(w, "Tout ne s’accorde pas : ce dossier n’est pas celui qui a été publié, ou le label ne suit pas ses réponses.")
}
