package timestamp

import (
	"context"
	"crypto/sha256"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tnl/app/timestamp/timestamptest"
)

func TestStamp(t *testing.T) {
	authority := timestamptest.New(t)
	digest := sha256.Sum256([]byte("a signature"))
	a := New(authority.URL)
	token, err := a.Stamp(context.Background(), digest[:])
	if err != nil || len(token) < 500 {
		t.Fatalf("token of %d bytes, %v", len(token), err)
	}
	authority.Down.Store(true)
	if _, err := a.Stamp(context.Background(), digest[:]); err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("down: %v", err)
	}
}

func TestAuthoritiesThatAreNone(t *testing.T) {
	digest := sha256.Sum256(nil)
	for name, answer := range map[string]http.HandlerFunc{
		"a page":        func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) },
		"a redirection": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", http.StatusFound) },
		"without end": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.CopyN(w, zeros{}, 1<<20)
		},
		"silent": func(_ http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body) // else the end of the line goes unseen
			<-r.Context().Done()
		},
	} {
		server := httptest.NewServer(answer)
		a := New(server.URL)
		a.client.Timeout = 200 * time.Millisecond
		if _, err := a.Stamp(context.Background(), digest[:]); err == nil {
			t.Errorf("%s: taken for a token", name)
		}
		server.Close()
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }
