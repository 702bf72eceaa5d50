package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"

	gomail "github.com/wneessen/go-mail"
)

// How the connection to the server is protected.
const (
	TLSStart    = "starttls" // begins in clear, must turn to TLS before anything is said
	TLSImplicit = "tls"      // TLS from the first byte
	TLSNone     = "none"     // in clear: a server on the same machine
)

// SMTP sends through a server.
type SMTP struct {
	Host     string
	Port     int
	User     string // empty: no authentication
	Password string
	TLS      string // TLSStart, TLSImplicit or TLSNone
	From     string // « Name <address> »
	// TLSConfig replaces the default one, for a server whose certificate comes from a private authority.
	TLSConfig *tls.Config
}

// Check tells at start what would make every sending fail.
func (s *SMTP) Check() error {
	if _, err := s.client(); err != nil {
		return err
	}
	_, err := compose(s.From, Letter{Recipient: "test@example.org"})
	return err
}

func (s *SMTP) client() (*gomail.Client, error) {
	options := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(sendingTime / 3)}
	switch s.TLS {
	case TLSStart:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case TLSImplicit:
		options = append(options, gomail.WithSSL())
	case TLSNone:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		return nil, fmt.Errorf("SMTP server: unknown protection %q (starttls, tls or none)", s.TLS)
	}
	if s.TLSConfig != nil {
		options = append(options, gomail.WithTLSConfig(s.TLSConfig))
	}
	if s.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	client, err := gomail.NewClient(s.Host, options...)
	if err != nil {
		return nil, fmt.Errorf("SMTP server %s:%d: %w", s.Host, s.Port, err)
	}
	return client, nil
}

// Send gives letter to the server. What the server refuses for good (5xx, once signed in) is a PermanentError;
// a server that cannot be reached or refuses our own credentials is not the letter's fault, which waits.
func (s *SMTP) Send(ctx context.Context, letter Letter) error {
	message, err := compose(s.From, letter)
	if err != nil {
		return err
	}
	client, err := s.client()
	if err != nil {
		return err
	}
	err = client.DialAndSendWithContext(ctx, message)
	// A fault after the server has accepted (RSET, QUIT) does not call the letter back.
	if err == nil || message.IsDelivered() {
		return nil
	}
	var refused *gomail.SendError
	if errors.As(err, &refused) && refused.ErrorCode() >= 500 {
		return &PermanentError{err}
	}
	return fmt.Errorf("send by %s:%d: %w", s.Host, s.Port, err)
}
