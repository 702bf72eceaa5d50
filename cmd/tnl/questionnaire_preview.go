package main

import (
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"tnl/app/web"
)

func questionnairePreviewCommand() *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "preview FILE",
		Short: "Show the form of a questionnaire as candidates will see it, on a local page",
		Long: `Show the form of a questionnaire as candidates will see it, on a page that only this machine can open. The file is read
again at each request: save it, reload the page. When it has faults, the page tells them all, with their lines. Nothing
is kept: there is no database and no account. Choose a kind of territory and its population to see the form as it will,
and send answers to be told what each is worth and why; until then every question is shown, whatever its follow-up.

Runs until interrupted, and ends with 0; with 1 when FILE is not there or the address is not one of this machine.`,
		Example: "  tnl questionnaire preview questionnaires/tnl-2021.yaml\n  tnl questionnaire preview draft.yaml --listen 127.0.0.1:9000",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			file := args[0]
			if _, err := os.Stat(file); err != nil {
				return err
			}
			if !web.Local(address) {
				return fmt.Errorf("--listen %q: expected an address of this machine alone, such as 127.0.0.1:8081", address)
			}
			server, err := web.NewPreview(web.Preview{
				Name: file, Read: func() ([]byte, error) { return os.ReadFile(file) }, Logger: slog.Default(),
			})
			if err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			fmt.Fprintf(cmd.OutOrStdout(), "Aperçu de %s : http://%s/\nCtrl+C pour arrêter.\n", file, address)
			return listen(ctx, server, address)
		},
	}
	cmd.Flags().StringVar(&address, "listen", "127.0.0.1:8081", "address of this machine and port")
	return cmd
}
