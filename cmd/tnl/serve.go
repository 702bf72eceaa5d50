package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"tnl/app/config"
	"tnl/app/database"
	"tnl/app/label"
	"tnl/app/mail"
	"tnl/app/web"
	"tnl/app/web/public"
)

func serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the label",
		Long: `Serve the label's website until interrupted.

With no database setting, the data are in an SQLite file of the data folder, migrated at start; with a
PostgreSQL DSN (TNL_DATABASE), run "tnl migrate up" first. Settings come from flags, else from the environment
(TNL_BASE_URL, TNL_SECRET, TNL_MAIL_HOST…), else from --config FILE.`,
		Example: `  TNL_SECRET=$(openssl rand -hex 32) tnl serve --base-url https://label.example.org
  tnl serve --config /etc/tnl.yaml`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := config.Load(cmd.Flags(), os.Environ(), "")
			if err != nil {
				return err
			}
			return serve(cmd.Context(), c, nil)
		},
	}
	config.Flags(cmd.Flags())
	return cmd
}

// serve runs the server of c until the process is asked to stop. prepare, when not nil, is called once the
// database is ready and before anybody is served.
func serve(ctx context.Context, c config.Config, prepare func(context.Context, *database.DB) error) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	logger := newLogger(c)
	slog.SetDefault(logger)
	db, err := openDatabase(ctx, c)
	if err != nil {
		return err
	}
	defer db.Close()
	if prepare != nil {
		if err := prepare(ctx, db); err != nil {
			return err
		}
	}
	l := label.New(db, c.BaseURL, time.Now)
	l.Accounts.Secret, l.Keys.Secret = c.Secret, c.Secret
	if err := l.Keys.Check(ctx); err != nil {
		return fmt.Errorf("settings: secret: %w", err)
	}
	signing, err := newSigning(c, time.Now())
	if err != nil {
		return err
	}
	if signing != nil {
		if err := l.Awards.StartSigning(ctx, signing); err != nil {
			return err
		}
	}
	sender, mailbox, err := newSender(c)
	if err != nil {
		return err
	}
	options := web.Options{
		Development: c.Mode == "development", Demonstration: c.Mode == "demo", SourceCode: c.SourceCode, Proxies: c.Proxies, Logger: logger,
		Publisher: public.Publisher(c.Publisher), APIPerMinute: c.API.PerMinute,
	}
	if c.Mode != "production" {
		options.Mailbox = mailbox
	}
	server, err := web.New(l, options)
	if err != nil {
		return err
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.Run(ctx, sender)
	}()
	// Reading templates and, for a demonstration, loading it leaves garbage that a server at rest would keep for long.
	debug.FreeOSMemory()
	err = listen(ctx, server, c.Listen)
	stop()
	<-done
	return err
}

func listen(ctx context.Context, server *web.Server, address string) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Echo.Start(address) }()
	slog.Info("listening", "address", address)
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	slog.Info("stopping: finishing what is under way")
	last, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := server.Echo.Shutdown(last); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("stop the server: %w", err)
	}
	return nil
}

// openDatabase opens the database of c. SQLite is migrated at once; PostgreSQL must have been.
func openDatabase(ctx context.Context, c config.Config) (*database.DB, error) {
	if err := c.EnsureData(); err != nil {
		return nil, err
	}
	db, err := database.Open(c.Database, filepath.Join(c.Data, "tnl.db"))
	if err != nil {
		return nil, err
	}
	if db.Engine == database.SQLite {
		if _, err := db.MigrateUp(ctx); err != nil {
			db.Close()
			return nil, err
		}
		return db, nil
	}
	steps, err := db.Migrations(ctx)
	if err == nil {
		for _, step := range steps {
			if step.AppliedAt.IsZero() {
				err = fmt.Errorf("the database lacks migration %s: run \"tnl migrate up\"", step.Name)
				break
			}
		}
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

func newSender(c config.Config) (mail.Sender, *mail.Folder, error) {
	from := c.Mail.From
	if from == "" {
		from = "Label Territoire numérique libre <label@localhost>"
	}
	if c.Mail.Host == "" {
		folder := &mail.Folder{Path: filepath.Join(c.Data, "mail"), From: from}
		return folder, folder, nil
	}
	sender := &mail.SMTP{Host: c.Mail.Host, Port: c.Mail.Port, User: c.Mail.User, Password: c.Mail.Password, TLS: c.Mail.TLS, From: from}
	if err := sender.Check(); err != nil {
		return nil, nil, fmt.Errorf("settings: mail: %w", err)
	}
	return sender, nil, nil
}

func newLogger(c config.Config) *slog.Logger {
	level := slog.LevelInfo
	if c.Mode == "development" {
		level = slog.LevelDebug
	}
	options := &slog.HandlerOptions{Level: level}
	if c.LogJSON {
		return slog.New(slog.NewJSONHandler(os.Stderr, options))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, options))
}
