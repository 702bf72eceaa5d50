package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"tnl/app/config"
	"tnl/app/database"
)

func migrateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "migrate",
		Short: "Bring the database's schema up to date, or take it back",
		Long: `Apply the versioned migrations to the database that the settings name: PostgreSQL by TNL_DATABASE,
else the SQLite file of the data folder. "tnl serve" applies them itself on SQLite, never on PostgreSQL.`,
	}
	var all, yes bool
	down := migrateStep("down", "Take the last migration back: what it created is deleted, data included",
		func(cmd *cobra.Command, db *database.DB) error {
			if !yes {
				return errors.New("this deletes what the migration created, data included: back up, then add --yes")
			}
			steps, err := db.MigrateDown(cmd.Context(), all)
			return told(cmd, "taken back", steps, err)
		})
	down.Flags().BoolVar(&yes, "yes", false, "delete for good; needed")
	down.Flags().BoolVar(&all, "all", false, "take every migration back")
	cmd.AddCommand(
		migrateStep("up", "Apply every waiting migration", func(cmd *cobra.Command, db *database.DB) error {
			steps, err := db.MigrateUp(cmd.Context())
			return told(cmd, "applied", steps, err)
		}),
		down,
		migrateStep("status", "List the migrations and when each was applied", func(cmd *cobra.Command, db *database.DB) error {
			steps, err := db.Migrations(cmd.Context())
			if err != nil {
				return err
			}
			for _, s := range steps {
				state := "waiting"
				if !s.AppliedAt.IsZero() {
					state = s.AppliedAt.UTC().Format("2006-01-02 15:04:05 UTC")
				}
				fmt.Fprintf(cmd.OutOrStdout(), "%-40s %s\n", s.Name, state)
			}
			return nil
		}),
	)
	return cmd
}

func migrateStep(name, short string, run func(*cobra.Command, *database.DB) error) *cobra.Command {
	cmd := &cobra.Command{
		Use: name, Short: short, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := config.Load(cmd.Flags(), os.Environ(), "development") // a migration needs no secret
			if err != nil {
				return err
			}
			if err := c.EnsureData(); err != nil {
				return err
			}
			db, err := database.Open(c.Database, filepath.Join(c.Data, "tnl.db"))
			if err != nil {
				return err
			}
			defer db.Close()
			return run(cmd, db)
		},
	}
	config.Flags(cmd.Flags())
	return cmd
}

func told(cmd *cobra.Command, what string, steps []database.Migration, err error) error {
	if err != nil {
		return err
	}
	for _, s := range steps {
		fmt.Fprintf(cmd.OutOrStdout(), "%s %s\n", what, s.Name)
	}
	if len(steps) == 0 {
		fmt.Fprintln(cmd.OutOrStdout(), "nothing to do")
	}
	return nil
}
