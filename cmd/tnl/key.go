package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"tnl/app/config"
	"tnl/app/issuer"
)

func keyCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "key", Short: "Manage the keys that sign credentials"}
	list := &cobra.Command{
		Use: "list", Short: "List the keys, the oldest first", Args: cobra.NoArgs,
		RunE: withKeys("development", func(cmd *cobra.Command, keys *issuer.Keys) error { // needs no secret
			all, err := keys.List(cmd.Context())
			for _, key := range all {
				fmt.Fprintf(cmd.OutOrStdout(), "%s  %s  %s\n", key.ID, key.CreatedAt.Format(time.DateOnly), state(key))
			}
			return err
		}),
	}
	rotate := &cobra.Command{
		Use: "rotate", Short: "Make another key sign from now on",
		Long: `Make another key sign from now on. The former one stays published, and what it signed stays good; its private part
is destroyed. It may be run while the server runs. It is also what to do when the secret of the settings was lost.`,
		Args: cobra.NoArgs,
		RunE: withKeys("", func(cmd *cobra.Command, keys *issuer.Keys) error {
			key, err := keys.Rotate(cmd.Context(), "command line")
			if err == nil {
				fmt.Fprintln(cmd.OutOrStdout(), key.ID)
			}
			return err
		}),
	}
	var reason string
	revoke := &cobra.Command{
		Use: "revoke KEY --reason WHY", Short: "Say that a key fell into other hands",
		Long: `Say that a key fell into other hands: from now on nothing that it signed is believed. A running server signs again,
within seconds, the credentials that it had signed; certificates that were downloaded before stay known to the site.`,
		Args: cobra.ExactArgs(1),
	}
	revoke.RunE = func(cmd *cobra.Command, args []string) error {
		return withKeys("", func(cmd *cobra.Command, keys *issuer.Keys) error {
			return toldFault(keys.Revoke(cmd.Context(), "command line", args[0], reason))
		})(cmd, args)
	}
	revoke.Flags().StringVar(&reason, "reason", "", "why, for the log")
	_ = revoke.MarkFlagRequired("reason")
	for _, one := range []*cobra.Command{list, rotate, revoke} {
		config.Flags(one.Flags())
		cmd.AddCommand(one)
	}
	return cmd
}

// withKeys opens the database of the settings for a command on keys. mode overrides that of the settings.
func withKeys(mode string, run func(*cobra.Command, *issuer.Keys) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		c, err := config.Load(cmd.Flags(), os.Environ(), mode)
		if err != nil {
			return err
		}
		db, err := openDatabase(context.WithoutCancel(cmd.Context()), c)
		if err != nil {
			return err
		}
		defer db.Close()
		return run(cmd, &issuer.Keys{DB: db, Now: time.Now, BaseURL: c.BaseURL, Secret: c.Secret})
	}
}

func state(key issuer.Key) string {
	switch {
	case key.RevokedAt != nil:
		return fmt.Sprintf("revoked %s: %s", key.RevokedAt.Format(time.DateOnly), key.Reason)
	case key.RetiredAt != nil:
		return "retired " + key.RetiredAt.Format(time.DateOnly)
	}
	return "signs"
}
