package mail_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"math/big"
	"mime"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"tnl/app/mail"
)

// server is a real SMTP server on loopback that keeps what it accepts.
type server struct {
	port     int
	mutex    sync.Mutex
	accepted []string // whole messages
	rcpt     []string
}

type session struct {
	server *server
	user   string
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }
func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "label" || password != "secret" {
			return smtp.ErrAuthFailed
		}
		s.user = user
		return nil
	}), nil
}
func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if from == "refused@example.org" {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "sender refused"}
	}
	return nil
}
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	switch strings.SplitN(to, "@", 2)[0] {
	case "unknown":
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
	case "busy":
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "try later"}
	}
	s.server.mutex.Lock()
	defer s.server.mutex.Unlock()
	s.server.rcpt = append(s.server.rcpt, to)
	return nil
}
func (s *session) Data(r io.Reader) error {
	message, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if bytes.Contains(message, []byte("refuse-content-for-good")) {
		return &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "content refused"}
	}
	if bytes.Contains(message, []byte("refuse-content-now")) {
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "mailbox is full"}
	}
	s.server.mutex.Lock()
	defer s.server.mutex.Unlock()
	s.server.accepted = append(s.server.accepted, string(message))
	return nil
}

func serve(t *testing.T, protection *tls.Config, implicit bool) *server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	kept := &server{port: listener.Addr().(*net.TCPAddr).Port}
	real := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{server: kept}, nil }))
	real.Domain = "127.0.0.1"
	real.TLSConfig = protection
	real.AllowInsecureAuth = protection == nil
	if implicit {
		listener = tls.NewListener(listener, protection)
	}
	go func() { _ = real.Serve(listener) }()
	t.Cleanup(func() { real.Close() })
	return kept
}

func certificate(t *testing.T) (server, client *tls.Config) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	model := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, model, model, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}},
		&tls.Config{RootCAs: pool, ServerName: "127.0.0.1"}
}

func (s *server) sender() *mail.SMTP {
	return &mail.SMTP{Host: "127.0.0.1", Port: s.port, TLS: mail.TLSNone, From: "Label Territoire numérique libre <label@example.org>"}
}

func letter(to, subject, body string) mail.Letter {
	return mail.Letter{ID: "0193-id", Recipient: to, Subject: subject, Body: body, CreatedAt: noon}
}

func TestALetterArrivesAsItWasWritten(t *testing.T) {
	s := serve(t, nil, false)
	subject := "Niveau 4 : Saint-Étienne-du-Rouvray, L’Haÿ-les-Roses et Œuilly décrochent « le » label"
	body := "Bonjour,\n\nÀ bientôt – c’est écrit : " + strings.Repeat("long ", 60) + "\n.seul point\n.\nfin\n"
	if err := s.sender().Send(context.Background(), letter("maire@mairie-évry.fr", subject, body)); err != nil {
		t.Fatal(err)
	}
	message, err := netmail.ReadMessage(strings.NewReader(s.accepted[0]))
	if err != nil {
		t.Fatal(err)
	}
	got, err := new(mime.WordDecoder).DecodeHeader(message.Header.Get("Subject"))
	if err != nil || got != subject {
		t.Errorf("subject %q, %v", got, err)
	}
	if s.rcpt[0] != "maire@xn--mairie-vry-h7a.fr" {
		t.Errorf("recipient %q", s.rcpt[0])
	}
	if id := message.Header.Get("Message-Id"); id != "<0193-id@example.org>" {
		t.Errorf("Message-ID %q", id)
	}
	for _, line := range strings.Split(s.accepted[0], "\r\n") {
		if len(line) > 998 || strings.Trim(line, " \t~!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}") != "" {
			t.Errorf("line is not plain ASCII of bearable length: %q", line)
		}
	}
	folder := &mail.Folder{Path: t.TempDir(), From: s.sender().From}
	if err := folder.Send(context.Background(), letter("a@example.org", subject, body)); err != nil {
		t.Fatal(err)
	}
	kept, err := folder.List(10)
	if err != nil || len(kept) != 1 || kept[0].Body != strings.TrimRight(body, "\n") {
		t.Errorf("body %+v, %v", kept, err)
	}
}

func TestNoHeaderCanBeSlippedIn(t *testing.T) {
	s := serve(t, nil, false)
	for _, end := range []string{"\r\n", "\n", "\r", "\u2028", "\x00\r\n", "\r\n "} {
		evil := "Niveau 1" + end + "Bcc: victim@example.org" + end + end + "<html>"
		if err := s.sender().Send(context.Background(), letter("a@example.org", evil, "corps")); err != nil {
			t.Fatal(err)
		}
	}
	for _, to := range []string{"a@example.org\r\nBcc: victim@example.org", "a@example.org>\r\nRCPT TO:<victim@example.org"} {
		var permanent *mail.PermanentError
		if err := s.sender().Send(context.Background(), letter(to, "s", "b")); !errors.As(err, &permanent) {
			t.Errorf("recipient %q: %v", to, err)
		}
	}
	for _, text := range s.accepted {
		message, err := netmail.ReadMessage(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(message.Body)
		if message.Header.Get("Bcc") != "" || strings.TrimSpace(string(body)) != "corps" {
			t.Errorf("slipped in:\n%s", text)
		}
	}
	for _, to := range s.rcpt {
		if to != "a@example.org" {
			t.Errorf("sent to %s", to)
		}
	}
}

func TestRefusalsAreToldApart(t *testing.T) {
	s := serve(t, nil, false)
	refused := s.sender()
	refused.From = "refused@example.org"
	away := s.sender()
	away.Port = 1
	for _, c := range []struct {
		name      string
		sender    *mail.SMTP
		letter    mail.Letter
		permanent bool
	}{
		{"unknown recipient", s.sender(), letter("unknown@example.org", "s", "b"), true},
		{"busy recipient", s.sender(), letter("busy@example.org", "s", "b"), false},
		{"content refused", s.sender(), letter("a@example.org", "s", "refuse-content-for-good"), true},
		{"mailbox full", s.sender(), letter("a@example.org", "s", "refuse-content-now"), false},
		{"sender refused", refused, letter("a@example.org", "s", "b"), true},
		{"server away", away, letter("a@example.org", "s", "b"), false},
	} {
		err := c.sender.Send(context.Background(), c.letter)
		var permanent *mail.PermanentError
		if err == nil || errors.As(err, &permanent) != c.permanent {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if len(s.accepted) != 0 {
		t.Errorf("%d letters accepted", len(s.accepted))
	}
}

func TestConnectionsAreProtected(t *testing.T) {
	ours, theirs := certificate(t)
	for _, mode := range []string{mail.TLSStart, mail.TLSImplicit} {
		s := serve(t, ours, mode == mail.TLSImplicit)
		sender := s.sender()
		sender.TLS, sender.User, sender.Password = mode, "label", "secret"
		if err := sender.Send(context.Background(), letter("a@example.org", "s", "b")); err == nil {
			t.Errorf("%s: an unknown authority was trusted", mode)
		}
		sender.TLSConfig = theirs
		if err := sender.Send(context.Background(), letter("a@example.org", "s", "b")); err != nil {
			t.Errorf("%s: %v", mode, err)
		}
		sender.Password = "wrong"
		err := sender.Send(context.Background(), letter("a@example.org", "s", "b"))
		var permanent *mail.PermanentError
		if err == nil || errors.As(err, &permanent) {
			t.Errorf("%s: our own wrong password must not give letters up: %v", mode, err)
		}
		if len(s.accepted) != 1 {
			t.Errorf("%s: %d letters accepted", mode, len(s.accepted))
		}
	}
	plain := serve(t, nil, false).sender()
	plain.TLS = mail.TLSStart
	if err := plain.Send(context.Background(), letter("a@example.org", "s", "b")); err == nil {
		t.Error("a letter left in clear where TLS was asked for")
	}
}

func TestSettingsAreCheckedAtStart(t *testing.T) {
	good := &mail.SMTP{Host: "localhost", Port: 25, TLS: mail.TLSNone, From: "label@example.org"}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for _, bad := range []mail.SMTP{
		{Host: "localhost", Port: 25, TLS: "maybe", From: "label@example.org"},
		{Host: "localhost", Port: 25, TLS: mail.TLSNone, From: "label"},
		{Host: "", Port: 25, TLS: mail.TLSNone, From: "label@example.org"},
		{Host: "localhost", Port: -1, TLS: mail.TLSNone, From: "label@example.org"},
	} {
		if bad.Check() == nil {
			t.Errorf("%+v was accepted", bad)
		}
	}
}
