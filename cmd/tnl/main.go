// Command tnl runs the label: the website, the demonstration, and the tools of its organisers.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"
)

// version is set at build time: -ldflags "-X main.version=1.2.3".
var version = "dev"

func main() {
	root := &cobra.Command{
		Use:   "tnl",
		Short: "Run the label « Territoire numérique libre »",
		Long: `tnl runs the yearly label « Territoire numérique libre »: candidacies, scoring, jury, decisions,
certificates and public pages, in one program.

To see it at once, with a past edition and an account for each role:

  tnl demo`,
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.AddCommand(serveCommand(), demoCommand(), migrateCommand(), importCommand(), questionnaireCommand(), scoreCommand(), userCommand(), versionCommand(), certificateCommand(), keyCommand())
	if err := root.Execute(); err != nil {
		var told *exitError
		if errors.As(err, &told) {
			os.Exit(told.code)
		}
		fmt.Fprintln(os.Stderr, "tnl:", err)
		os.Exit(1)
	}
}

// exitError ends the program with a code when everything was already said.
type exitError struct{ code int }

func (e *exitError) Error() string { return fmt.Sprintf("exit %d", e.code) }
