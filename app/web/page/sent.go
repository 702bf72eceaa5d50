package page

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"
)

// Bounds of a form that carries documents. What is beyond is read and not kept, so that the fields after it arrive.
const (
	maxFields  = 2 << 20  // bytes of fields: a whole axis with every comment filled is a hundredth of it
	maxKept    = 10 << 20 // of one document
	maxAtOnce  = 32 << 20 // of all documents
	maxPieces  = 5000
	sentInForm = "page.sent"
)

// Sent is a document that came with a form.
type Sent struct {
	Name    string
	Size    int64
	Content []byte // nil when it was too large, or too much came at once: Size tells
}

// Document gives the document sent in a field, nil when there is none. The form must have been read by Posted.
func Document(c echo.Context, field string) *Sent {
	sent, _ := c.Get(sentInForm).(map[string]*Sent)
	return sent[field]
}

// readPieces reads a form that may carry documents, each kept in memory for the time of the request.
func readPieces(c echo.Context) error {
	r := c.Request()
	reader, err := r.MultipartReader()
	if err != nil {
		return err
	}
	values, documents, room, fields := url.Values{}, map[string]*Sent{}, int64(maxAtOnce), int64(maxFields)
	for pieces := 0; ; pieces++ {
		piece, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) && pieces > 0 {
			break
		}
		if err != nil {
			return err
		}
		if pieces == maxPieces {
			return fmt.Errorf("a form of more than %d pieces", maxPieces)
		}
		name := piece.FormName()
		if piece.FileName() != "" {
			if documents[name], err = readDocument(piece, &room); err != nil {
				return err
			}
			continue
		}
		text, err := io.ReadAll(io.LimitReader(piece, fields+1))
		if err != nil {
			return err
		}
		if fields -= int64(len(text) + len(name)); fields < 0 {
			return &http.MaxBytesError{Limit: maxFields}
		}
		if name != "" {
			values.Add(name, string(text))
		}
	}
	c.Set(sentInForm, documents)
	r.PostForm, r.Form, r.MultipartForm = values, url.Values{}, &multipart.Form{Value: values}
	for _, list := range []url.Values{values, r.URL.Query()} {
		for name, texts := range list {
			r.Form[name] = append(r.Form[name], texts...)
		}
	}
	return nil
}

func readDocument(piece *multipart.Part, room *int64) (*Sent, error) {
	most := min(maxKept, *room)
	var content bytes.Buffer
	size, err := io.Copy(&content, io.LimitReader(piece, most+1))
	if err != nil {
		return nil, err
	}
	sent := &Sent{Name: piece.FileName(), Size: size, Content: content.Bytes()}
	if size <= most {
		*room -= size
		return sent, nil
	}
	sent.Content = nil
	rest, err := io.Copy(io.Discard, piece)
	sent.Size += rest
	return sent, err
}
