package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"tnl/app/config"
	"tnl/app/database"
	"tnl/app/demo"
)

func demoCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Serve a demonstration: a label with past and running editions, and an account for each role",
		Long: `Serve a demonstration label: the real results of past years, imaginary editions that are published, under
review and open, and accounts for each role, which are printed at the start. The data stay in the data folder;
delete it to begin again. E-mails go to a folder, read on the page /demo/courrier.`,
		Example: "  tnl demo\n  tnl demo --listen 127.0.0.1:9000 --base-url http://localhost:9000 --data /tmp/tnl",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := config.Load(cmd.Flags(), os.Environ(), "demo")
			if err != nil {
				return err
			}
			if c.Secret == "" {
				c.Secret = config.DemoSecret
			}
			return serve(cmd.Context(), c, func(ctx context.Context, db *database.DB) error {
				if err := demo.Load(ctx, db, c.BaseURL, c.Secret, time.Now()); err != nil {
					return err
				}
				printAccounts(cmd.OutOrStdout(), c.BaseURL)
				return nil
			})
		},
	}
	config.Flags(cmd.Flags())
	return cmd
}

func printAccounts(w io.Writer, baseURL string) {
	fmt.Fprintf(w, "\nDémonstration du label : %s\n\n", baseURL)
	for _, a := range demo.Accounts {
		fmt.Fprintf(w, "  %-32s %-28s %s\n", a.Role, a.Email, a.Password)
	}
	fmt.Fprintf(w, "\n  Courrier envoyé : %s/demo/courrier\n  Ctrl+C pour arrêter.\n\n", baseURL)
}
