package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"tnl/app/questionnaire"
)

func questionnaireDiffCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "diff A B",
		Short: "Tell what changes from one questionnaire to another, axis by axis",
		Long: `Tell what changes from questionnaire A to questionnaire B, axis by axis: questions added, removed or continued,
wording, points, options, scope, follow-up, weights, levels and mentions. Each is the id of an embedded questionnaire or
a file.

A question of B is compared with the one of A that it says it continues (continues: a/question), or, between two versions
of the same questionnaire, with the one of the same identifier.

Ends with 0, whether anything changes or not; with 1 when A or B cannot be read or has faults.`,
		Example: "  tnl questionnaire diff tnl-2021 questionnaires/tnl-2024.yaml\n  tnl questionnaire diff tnl-2021 mended.yaml --json",
		Args:    cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := loadQuestionnaire(args[0])
			if err != nil {
				return tellFaults(cmd, err)
			}
			b, err := loadQuestionnaire(args[1])
			if err != nil {
				return tellFaults(cmd, err)
			}
			found := questionnaire.Diff(a, b)
			if asJSON {
				return printJSON(cmd.OutOrStdout(), append([]questionnaire.Difference{}, found...))
			}
			printDifferences(cmd.OutOrStdout(), a, b, found)
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON: a list of {axis, question, number, change, text, before, after}")
	return cmd
}

func printJSON(w io.Writer, v any) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

func printDifferences(w io.Writer, a, b *questionnaire.Questionnaire, found []questionnaire.Difference) {
	if len(found) == 0 {
		fmt.Fprintf(w, "Aucune différence entre %s et %s.\n", a.ID, b.ID)
		return
	}
	fmt.Fprintf(w, "De %s à %s : %d différences.\n", a.ID, b.ID, len(found))
	heading := ""
	for i, d := range found {
		at := "Axe " + d.Axis
		switch {
		case d.Axis != "":
		case i > 0 && found[i-1].Axis != "" || heading == "Échelle":
			at = "Échelle"
		case d.Change == questionnaire.ChangeWording && heading == "":
			at = "Questionnaire"
		default:
			at = "Échelle"
		}
		if at != heading {
			heading = at
			fmt.Fprintf(w, "\n%s\n", heading)
		}
		if d.Question == "" {
			fmt.Fprintf(w, "  %s\n", d.Text)
		} else {
			fmt.Fprintf(w, "  %s %s : %s\n", d.Number, d.Question, d.Text)
		}
		if d.Change == questionnaire.ChangeWording {
			fmt.Fprintf(w, "      avant : %s\n      après : %s\n", d.Before, d.After)
		}
	}
}
