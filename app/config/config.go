// Package config reads the program's settings: flags over environment (TNL_…) over a YAML file over defaults.
// A setting that is unknown or wrong is refused at start, with its name and what is expected.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"slices"
	"sort"
	"strings"

	"github.com/spf13/pflag"
	"github.com/spf13/viper"
)

// Config is every setting of a running label.
type Config struct {
	Mode     string // "production", "development" or "demo"
	Listen   string // address and port that the server listens on
	BaseURL  string // how people reach the site, without a slash at its end
	Data     string // folder of the SQLite file and other files
	Database string // DSN of PostgreSQL; empty for SQLite in Data
	Secret   string // at least 32 characters; keys the counts of tries, so that the database alone tells no address
	// Proxies are the addresses of reverse proxies whose X-Forwarded-For is believed, as CIDR.
	Proxies   []string
	Mail      Mail
	Signing   Signing
	Timestamp Timestamp
	LogJSON   bool
	// SourceCode is where the program's source can be read, as the AGPL asks; shown on every page.
	SourceCode string
	Publisher  Publisher
	API        API
}

// API bounds what programs may ask.
type API struct {
	PerMinute int // requests of one client; 0 for no limit
}

// Publisher is who answers for the site, in its legal notice; what is not set is said there to be missing.
type Publisher struct {
	Name     string // of the organisation
	Address  string
	Director string // of publication
	Host     string // who runs the servers, with an address
	Contact  string // e-mail address of the secretariat
}

// Mail says how e-mails leave: by SMTP when Host is set, else into a folder of Data.
type Mail struct {
	From     string
	Host     string
	Port     int
	User     string
	Password string
	TLS      string // "starttls", "tls" or "none"
}

// Signing is with what the certificates are signed; they are not when File is empty.
type Signing struct {
	File     string // PKCS#12, with the key and its certificates
	Password string
}

// Timestamp is who stamps the time of signatures; nobody when URL is empty.
type Timestamp struct {
	URL       string
	Authority string // file of the certificates, in PEM, to which its own lead
}

// DemoSecret is what the demonstration uses; production refuses it.
const DemoSecret = "demonstration-secret-never-for-production"

// setting is one key: its default, what it is for, and whether it may come from the command line.
type setting struct {
	key   string
	value any
	use   string
	// hidden settings are secrets: never a flag, as other users of the machine read command lines.
	hidden bool
}

var settings = []setting{
	{"mode", "production", "production, development or demo", false},
	{"listen", "127.0.0.1:8080", "address and port to listen on", false},
	{"base_url", "http://localhost:8080", "address of the site as people reach it", false},
	{"data", "tnl-data", "folder of the SQLite file and other files", false},
	{"database", "", "PostgreSQL DSN, for example postgres://user:password@host/tnl; SQLite when empty", true},
	{"secret", "", "at least 32 random characters, the same on every instance", true},
	{"proxies", []string{}, "reverse proxies whose X-Forwarded-For is believed, as CIDR", false},
	{"mail.from", "", "sender of e-mails, for example « Label TNL <label@example.org> »", false},
	{"mail.host", "", "SMTP server; e-mails go into a folder when empty", false},
	{"mail.port", 587, "SMTP port", false},
	{"mail.user", "", "SMTP user", false},
	{"mail.password", "", "SMTP password", true},
	{"mail.tls", "starttls", "starttls, tls or none", false},
	{"signing.file", "", "PKCS#12 file (.p12) with which certificates are signed; they are not when empty", false},
	{"signing.password", "", "its password", true},
	{"timestamp.url", "", "authority of time stamps (RFC 3161) for signatures; none when empty", false},
	{"timestamp.authority", "", "file of the authority's root certificates (PEM)", false},
	{"log_json", false, "write logs as JSON", false},
	{"publisher.name", "", "organisation that publishes the site, for the legal notice", false},
	{"publisher.address", "", "its postal address", false},
	{"publisher.director", "", "its director of publication", false},
	{"publisher.host", "", "who runs the servers, with an address", false},
	{"publisher.contact", "", "e-mail address of the secretariat", false},
	{"api.per_minute", 600, "requests to the API that one client may make in a minute; 0 for no limit", false},
	{"source_code", "https://gitlab.adullact.net/", "where the program's source can be read, as the AGPL asks", false},
}

// Flags adds a flag for each setting that is no secret: --base-url, --mail-host…
func Flags(flags *pflag.FlagSet) {
	flags.String("config", "", "settings file (YAML); any setting can also be given as TNL_NAME in the environment")
	for _, s := range settings {
		if s.hidden {
			continue
		}
		name := flagName(s.key)
		switch v := s.value.(type) {
		case string:
			flags.String(name, v, s.use)
		case int:
			flags.Int(name, v, s.use)
		case bool:
			flags.Bool(name, v, s.use)
		case []string:
			flags.StringSlice(name, v, s.use)
		}
	}
}

func flagName(key string) string { return strings.NewReplacer("_", "-", ".", "-").Replace(key) }

func variable(key string) string {
	return "TNL_" + strings.ToUpper(strings.ReplaceAll(key, ".", "_"))
}

// Error tells every wrong setting at once.
type Error struct{ Problems []string }

func (e *Error) Error() string {
	return "settings:\n  " + strings.Join(e.Problems, "\n  ")
}

// Load reads the settings. environment is "NAME=value" as os.Environ gives it; mode overrides the setting of
// that name when it is not empty.
func Load(flags *pflag.FlagSet, environment []string, mode string) (Config, error) {
	v := viper.New()
	for _, s := range settings {
		v.SetDefault(s.key, s.value)
	}
	var problems []string
	if file, _ := flags.GetString("config"); file != "" {
		problems = append(problems, readFile(v, file)...)
	}
	problems = append(problems, readEnvironment(v, environment)...)
	for _, s := range settings {
		if f := flags.Lookup(flagName(s.key)); f != nil && f.Changed {
			if slice, ok := f.Value.(pflag.SliceValue); ok {
				v.Set(s.key, slice.GetSlice())
			} else {
				v.Set(s.key, f.Value.String())
			}
		}
	}
	if mode != "" {
		v.Set("mode", mode)
	}
	c := Config{
		Mode: v.GetString("mode"), Listen: v.GetString("listen"), BaseURL: strings.TrimRight(v.GetString("base_url"), "/"),
		Data: v.GetString("data"), Database: v.GetString("database"), Secret: v.GetString("secret"),
		Proxies: v.GetStringSlice("proxies"), LogJSON: v.GetBool("log_json"), SourceCode: v.GetString("source_code"),
		Mail: Mail{
			From: v.GetString("mail.from"), Host: v.GetString("mail.host"), Port: v.GetInt("mail.port"),
			User: v.GetString("mail.user"), Password: v.GetString("mail.password"), TLS: v.GetString("mail.tls"),
		},
		Signing:   Signing{File: v.GetString("signing.file"), Password: v.GetString("signing.password")},
		Timestamp: Timestamp{URL: v.GetString("timestamp.url"), Authority: v.GetString("timestamp.authority")},
		Publisher: Publisher{
			Name: v.GetString("publisher.name"), Address: v.GetString("publisher.address"), Director: v.GetString("publisher.director"),
			Host: v.GetString("publisher.host"), Contact: v.GetString("publisher.contact"),
		},
		API: API{PerMinute: v.GetInt("api.per_minute")},
	}
	problems = append(problems, typed(v)...)
	problems = append(problems, c.check()...)
	if len(problems) > 0 {
		return c, &Error{problems}
	}
	return c, nil
}

func readFile(v *viper.Viper, file string) []string {
	v.SetConfigFile(file)
	v.SetConfigType("yaml")
	if err := v.ReadInConfig(); err != nil {
		return []string{fmt.Sprintf("file %s: %v", file, err)}
	}
	var problems []string
	for _, key := range v.AllKeys() {
		if !slices.ContainsFunc(settings, func(s setting) bool { return s.key == key }) {
			problems = append(problems, fmt.Sprintf("%s (in %s): unknown setting; expected one of %s", key, file, strings.Join(keys(), ", ")))
		}
	}
	sort.Strings(problems)
	return problems
}

func readEnvironment(v *viper.Viper, environment []string) []string {
	var problems []string
	for _, entry := range environment {
		name, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, "TNL_") || strings.HasPrefix(name, "TNL_TEST_") {
			continue
		}
		i := slices.IndexFunc(settings, func(s setting) bool { return variable(s.key) == name })
		if i < 0 {
			problems = append(problems, fmt.Sprintf("%s: unknown setting in the environment", name))
			continue
		}
		if _, list := settings[i].value.([]string); list {
			v.Set(settings[i].key, strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' }))
		} else {
			v.Set(settings[i].key, value)
		}
	}
	return problems
}

func keys() []string {
	out := make([]string, len(settings))
	for i, s := range settings {
		out[i] = s.key
	}
	return out
}

// typed finds values that viper would silently turn into a zero.
func typed(v *viper.Viper) []string {
	var problems []string
	for _, s := range settings {
		text := fmt.Sprint(v.Get(s.key))
		switch s.value.(type) {
		case int:
			var n int
			if _, err := fmt.Sscanf(text, "%d", &n); err != nil || fmt.Sprint(n) != text {
				problems = append(problems, fmt.Sprintf("%s: %q; expected a whole number", s.key, text))
			}
		case bool:
			if text != "true" && text != "false" {
				problems = append(problems, fmt.Sprintf("%s: %q; expected true or false", s.key, text))
			}
		}
	}
	return problems
}

func (c Config) check() []string {
	var problems []string
	wrong := func(key, value, expected string) {
		problems = append(problems, fmt.Sprintf("%s: %q; expected %s", key, value, expected))
	}
	if !slices.Contains([]string{"production", "development", "demo"}, c.Mode) {
		wrong("mode", c.Mode, "production, development or demo")
	}
	if _, port, err := net.SplitHostPort(c.Listen); err != nil || port == "" {
		wrong("listen", c.Listen, "an address and port, such as 127.0.0.1:8080")
	}
	if u, err := url.Parse(c.BaseURL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.Path != "" {
		wrong("base_url", c.BaseURL, "an address such as https://label.example.org")
	}
	if c.Data == "" {
		wrong("data", c.Data, "a folder")
	}
	if c.Database != "" && !strings.HasPrefix(c.Database, "postgres://") && !strings.HasPrefix(c.Database, "postgresql://") && !strings.Contains(c.Database, "=") {
		problems = append(problems, "database: expected a PostgreSQL DSN, such as postgres://user:password@host/tnl") // its value may hold a password
	}
	for _, p := range c.Proxies {
		if _, _, err := net.ParseCIDR(p); err != nil {
			wrong("proxies", p, "networks such as 10.0.0.0/8 or 127.0.0.1/32")
		}
	}
	if !slices.Contains([]string{"starttls", "tls", "none"}, c.Mail.TLS) {
		wrong("mail.tls", c.Mail.TLS, "starttls, tls or none")
	}
	if c.Mail.Port < 1 || c.Mail.Port > 65535 {
		wrong("mail.port", fmt.Sprint(c.Mail.Port), "a port from 1 to 65535")
	}
	if c.API.PerMinute < 0 {
		wrong("api.per_minute", fmt.Sprint(c.API.PerMinute), "a number of requests, or 0 for no limit")
	}
	if c.Mail.Host != "" && c.Mail.From == "" {
		wrong("mail.from", "", "the sender's address, as mail.host is set")
	}
	if c.SourceCode != "" {
		if u, err := url.Parse(c.SourceCode); err != nil || u.Host == "" {
			wrong("source_code", c.SourceCode, "an address, or nothing")
		}
	}
	problems = append(problems, c.checkSigning()...)
	return append(problems, c.checkSecret()...)
}

func (c Config) checkSigning() []string {
	var problems []string
	if c.Timestamp.URL != "" {
		if u, err := url.Parse(c.Timestamp.URL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			problems = append(problems, fmt.Sprintf("timestamp.url: %q; expected an address such as http://timestamp.example.org/tsa", c.Timestamp.URL))
		}
	}
	if c.Timestamp.URL != "" && c.Signing.File == "" && c.Mode != "demo" {
		problems = append(problems, "timestamp.url: nothing is signed, so nothing is stamped; expected signing.file too")
	}
	if c.Timestamp.Authority != "" && c.Timestamp.URL == "" {
		problems = append(problems, "timestamp.authority: expected timestamp.url too")
	}
	return problems
}

func (c Config) checkSecret() []string {
	if c.Mode != "production" {
		return nil
	}
	switch {
	case c.Secret == DemoSecret:
		return []string{"secret: the demonstration's; production needs one of its own, at least 32 random characters"}
	case len(c.Secret) < 32:
		return []string{"secret: missing or too short; expected at least 32 random characters, in TNL_SECRET or the settings file"}
	}
	return nil
}

// EnsureData makes the data folder when it is not there.
func (c Config) EnsureData() error {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return errors.Join(fmt.Errorf("data: cannot make the folder %s", c.Data), err)
	}
	return nil
}
