package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tnl/app/questionnaire"
	"tnl/questionnaires"
)

func questionnaireCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "questionnaire",
		Short: "Work on questionnaires",
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "check FILE-or-ID...",
		Short: "Check questionnaire files: every fault at once, with its line and what was expected",
		Long: `Check questionnaire files. Every fault is told at once as file:line:column: message, and warnings
on what is legal but odd: what a question says to continue is looked for among the embedded questionnaires. Ends with 0 when every file can be used, else with 1.`,
		Example: "  tnl questionnaire check questionnaires/tnl-2021.yaml",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, files []string) error {
			shipped, err := everyEmbedded()
			if err != nil {
				return err
			}
			broken := false
			for _, file := range files {
				text, err := readQuestionnaire(file)
				if err != nil {
					return err
				}
				q, faults := questionnaire.Read(file, text)
				if q != nil {
					faults = append(faults, q.Dangling(shipped)...)
					faults.Sort()
				}
				for _, f := range faults {
					fmt.Fprintln(cmd.OutOrStdout(), f)
				}
				if q == nil {
					broken = true
					continue
				}
				scored := 0
				for _, question := range q.Questions {
					if question.Scored() {
						scored++
					}
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%s: bon, %d axes, %d questions dont %d notées, %d niveaux\n",
					file, len(q.Axes), len(q.Questions), scored, len(q.Levels))
			}
			if broken {
				return &exitError{1}
			}
			return nil
		},
	}, questionnaireDiffCommand(), questionnaireSchemaCommand(), questionnaireImpactCommand(), questionnairePreviewCommand())
	return cmd
}

// readQuestionnaire gives the text of an embedded questionnaire by its id, or of a file.
func readQuestionnaire(idOrFile string) ([]byte, error) {
	text, err := fs.ReadFile(questionnaires.Files, idOrFile+".yaml")
	if err == nil {
		return text, nil
	}
	if text, err = os.ReadFile(idOrFile); err != nil {
		return nil, fmt.Errorf("questionnaire %q: neither an embedded one (%s) nor a readable file", idOrFile, strings.Join(embedded(), ", "))
	}
	return text, nil
}

// loadQuestionnaire reads an embedded questionnaire by its id, or a file.
func loadQuestionnaire(idOrFile string) (*questionnaire.Questionnaire, error) {
	text, err := readQuestionnaire(idOrFile)
	if err != nil {
		return nil, err
	}
	q, faults := questionnaire.Read(idOrFile, text)
	if q == nil {
		return nil, faults
	}
	return q, nil
}

func everyEmbedded() ([]*questionnaire.Questionnaire, error) {
	var all []*questionnaire.Questionnaire
	for _, id := range embedded() {
		q, err := loadQuestionnaire(id)
		if err != nil {
			return nil, err
		}
		all = append(all, q)
	}
	return all, nil
}

func embedded() []string {
	files, _ := fs.Glob(questionnaires.Files, "*.yaml")
	for i, file := range files {
		files[i] = strings.TrimSuffix(filepath.Base(file), ".yaml")
	}
	return files
}
