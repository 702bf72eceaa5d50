package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tnl/app/questionnaire"
	"tnl/app/questionnaire/source"
	"tnl/app/scoring"
)

func scoreCommand() *cobra.Command {
	var flags scoreFlags
	cmd := &cobra.Command{
		Use:   "score --questionnaire ID-or-FILE [--territory FILE | --kind K --population N] ANSWERS.yaml | --award FILE.json",
		Short: "Score a candidacy written in a file, or verify an award, and explain every point",
		Long: `Score the answers of a file against a questionnaire: level, total, axes, and every question's points
with their reason. The territory is told by the answers file itself (key "territory"), by a file of its own,
or by flags; flags win over the file.

The jury's published adjustments, under the key "adjustments" (question: {points, reason}), are counted in the
answers' place: with them an award's score comes out again.

Ends with 0. A wrong answers file: each fault with its line and what was expected, and 1.

With --award, the file of an award (its certificate's page tells where it is) takes the answers' place: its
questionnaire is found by its hash among the embedded ones, or given by --questionnaire; the answers' hash, the
points, the total and the level are computed again and compared. Ends with 0 when everything agrees, else with 1.`,
		Example: `  tnl score --questionnaire tnl-2021 testdata/sitiv-2021.yaml
  tnl score --questionnaire tnl-2024 testdata/boe-2024.yaml --known
  tnl score --questionnaire tnl-2021 --kind commune --population 5700 answers.yaml --json
  tnl score --award dossier-2024-0003.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case flags.award != "" && len(args) > 0:
				return errors.New("--award: an award's file holds its answers, no other file is expected")
			case flags.award != "":
				return flags.runAward(cmd)
			case len(args) != 1:
				return errors.New("a file of answers is expected, or --award with the file of an award")
			case flags.questionnaire == "":
				return errors.New("--questionnaire: the questionnaire that the answers are to is expected")
			}
			return flags.run(cmd, args[0])
		},
	}
	f := cmd.Flags()
	f.StringVarP(&flags.questionnaire, "questionnaire", "q", "", "id of an embedded questionnaire ("+strings.Join(embedded(), ", ")+") or a file")
	f.StringVarP(&flags.territory, "territory", "t", "", "file with the territory's name, kind, department, population, first_candidacy")
	f.StringVar(&flags.kind, "kind", "", "kind of territory: "+strings.Join(questionnaire.Kinds, ", "))
	f.IntVar(&flags.population, "population", -1, "inhabitants")
	f.BoolVar(&flags.first, "first-candidacy", false, "the territory never was a candidate before")
	f.StringVar(&flags.name, "name", "", "the territory's name, for display")
	f.BoolVar(&flags.known, "known", false, "leave out the answers that are supposed (key \"assumption\")")
	f.BoolVar(&flags.json, "json", false, "print JSON")
	f.StringVar(&flags.award, "award", "", "file of an award to verify")
	return cmd
}

type scoreFlags struct {
	questionnaire, territory, kind, name string
	award                                string
	population                           int
	first, known, json                   bool
}

func (flags *scoreFlags) run(cmd *cobra.Command, file string) error {
	q, err := loadQuestionnaire(flags.questionnaire)
	if err != nil {
		return tellFaults(cmd, err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	answers, faults := questionnaire.ReadAnswers(q, file, text)
	if faults.Broken() {
		return tellFaults(cmd, faults)
	}
	territory, err := flags.about(cmd, answers.Territory)
	if err != nil {
		return tellFaults(cmd, err)
	}
	if flags.known {
		answers.Answers, answers.Assumptions = answers.Known(q), nil
	}
	adjustments := make(map[string]scoring.Adjustment, len(answers.Adjustments))
	for id, a := range answers.Adjustments {
		adjustments[id] = scoring.Adjustment{Points: a.Points, Reason: a.Reason}
	}
	score := scoring.Compute(q, scoring.Input{Facts: territory.Facts, Answers: answers.Answers, Adjustments: adjustments})
	if flags.json {
		return printJSON(cmd.OutOrStdout(), reportOf(score))
	}
	printScore(cmd.OutOrStdout(), territory.Name, score, answers.Assumptions)
	return nil
}

// scoreReport is the score, and the way to the next level where there is one.
type scoreReport struct {
	scoring.ScoreReport
	Way *scoring.WayReport `json:"way,omitempty"`
}

func reportOf(score *scoring.Score) scoreReport {
	out := scoreReport{ScoreReport: scoring.Report(score)}
	if next := score.Next(); next != nil {
		way := score.Way(next).Report()
		out.Way = &way
	}
	return out
}

// about puts together what the files and flags say of the territory.
func (flags *scoreFlags) about(cmd *cobra.Command, t questionnaire.TerritoryFile) (questionnaire.TerritoryFile, error) {
	if flags.territory != "" {
		text, err := os.ReadFile(flags.territory)
		if err != nil {
			return t, err
		}
		var faults source.Faults
		if t, faults = questionnaire.ReadTerritory(flags.territory, text); faults.Broken() {
			return t, faults
		}
	}
	if flags.kind != "" {
		if !slices.Contains(questionnaire.Kinds, flags.kind) {
			return t, fmt.Errorf("--kind %q: expected one of %s", flags.kind, strings.Join(questionnaire.Kinds, ", "))
		}
		t.Facts.Kind = flags.kind
	}
	if cmd.Flags().Changed("population") {
		if flags.population < 0 {
			return t, fmt.Errorf("--population %d: expected a number of inhabitants", flags.population)
		}
		t.Facts.Population = flags.population
	}
	if cmd.Flags().Changed("first-candidacy") {
		t.Facts.FirstCandidacy = flags.first
	}
	if flags.name != "" {
		t.Name = flags.name
	}
	if t.Facts.Kind == "" {
		return t, errors.New("the territory's kind is not known: give it in the answers file (territory: {kind: commune}), by --territory FILE or by --kind")
	}
	return t, nil
}

func tellFaults(cmd *cobra.Command, err error) error {
	var faults source.Faults
	if !errors.As(err, &faults) {
		return err
	}
	for _, f := range faults {
		fmt.Fprintln(cmd.ErrOrStderr(), f)
	}
	return &exitError{1}
}

func printScore(w io.Writer, name string, score *scoring.Score, assumptions map[string]string) {
	level := "Aucun niveau atteint"
	if of := score.Of(); of != nil {
		level = of.Name()
	}
	if name != "" {
		fmt.Fprintf(w, "%s\n", name)
	}
	fmt.Fprintf(w, "%s\nTotal : %s\n", level, score.Total.Percent())
	for _, mention := range score.Eligible() {
		fmt.Fprintf(w, "Mention possible : %s\n", mention.Title)
	}
	if progress := score.Progress(); progress.Asked > 0 {
		fmt.Fprintf(w, "Réponses : %d sur %d\n", progress.Answered, progress.Asked)
	}
	for _, a := range score.Axes {
		fmt.Fprintln(w)
		fmt.Fprintf(w, "%d. %s, poids %s\n   %s\n", a.Axis.Number, a.Axis.Title, a.Weight.Decimal(2), a.Note())
		for i := range a.Questions {
			qs := &a.Questions[i]
			points := "     –     "
			if !qs.Max.IsZero() {
				points = fmt.Sprintf("%5s / %-3s", qs.Points.Decimal(2), qs.Max.Decimal(2))
			}
			fmt.Fprintf(w, "  %-5s %s  %s\n", qs.Question.Number, points, qs.Question.ID)
			if said := qs.Question.Show(qs.Answer().Value); said != "" {
				fmt.Fprintf(w, "        réponse : %s\n", strings.ReplaceAll(said, "\n", " "))
			}
			fmt.Fprintf(w, "        %s\n", qs.Reason())
			if why := assumptions[qs.Question.ID]; why != "" {
				fmt.Fprintf(w, "        hypothèse : %s\n", why)
			}
		}
	}
	if next := score.Next(); next != nil {
		fmt.Fprintf(w, "\nCe qui manque pour « %s » :\n", next.Name())
		for _, lack := range score.Lacks(next) {
			fmt.Fprintf(w, "  - %s\n", lack)
		}
		printWay(w, score.Way(next))
	}
}

func printWay(w io.Writer, way *scoring.Way) {
	fmt.Fprintf(w, "\nLe chemin le plus court jusqu’à « %s » : %s\n", way.Level.Name(), way)
	for i, step := range way.Steps {
		fmt.Fprintf(w, "%3d. %s\n     %s\n", i+1, step.Question.Label, step)
		if planned := step.PlannedLabel(); planned != "" {
			fmt.Fprintf(w, "     %s\n", planned)
		}
		if step.Question.Advice != "" {
			fmt.Fprintf(w, "     Conseil : %s\n", step.Question.Advice)
		}
	}
}
