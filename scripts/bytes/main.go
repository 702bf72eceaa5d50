// Command bytes serves the content of a file at every address, by Echo and nothing else: what a page of the same
// bytes costs at the least. scripts/load-beside compares with it.
package main

import (
	"fmt"
	"net/http"
	"os"

	"github.com/labstack/echo/v4"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: bytes ADDRESS FILE CONTENT-ENCODING")
		os.Exit(2)
	}
	content, err := os.ReadFile(os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, "bytes:", err)
		os.Exit(1)
	}
	e := echo.New()
	e.HideBanner = true
	e.GET("/*", func(c echo.Context) error {
		c.Response().Header().Set("Content-Encoding", os.Args[3])
		return c.Blob(http.StatusOK, "text/html; charset=utf-8", content)
	})
	e.Logger.Fatal(e.Start(os.Args[1]))
}
