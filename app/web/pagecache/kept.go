package pagecache

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/static"
)

// kept is an answer that is the same for every visitor.
type kept struct {
	revision int64
	until    time.Time
	header   http.Header // beside what is set for each request anew
	tag      string
	body     []byte
	gzipped  []byte // nil when it would save little
}

// sharable tells whether the answer says nothing to one person.
func (h *held) sharable() bool {
	header := h.Header()
	control := header.Get("Cache-Control")
	return h.status == http.StatusOK && header.Get("Set-Cookie") == "" && !strings.Contains(control, "private") && !strings.Contains(control, "no-store")
}

// worth is the size from which an answer is compressed.
const worth = 1400

func (h *held) keep(revision int64, until time.Time) (*kept, error) {
	k := &kept{revision: revision, until: until, header: http.Header{}, body: bytes.Clone(h.body.Bytes())}
	for name, values := range h.Header() {
		if !slices.Equal(values, h.before[name]) && name != "Content-Length" {
			k.header[name] = slices.Clone(values)
		}
	}
	k.tag = strings.TrimPrefix(k.header.Get("ETag"), "W/")
	if k.tag == "" {
		sum := sha256.Sum256(k.body)
		k.tag = `"` + hex.EncodeToString(sum[:12]) + `"`
		k.header.Set("ETag", k.tag)
	}
	if k.header.Get("Cache-Control") == "" {
		k.header.Set("Cache-Control", "public, no-cache")
	}
	if len(k.body) < worth || !compressible(k.header.Get("Content-Type")) {
		return k, nil
	}
	var out bytes.Buffer
	writer, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err == nil {
		if _, err = writer.Write(k.body); err == nil {
			err = writer.Close()
		}
	}
	if err != nil {
		return nil, fmt.Errorf("compress a page: %w", err)
	}
	k.gzipped = out.Bytes()
	k.header.Set("ETag", "W/"+k.tag) // weak: the same page leaves in two forms
	if !strings.Contains(strings.Join(k.header.Values("Vary"), ","), "Accept-Encoding") {
		k.header.Add("Vary", "Accept-Encoding")
	}
	return k, nil
}

// compressible tells whether a media type is not compressed already.
func compressible(media string) bool {
	media, _, _ = strings.Cut(media, ";")
	return strings.HasPrefix(media, "text/") || strings.HasSuffix(media, "json") || strings.HasSuffix(media, "xml") || media == "text/javascript"
}

func (k *kept) send(e echo.Context) error {
	response, request := e.Response(), e.Request()
	header := response.Header()
	for name, values := range k.header {
		header[name] = values
	}
	if Matches(request.Header.Get("If-None-Match"), k.tag) {
		header.Del("Content-Type")
		response.WriteHeader(http.StatusNotModified)
		return nil
	}
	content := k.body
	if k.gzipped != nil && static.AcceptsGzip(request) {
		content = k.gzipped
		header["Content-Encoding"] = gzipped
	}
	header["Content-Length"] = []string{strconv.Itoa(len(content))}
	response.WriteHeader(http.StatusOK)
	_, err := response.Write(content)
	return err
}

var gzipped = []string{"gzip"}

// Matches tells whether a tag, in its quotes, is among those that a browser says it has.
func Matches(ifNoneMatch, tag string) bool {
	if strings.TrimSpace(ifNoneMatch) == "*" {
		return true
	}
	for one := range strings.SplitSeq(ifNoneMatch, ",") {
		if strings.TrimPrefix(strings.TrimSpace(one), "W/") == tag {
			return true
		}
	}
	return false
}
