package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tnl/app/award"
	"tnl/app/config"
	"tnl/app/label"
	"tnl/app/territory"
)

func importCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "import", Short: "Bring in what the label was before this program"}
	var dryRun bool
	laureates := &cobra.Command{
		Use:   "laureates [FILE.csv]",
		Short: "Import the laureates of past editions, and the editions that are missing",
		Long: `Import the laureates of past editions from a CSV file in UTF-8, with the columns edition, name, kind, department,
award, mentions and source; without a file, those of 2016 to 2025 that public sources name, which come with the
program. Missing editions of those years are added, with the dates that are known. Every laureate becomes an award
with its source, unless they have it already: the same file may be imported again.

A name that means several bodies, or none, is reported and never guessed. To settle it, add to the file a column
insee or siren, or both, fill it in for those lines alone, and import the file again. kind is one of commune, epci,
departement, region, syndicat, operator, association, other; award is 1 to 5, badge, bronze, argent, or, or nothing
when the level was not published; mentions are separated by semicolons.

It is done whole or not at all, and may be run while the server runs.`,
		Example: "  tnl import laureates --dry-run\n  tnl import laureates past.csv",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			list, err := laureatesOf(args)
			if err != nil {
				return err
			}
			c, err := config.Load(cmd.Flags(), os.Environ(), "development") // needs no secret
			if err != nil {
				return err
			}
			db, err := openDatabase(cmd.Context(), c)
			if err != nil {
				return err
			}
			defer db.Close()
			done, err := label.New(db, c.BaseURL, time.Now).Awards.Import(cmd.Context(), "command line", list, dryRun)
			if err != nil {
				return err
			}
			printImport(cmd.OutOrStdout(), done, dryRun)
			return nil
		},
	}
	laureates.Flags().BoolVar(&dryRun, "dry-run", false, "tell what would be done, and write nothing")
	config.Flags(laureates.Flags())
	cmd.AddCommand(laureates)
	return cmd
}

func laureatesOf(args []string) ([]award.Laureate, error) {
	if len(args) == 0 {
		return award.Laureates()
	}
	file, err := os.Open(args[0])
	if err != nil {
		return nil, err
	}
	defer file.Close()
	list, err := award.ReadLaureates(file)
	if err != nil {
		return nil, fmt.Errorf("%s:\n%w", args[0], err)
	}
	return list, nil
}

// printImport tells what became of every line, those that need somebody in full.
func printImport(w io.Writer, done []award.Imported, dryRun bool) {
	awards, known, left := 0, 0, 0
	added, written := "édition ajoutée", "importés"
	if dryRun {
		added, written = "édition à ajouter", "à importer"
	}
	for _, year := range done {
		fmt.Fprintf(w, "%d", year.Year)
		if year.Created {
			fmt.Fprint(w, ", "+added)
		}
		if year.Refused != "" {
			fmt.Fprintf(w, " : %s\n", year.Refused)
			continue
		}
		fmt.Fprintf(w, " : labels %s %d, déjà là %d, à préciser %d\n", written, len(year.Awards), len(year.Known)+len(year.Differing), len(year.Unmatched))
		for _, d := range year.Differing {
			fmt.Fprintf(w, "  ligne %d, %s : déjà là avec d’autres faits (%s), laissé comme il est\n", d.Laureate.Line, d.Laureate.Name, facts(d.Award))
		}
		for _, u := range year.Unmatched {
			fmt.Fprintf(w, "  ligne %d, %s (%s) : %s\n", u.Laureate.Line, u.Laureate.Name, strings.ToLower(u.Laureate.Kind.One()), u.Reason)
			for _, body := range u.Candidates {
				fmt.Fprintf(w, "      %s\n", candidateLine(body))
			}
		}
		awards, known, left = awards+len(year.Awards), known+len(year.Known)+len(year.Differing), left+len(year.Unmatched)
	}
	fmt.Fprintf(w, "En tout : labels %s %d, déjà là %d, à préciser %d.\n", written, awards, known, left)
	if left > 0 {
		fmt.Fprintln(w, "Pour préciser une ligne, ajoutez au fichier une colonne insee ou siren, remplissez-la pour cette ligne, puis importez-le de nouveau.")
	}
	if dryRun {
		fmt.Fprintln(w, "C’était un essai : rien n’a été écrit.")
	}
}

func facts(a award.Award) string {
	return strings.Join(append([]string{a.LevelName()}, a.Mentions.Names()...), ", ")
}

func candidateLine(body territory.Body) string {
	line := body.Label
	if body.Kind != territory.EPCI {
		line += ", INSEE " + body.Code
	}
	if body.SIREN != "" {
		line += ", SIREN " + body.SIREN
	}
	return line
}
