package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"tnl/app/credential"
	"tnl/app/typography"
)

func certificateCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "certificate", Short: "Verify certificates"}
	var v verifying
	verify := &cobra.Command{
		Use:   "verify FILE",
		Short: "Say whether a certificate (PDF) or a credential (JSON) is genuine, and what was altered",
		Long: `Say whether a certificate (PDF) or a credential (JSON) is genuine, in force, replaced or withdrawn, and what was
altered. Nothing is fetched unless --site names the label: give what was kept of it instead, by --keys and --status.

The keys are believed as they are given: take them from the label's own site, not from whoever gave the file.

It ends with
  0  genuine, and not withdrawn
  1  altered, issued by somebody else, or unreadable
  2  nothing speaks against it, but something could not be verified
  3  genuine, replaced by a later label
  4  genuine, withdrawn`,
		Example: `  tnl certificate verify certificat-2026-0001.pdf --site https://label.example.org
  tnl certificate verify attestation.json --keys did.json --status retraits.json`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return v.run(cmd, args[0]) },
	}
	verify.Flags().StringVar(&v.keys, "keys", "", "the issuer's keys, as its site gives them at /.well-known/did.json")
	verify.Flags().StringVar(&v.status, "status", "", "its list of withdrawals, as its site gives it at /attestations/retraits")
	verify.Flags().StringVar(&v.certificates, "certificates", "", "the certificates that sign its PDF files (PEM), as its site gives them at /label/signature/certificats.pem")
	verify.Flags().StringVar(&v.site, "site", "", "address of the label, to fetch from it what is not given and compare with what it issued")
	verify.Flags().BoolVar(&v.json, "json", false, "print the report as JSON")
	cmd.AddCommand(verify)
	return cmd
}

// verifying is what one verification works with.
type verifying struct {
	keys, status, certificates, site string
	json                             bool
}

var exitCodes = map[credential.State]int{
	credential.Current: 0, credential.Genuine: 0, credential.Altered: 1, credential.Foreign: 1, credential.Unreadable: 1,
	credential.Incomplete: 2, credential.Superseded: 3, credential.Withdrawn: 4,
}

func (v *verifying) run(cmd *cobra.Command, name string) error {
	content, err := readLimited(name, credential.MaxFile)
	if err != nil {
		return err
	}
	file := credential.Open(content)
	known, err := v.know(cmd.Context(), file)
	if err != nil {
		return err
	}
	report := file.Judge(known)
	if v.json {
		err = printJSON(cmd.OutOrStdout(), report)
	} else {
		printReport(cmd.OutOrStdout(), report)
	}
	if code := exitCodes[report.State]; err == nil && code != 0 {
		return &exitError{code}
	}
	return err
}

// readLimited reads a file of most bytes at most.
func readLimited(name string, most int64) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	content, err := io.ReadAll(io.LimitReader(file, most+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if int64(len(content)) > most {
		return nil, errors.New(typography.French(fmt.Sprintf("%s est trop gros : %d Kio au plus sont lus", name, most>>10)))
	}
	return content, nil
}

func printReport(w io.Writer, r credential.Report) {
	fmt.Fprintf(w, "%s. %s\n", r.State.Title(), typography.French(r.State.Advice()))
	if len(r.Facts) > 0 {
		fmt.Fprintln(w, "\nCe que dit l’attestation")
		for _, fact := range r.Facts {
			fmt.Fprintf(w, "  %-24s %s\n", fact.Name, short(fact.Value))
		}
	}
	if len(r.Differences) > 0 {
		fmt.Fprintln(w, "\nCe qui a été changé")
		for _, d := range r.Differences {
			fmt.Fprintf(w, "  %s\n    fichier   %q\n    original  %q\n", d.What, d.File, d.Issued)
		}
	}
	fmt.Fprintln(w, "\nCe qui a été vérifié")
	marks := map[credential.Outcome]string{credential.Good: "bon        ", credential.Bad: "À NOTER    ", credential.Unknown: "non vérifié"}
	for _, check := range r.Checks {
		fmt.Fprintf(w, "  %s  %s\n", marks[check.Outcome], check.Text)
	}
}
