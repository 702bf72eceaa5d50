package public

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"runtime"

	"github.com/labstack/echo/v4"
	"github.com/maypok86/otter/v2"
)

// picturesRoom bounds the memory that pictures take, in bytes.
const picturesRoom = 24 << 20

// pictures keeps what was drawn last under all that it shows: a picture kept is never out of date, and one that many
// ask for at once is drawn once. No more are drawn at a time than there are processors.
type pictures struct {
	kept  *otter.Cache[string, []byte]
	slots chan struct{}
}

func newPictures() *pictures {
	return &pictures{
		kept: otter.Must(&otter.Options[string, []byte]{MaximumWeight: picturesRoom, Weigher: func(key string, content []byte) uint32 {
			return uint32(len(key) + len(content) + 256)
		}}),
		slots: make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
}

// get gives the picture of a key, drawn now when it is not kept.
func (p *pictures) get(ctx context.Context, key string, draw func(io.Writer) error) ([]byte, error) {
	// Whoever waits with the one who asked first has it drawn even if that one goes away.
	return p.kept.Get(context.WithoutCancel(ctx), key, otter.LoaderFunc[string, []byte](func(context.Context, string) ([]byte, error) {
		p.slots <- struct{}{}
		defer func() { <-p.slots }()
		var out bytes.Buffer
		if err := draw(&out); err != nil {
			return nil, fmt.Errorf("draw a picture: %w", err)
		}
		return out.Bytes(), nil
	}))
}

// shown sends a picture that any site may show, kept by browsers and proxies for an hour: what changes shows within it.
func shown(c echo.Context, media string, content []byte) error {
	header := c.Response().Header()
	header.Set("Cache-Control", "public, max-age=3600")
	header.Set("Cross-Origin-Resource-Policy", "cross-origin")
	header.Set("Access-Control-Allow-Origin", "*")
	return c.Blob(http.StatusOK, media, content)
}
