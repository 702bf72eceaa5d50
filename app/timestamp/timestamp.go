// Package timestamp asks an authority of time stamps (RFC 3161) over HTTP.
package timestamp

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"time"

	"tnl/app/signature"
)

// Bounds on an authority that is slow, or is none: what people wait for at most, and more than any answer has.
const (
	patience      = 10 * time.Second
	largestAnswer = 64 << 10
)

// Authority is one that stamps digests.
type Authority struct {
	URL    string
	client http.Client
}

// New gives the authority that answers at url.
func New(url string) *Authority {
	return &Authority{URL: url, client: http.Client{
		Timeout: patience,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return errors.New("the authority of time stamps answers with a redirection")
		},
	}}
}

// Stamp has a SHA-256 digest stamped, and gives the token once it was checked that it is one for this digest. It takes
// ten seconds at most.
func (a *Authority) Stamp(ctx context.Context, digest []byte) ([]byte, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, fmt.Errorf("choose a nonce: %w", err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, a.URL, bytes.NewReader(signature.Request(digest, nonce)))
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", a.URL, err)
	}
	request.Header.Set("Content-Type", "application/timestamp-query")
	request.Header.Set("Accept", "application/timestamp-reply")
	response, err := a.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", a.URL, err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("ask %s: it answers %s", a.URL, response.Status)
	}
	answer, err := io.ReadAll(io.LimitReader(response.Body, largestAnswer))
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", a.URL, err)
	}
	token, err := signature.Token(answer, digest, nonce)
	if err != nil {
		return nil, fmt.Errorf("ask %s: %w", a.URL, err)
	}
	return token, nil
}
