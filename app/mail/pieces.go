package mail

import (
	"regexp"
	"strings"
)

// Piece is a run of a text: plain words, or the address of a page.
type Piece struct {
	Text string
	Link bool
}

var link = regexp.MustCompile(`https?://[^\s<>"«»]+`)

// Pieces cuts text around the addresses in it; a full stop after an address is not part of it.
func Pieces(text string) []Piece {
	var pieces []Piece
	plain := func(text string) {
		if text != "" {
			pieces = append(pieces, Piece{Text: text})
		}
	}
	rest := 0
	for _, at := range link.FindAllStringIndex(text, -1) {
		address := strings.TrimRight(text[at[0]:at[1]], ".,;:!?)")
		plain(text[rest:at[0]])
		pieces = append(pieces, Piece{Text: address, Link: true})
		rest = at[0] + len(address)
	}
	plain(text[rest:])
	return pieces
}
