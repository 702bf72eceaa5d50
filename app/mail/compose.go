package mail

import (
	"fmt"
	netmail "net/mail"
	"strings"

	gomail "github.com/wneessen/go-mail"
	"golang.org/x/net/idna"
)

// compose makes the e-mail of letter, from a mailbox written « Name <address> » or as a bare address.
func compose(from string, letter Letter) (*gomail.Msg, error) {
	message := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("sender's address: %w", err)
	}
	message.SetAddrHeaderFromMailAddress(gomail.HeaderFrom, sender)
	recipient, err := netmail.ParseAddress(letter.Recipient)
	if err != nil {
		return nil, &PermanentError{fmt.Errorf("recipient's address: %w", err)}
	}
	// Few servers take a domain with accents; all take its ASCII form.
	local, domain, _ := cutLast(recipient.Address, "@")
	if domain, err = idna.Lookup.ToASCII(domain); err != nil {
		return nil, &PermanentError{fmt.Errorf("recipient's domain: %w", err)}
	}
	message.SetAddrHeaderFromMailAddress(gomail.HeaderTo, &netmail.Address{Address: local + "@" + domain})
	message.Subject(oneLine(letter.Subject))
	message.SetDateWithValue(letter.CreatedAt)
	_, home, _ := cutLast(sender.Address, "@")
	message.SetMessageIDWithValue(letter.ID + "@" + home)
	// Keeps holiday answers and other robots quiet.
	message.SetGenHeader("Auto-Submitted", "auto-generated")
	message.SetGenHeader("Content-Language", "fr")
	message.SetBodyString(gomail.TypeTextPlain, letter.Body)
	return message, nil
}

func cutLast(text, separator string) (before, after string, found bool) {
	if i := strings.LastIndex(text, separator); i >= 0 {
		return text[:i], text[i+len(separator):], true
	}
	return text, "", false
}
