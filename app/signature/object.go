package signature

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
)

// deepest is how far arrays and dictionaries may stand in each other; ours stay below ten.
const deepest = 32

var errSyntax = errors.New("a PDF object cannot be read")

// entry is one key of a dictionary, with where its value stands.
type entry struct {
	key      string
	from, to int
}

// dictionary reads the keys of the dictionary that begins at from, and tells where it ends.
func dictionary(b []byte, from int) (entries []entry, end int, err error) {
	return readDictionary(b, from, 0)
}

func readDictionary(b []byte, from, depth int) (entries []entry, end int, err error) {
	if !bytes.HasPrefix(b[min(from, len(b)):], []byte("<<")) {
		return nil, 0, errSyntax
	}
	for at := blank(b, from+2); ; at = blank(b, at) {
		if bytes.HasPrefix(b[at:], []byte(">>")) {
			return entries, at + 2, nil
		}
		if at >= len(b) || b[at] != '/' {
			return nil, 0, errSyntax
		}
		end := regular(b, at+1)
		e := entry{key: string(b[at+1 : end]), from: blank(b, end)}
		if e.to, err = value(b, e.from, depth+1); err != nil {
			return nil, 0, err
		}
		entries = append(entries, e)
		at = e.to
	}
}

// value tells where the value that begins at from ends.
func value(b []byte, from, depth int) (end int, err error) {
	if from >= len(b) || depth > deepest {
		return 0, errSyntax
	}
	switch c := b[from]; {
	case bytes.HasPrefix(b[from:], []byte("<<")):
		_, end, err = readDictionary(b, from, depth)
		return end, err
	case c == '<':
		return after(b, from, '>')
	case c == '(':
		return literal(b, from)
	case c == '[':
		at := blank(b, from+1)
		for at < len(b) && b[at] != ']' {
			if at, err = value(b, at, depth+1); err != nil {
				return 0, err
			}
			at = blank(b, at)
		}
		return after(b, at, ']')
	case c == '/':
		return regular(b, from+1), nil
	}
	if _, end, ok := reference(b, from); ok {
		return end, nil
	}
	if end = regular(b, from); end == from {
		return 0, errSyntax
	}
	return end, nil
}

// literal tells where the string in parentheses that begins at from ends.
func literal(b []byte, from int) (end int, err error) {
	open := 0
	for at := from; at < len(b); at++ {
		switch b[at] {
		case '\\':
			at++
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return at + 1, nil
			}
		}
	}
	return 0, errSyntax
}

func after(b []byte, from int, sign byte) (end int, err error) {
	i := bytes.IndexByte(b[min(from, len(b)):], sign)
	if i < 0 {
		return 0, errSyntax
	}
	return from + i + 1, nil
}

// reference reads « 12 0 R ».
func reference(b []byte, from int) (object, end int, ok bool) {
	object, at, ok := number(b, from)
	if !ok {
		return 0, 0, false
	}
	_, at, ok = number(b, blank(b, at))
	at = blank(b, at)
	if !ok || at >= len(b) || b[at] != 'R' || regular(b, at) != at+1 {
		return 0, 0, false
	}
	return object, at + 1, true
}

// number reads an integer that is not negative, of nine digits at most beside the zeros before it.
func number(b []byte, from int) (n, end int, ok bool) {
	for end = from; end < len(b) && b[end] >= '0' && b[end] <= '9'; end++ {
	}
	digits := bytes.TrimLeft(b[from:end], "0")
	if end == from || len(digits) > 9 {
		return 0, end, false
	}
	n, _ = strconv.Atoi(string(digits)) // nothing but zeros is 0
	return n, end, true
}

// blank skips white space and comments.
func blank(b []byte, at int) int {
	for at < len(b) {
		switch b[at] {
		case 0, '\t', '\n', '\f', '\r', ' ':
			at++
		case '%':
			for at < len(b) && b[at] != '\n' && b[at] != '\r' {
				at++
			}
		default:
			return at
		}
	}
	return at
}

// regular skips what a name, a number or a keyword is made of.
func regular(b []byte, at int) int {
	for at < len(b) && strings.IndexByte("\x00\t\n\f\r ()<>[]{}/%", b[at]) < 0 {
		at++
	}
	return at
}
