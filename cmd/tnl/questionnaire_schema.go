package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"tnl/app/questionnaire"
)

func questionnaireSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of questionnaire files, for editors",
		Long: `Print the JSON Schema (draft 2020-12) of questionnaire files, with descriptions in French, made from the very
code that reads them. An editor that knows YAML schemas then completes keys and underlines mistakes while one types:

  tnl questionnaire schema > questionnaire.schema.json

and, as the first line of the questionnaire:

  # yaml-language-server: $schema=questionnaire.schema.json

What the schema accepts may still have faults that only "tnl questionnaire check" sees. Ends with 0.`,
		Example: "  tnl questionnaire schema > questionnaire.schema.json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			schema, err := questionnaire.Schema()
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s\n", schema)
			return nil
		},
	}
}
