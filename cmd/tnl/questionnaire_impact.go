package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tnl/app/config"
	"tnl/app/edition"
	"tnl/app/impact"
	"tnl/app/questionnaire"
	"tnl/app/territory"
)

func questionnaireImpactCommand() *cobra.Command {
	var flags impactFlags
	cmd := &cobra.Command{
		Use:   "impact NEW --against YEAR",
		Short: "Tell who would move if a past edition had used another questionnaire",
		Long: `Score the last submission of every candidacy of an edition twice, with its own questionnaire and with NEW (the id of
an embedded one, or a file), and tell who would move: by level, and by kind and size of territory. Answers are carried
over where a question of NEW continues one of the edition's (continues: tnl-2021/…); between two versions of the same
questionnaire the identifiers are enough. An answer that is not carried over counts as none.

Both scores are the engine's: what the jury adjusted is left out, and so are drafts and withdrawn candidacies. Nothing is changed
in the database, which the settings name. Nobody is named, unless --names asks for the territories that move.

Ends with 0, whoever moves; with 1 when NEW has faults or the edition is not there.`,
		Example: "  tnl questionnaire impact draft.yaml --against 2021\n  tnl questionnaire impact draft.yaml --against 2021 --json",
		Args:    cobra.ExactArgs(1),
		RunE:    func(cmd *cobra.Command, args []string) error { return flags.run(cmd, args[0]) },
	}
	cmd.Flags().IntVar(&flags.against, "against", 0, "year of the edition")
	cmd.Flags().BoolVar(&flags.json, "json", false, "print JSON")
	cmd.Flags().BoolVar(&flags.names, "names", false, "name the territories that move; for the organisers alone")
	_ = cmd.MarkFlagRequired("against")
	config.Flags(cmd.Flags())
	return cmd
}

type impactFlags struct {
	against     int
	json, names bool
}

// impactReport is what --json prints.
type impactReport struct {
	Edition       int            `json:"edition"`
	Questionnaire string         `json:"questionnaire"` // the edition's, the last version
	Hash          string         `json:"hash"`
	New           string         `json:"new"`
	NewHash       string         `json:"new_hash"`
	Levels        []string       `json:"levels"`     // the edition's, from level 1
	NewLevels     []string       `json:"new_levels"` // NEW's
	Questions     map[string]int `json:"questions"`  // how many are carried over, added, removed…
	Summary       impact.Summary `json:"summary"`
	Territories   []impactMover  `json:"territories,omitempty"`
	took          time.Duration
}

type impactMover struct {
	Name       string `json:"name"`
	Kind       string `json:"kind"`
	Population *int   `json:"population"`
	From       int    `json:"from"`
	To         int    `json:"to"`
	FromTotal  string `json:"from_total"`
	ToTotal    string `json:"to_total"`
}

func (flags *impactFlags) run(cmd *cobra.Command, file string) error {
	with, err := loadQuestionnaire(file)
	if err != nil {
		return tellFaults(cmd, err)
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
	kept := &edition.Questionnaires{DB: db}
	of, err := (&edition.Editions{DB: db, Questionnaires: kept, Now: time.Now}).ByYear(cmd.Context(), flags.against)
	if err != nil {
		return fmt.Errorf("edition %d: %w", flags.against, err)
	}
	old, err := kept.Get(cmd.Context(), of.QuestionnaireHash)
	if err != nil {
		return err
	}
	start := time.Now()
	cases, err := (&impact.Past{DB: db, Questionnaires: kept}).Cases(cmd.Context(), of.ID, with)
	if err != nil {
		return err
	}
	report := impactReport{
		Edition: of.Year, Questionnaire: old.ID, Hash: old.Hash, New: with.ID, NewHash: with.Hash,
		Levels: levelNames(old), NewLevels: levelNames(with), Questions: map[string]int{}, Summary: impact.Compare(cases), took: time.Since(start),
	}
	for _, link := range questionnaire.Continue(old, with).Links() {
		report.Questions[string(link.Outcome)]++
	}
	if flags.names {
		report.Territories = moversOf(cases)
	}
	if flags.json {
		return printJSON(cmd.OutOrStdout(), report)
	}
	return report.print(cmd.OutOrStdout())
}

func levelNames(q *questionnaire.Questionnaire) []string {
	names := make([]string, len(q.Levels))
	for i, level := range q.Levels {
		names[i] = level.Name()
	}
	return names
}

func moversOf(cases []impact.Case) []impactMover {
	var out []impactMover
	for _, c := range impact.Movers(cases) {
		m := impactMover{Name: c.Name, Kind: c.Facts.Kind, From: c.Before.Level, To: c.After.Level, FromTotal: c.Before.Total.Percent(), ToTotal: c.After.Total.Percent()}
		if n := c.Facts.Population; n >= 0 {
			m.Population = &n
		}
		out = append(out, m)
	}
	return out
}

func (r *impactReport) print(w io.Writer) error {
	fmt.Fprintf(w, "Édition %d (%s) rejouée avec %s\n", r.Edition, r.Questionnaire, r.New)
	fmt.Fprintf(w, "Questions :")
	separator := " "
	for _, outcome := range []questionnaire.Outcome{questionnaire.CarriedOver, questionnaire.Added, questionnaire.Removed, questionnaire.Merged, questionnaire.Split, questionnaire.OtherType} {
		if n := r.Questions[string(outcome)]; n > 0 {
			fmt.Fprintf(w, "%s%d (%s)", separator, n, outcome.Label())
			separator = ", "
		}
	}
	s := r.Summary
	if s.Candidacies == 0 {
		fmt.Fprintf(w, "\nAucune candidature déposée n’est gardée ici pour cette édition.\n")
		return nil
	}
	fmt.Fprintf(w, "\nCandidatures : %d, en %d ms. Montent : %d. Descendent : %d. Restent : %d.\n", s.Candidacies, r.took.Milliseconds(), s.Up, s.Down, s.Same)
	fmt.Fprintf(w, "Total plus haut : %d. Total plus bas : %d.\n", s.Higher, s.Lower)
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "\nAvant\tAprès\tCandidatures\n")
	for _, m := range s.Moves {
		fmt.Fprintf(table, "%s\t%s\t%d\n", levelAt(r.Levels, m.From), levelAt(r.NewLevels, m.To), m.Count)
	}
	fmt.Fprintf(table, "\nGenre\tHabitants\tCandidatures\tMontent\tDescendent\tRestent\n")
	for _, g := range s.Groups {
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\t%d\n", kindName(g.Kind), g.Size.Label(), g.Candidacies, g.Up, g.Down, g.Same)
	}
	if len(r.Territories) > 0 {
		fmt.Fprintf(table, "\nTerritoire\tGenre\tHabitants\tAvant\tAprès\n")
	}
	for _, m := range r.Territories {
		population := "inconnue"
		if m.Population != nil {
			population = strconv.Itoa(*m.Population)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s, %s\t%s, %s\n", m.Name, kindName(m.Kind), population,
			levelAt(r.Levels, m.From), m.FromTotal, levelAt(r.NewLevels, m.To), m.ToTotal)
	}
	return table.Flush()
}

func levelAt(names []string, level int) string {
	if level < 1 || level > len(names) {
		return "Aucun niveau"
	}
	return names[level-1]
}

func kindName(kind string) string {
	if name := territory.Kind(kind).One(); name != "" {
		return name
	}
	return "Inconnu"
}
