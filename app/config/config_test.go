package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

const secret = "0123456789abcdef0123456789abcdef"

func load(t *testing.T, mode string, environment []string, arguments ...string) (Config, error) {
	t.Helper()
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	Flags(flags)
	if err := flags.Parse(arguments); err != nil {
		t.Fatal(err)
	}
	return Load(flags, environment, mode)
}

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tnl.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFlagsWinOverEnvironmentOverFileOverDefaults(t *testing.T) {
	settings := file(t, "listen: 127.0.0.1:1\nbase_url: https://file.example\ndata: from-file\nsecret: "+secret+"\nmail:\n  host: smtp.example\n  from: label@file.example\n  port: 25\n")
	environment := []string{"TNL_LISTEN=127.0.0.1:2", "TNL_BASE_URL=https://environment.example/", "TNL_MAIL_PORT=2525", "TNL_PROXIES=10.0.0.0/8,127.0.0.1/32", "OTHER=x"}
	c, err := load(t, "", environment, "--config", settings, "--listen", "127.0.0.1:3")
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != "127.0.0.1:3" || c.BaseURL != "https://environment.example" || c.Data != "from-file" || c.Mode != "production" {
		t.Errorf("order of settings: %+v", c)
	}
	if c.Mail.Host != "smtp.example" || c.Mail.Port != 2525 || c.Mail.TLS != "starttls" || len(c.Proxies) != 2 {
		t.Errorf("settings: %+v", c)
	}
}

func TestWrongSettingsAreRefusedByName(t *testing.T) {
	for _, c := range []struct {
		name        string
		mode        string
		environment []string
		file        string
		arguments   []string
		told        []string
	}{
		{name: "unknown in the environment", mode: "demo", environment: []string{"TNL_LISTNE=x"}, told: []string{"TNL_LISTNE", "unknown"}},
		{name: "unknown in the file", mode: "demo", file: "mail:\n  hots: x\n", told: []string{"mail.hots", "unknown"}},
		{name: "no port", mode: "demo", arguments: []string{"--listen", "localhost"}, told: []string{"listen", "127.0.0.1:8080"}},
		{name: "not an address", mode: "demo", arguments: []string{"--base-url", "label.example"}, told: []string{"base_url", "https://"}},
		{name: "not a number", mode: "demo", environment: []string{"TNL_MAIL_PORT=abc"}, told: []string{"mail.port", "whole number"}},
		{name: "not a truth", mode: "demo", environment: []string{"TNL_LOG_JSON=maybe"}, told: []string{"log_json", "true or false"}},
		{name: "not a mode", arguments: []string{"--mode", "prod"}, told: []string{"mode", "production, development or demo"}},
		{name: "not a network", mode: "demo", environment: []string{"TNL_PROXIES=10.0.0.1"}, told: []string{"proxies"}},
		{name: "no number of requests", mode: "demo", environment: []string{"TNL_API_PER_MINUTE=-1"}, told: []string{"api.per_minute", "0 for no limit"}},
		{name: "no sender", mode: "demo", environment: []string{"TNL_MAIL_HOST=smtp.example"}, told: []string{"mail.from"}},
		{name: "no secret in production", mode: "production", told: []string{"secret", "32"}},
		{name: "the demonstration's secret in production", mode: "production", environment: []string{"TNL_SECRET=" + DemoSecret}, told: []string{"secret", "demonstration"}},
		{name: "no address of time stamps", mode: "demo", environment: []string{"TNL_TIMESTAMP_URL=tsa.example"}, told: []string{"timestamp.url", "http://"}},
		{name: "stamps without signatures", mode: "development", environment: []string{"TNL_TIMESTAMP_URL=http://tsa.example"}, told: []string{"timestamp.url", "signing.file"}},
		{name: "an authority nobody asks", mode: "demo", environment: []string{"TNL_TIMESTAMP_AUTHORITY=tsa.pem"}, told: []string{"timestamp.authority"}},
		{name: "two at once", mode: "demo", environment: []string{"TNL_MAIL_TLS=maybe", "TNL_DATA="}, told: []string{"mail.tls", "data"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			arguments := c.arguments
			if c.file != "" {
				arguments = append(arguments, "--config", file(t, c.file))
			}
			_, err := load(t, c.mode, c.environment, arguments...)
			if err == nil {
				t.Fatal("accepted")
			}
			for _, words := range c.told {
				if !strings.Contains(err.Error(), words) {
					t.Errorf("%q does not tell %q", err, words)
				}
			}
		})
	}
}

func TestASecretIsNeverTold(t *testing.T) {
	_, err := load(t, "production", []string{"TNL_SECRET=short-one", "TNL_DATABASE=nonsense-with-a-password"})
	if err == nil || strings.Contains(err.Error(), "short-one") || strings.Contains(err.Error(), "nonsense") {
		t.Fatalf("told: %v", err)
	}
}
