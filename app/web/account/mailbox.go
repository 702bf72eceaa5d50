package account

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/fault"
	"tnl/app/mail"
	"tnl/app/web/page"
)

// lettersShown is how many letters the list goes back.
const lettersShown = 200

// letterLine is a letter in the list.
type letterLine struct {
	Address, Subject, To string
	Date                 time.Time
}

// letterPage is a letter opened: paragraphs of lines of pieces.
type letterPage struct {
	letterLine
	Paragraphs [][][]mail.Piece
}

func (s Site) mailbox(c echo.Context) error {
	letters, err := s.Mailbox.List(lettersShown)
	if err != nil {
		return err
	}
	lines := make([]letterLine, 0, len(letters))
	for _, letter := range letters {
		lines = append(lines, line(letter))
	}
	return s.Pages.Show(c, http.StatusOK, "account/mailbox", page.View{
		Title: "Courrier de la démonstration", Private: true, Body: lines,
	})
}

func (s Site) letter(c echo.Context) error {
	letter, err := s.Mailbox.Read(c.Param("name"))
	if errors.Is(err, mail.ErrNoSuchLetter) {
		return fault.New(fault.NotFound, "Ce message n’existe pas.")
	}
	if err != nil {
		return err
	}
	body := letterPage{letterLine: line(*letter)}
	for _, paragraph := range page.Lines(letter.Body) {
		var lines [][]mail.Piece
		for _, text := range paragraph {
			lines = append(lines, mail.Pieces(text))
		}
		body.Paragraphs = append(body.Paragraphs, lines)
	}
	return s.Pages.Show(c, http.StatusOK, "account/mailbox-letter", page.View{
		Title: letter.Subject, Private: true, Body: body,
	})
}

func line(letter mail.Kept) letterLine {
	return letterLine{
		Address: "/demo/courrier/" + url.PathEscape(letter.Name), Subject: letter.Subject, To: letter.To, Date: letter.Date,
	}
}
