package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tnl/app/account"
	"tnl/app/config"
	"tnl/app/fault"
)

func userCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "user", Short: "Manage accounts"}
	var name, email string
	var roles []string
	create := &cobra.Command{
		Use:   "create --name NAME --email ADDRESS [--role juror] [--role secretariat]",
		Short: "Open an account, confirmed at once; the password is read from standard input",
		Long: `Open an account that is confirmed at once, with roles: it is how the first member of the secretariat comes in.
The password is read from standard input, one line of 12 characters at least, so that it stays out of the shell's
history and of the list of processes.`,
		Example: "  tnl user create --name 'Claude Petit' --email claude@label.example --role secretariat < password.txt",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := config.Load(cmd.Flags(), os.Environ(), "development") // needs no secret
			if err != nil {
				return err
			}
			var given []account.Role
			for _, r := range roles {
				if !slices.Contains([]account.Role{account.Juror, account.Secretariat}, account.Role(r)) {
					return fmt.Errorf("--role %q: expected juror or secretariat", r)
				}
				given = append(given, account.Role(r))
			}
			password, err := bufio.NewReader(cmd.InOrStdin()).ReadString('\n')
			if password = strings.TrimRight(password, "\r\n"); password == "" {
				return errors.Join(errors.New("give the password on standard input, on one line"), err)
			}
			db, err := openDatabase(cmd.Context(), c)
			if err != nil {
				return err
			}
			defer db.Close()
			person, err := account.New(db, c.BaseURL).Create(cmd.Context(), "command line", account.NewPerson{Name: name, Email: email, Password: password, Roles: given})
			if err != nil {
				return toldFault(err)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s %s\n", person.ID, person.Email)
			return nil
		},
	}
	create.Flags().StringVar(&name, "name", "", "the person's name")
	create.Flags().StringVar(&email, "email", "", "their e-mail address")
	create.Flags().StringSliceVar(&roles, "role", nil, "juror or secretariat; may be given twice, or not at all for a candidate")
	_ = create.MarkFlagRequired("name")
	_ = create.MarkFlagRequired("email")
	config.Flags(create.Flags())
	cmd.AddCommand(create)
	return cmd
}

// toldFault puts a fault's fields on lines of their own.
func toldFault(err error) error {
	f := fault.As(err)
	if f == nil || len(f.Fields) == 0 {
		return err
	}
	lines := []string{f.Message}
	for _, field := range fault.Fields(f.Fields).Names() {
		lines = append(lines, "  "+field+": "+f.Fields[field])
	}
	return errors.New(strings.Join(lines, "\n"))
}
