package public

import (
	"bytes"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/drawing"
	"tnl/app/fault"
)

var pictureWidths = map[award.Form]int{award.Landscape: award.LandscapeWidth, award.Portrait: award.PortraitWidth}

// fileView is one way to download a certificate.
type fileView struct{ Label, Address, Media string }

var mediaTypes = map[string]string{"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}

// certificateAddress is where a certificate stands in one of its formats.
func certificateAddress(number string, form award.Form, extension string) string {
	if form == award.Portrait {
		return award.CertificatePath(number) + "/portrait." + extension
	}
	return award.CertificatePath(number) + "." + extension
}

func pdfAddress(number string) string { return certificateAddress(number, award.Landscape, "pdf") }

func certificateFiles(number string) []fileView {
	var files []fileView
	for _, form := range []struct {
		form  award.Form
		label string
	}{{award.Landscape, "paysage"}, {award.Portrait, "portrait"}} {
		for _, format := range []struct{ extension, label string }{{"pdf", "PDF à imprimer"}, {"svg", "SVG"}, {"png", "PNG"}} {
			files = append(files, fileView{format.label + ", " + form.label, certificateAddress(number, form.form, format.extension), mediaTypes[format.extension]})
		}
	}
	return files
}

// portraitFile gives the certificate held upright in one format.
func (s Site) portraitFile(extension string) echo.HandlerFunc {
	return func(c echo.Context) error {
		return s.certificateFile(c, c.Param("number"), award.Portrait, extension)
	}
}

// certificateFile sends a certificate to be shown in the browser: the PDF, or what is drawn from the same page.
func (s Site) certificateFile(c echo.Context, number string, form award.Form, extension string) error {
	media, known := mediaTypes[extension]
	if !known {
		return fault.New(fault.NotFound, "")
	}
	ctx := c.Request().Context()
	number = award.CleanNumber(number)
	var content []byte
	if extension == "pdf" {
		var out bytes.Buffer
		if err := s.Awards.Certificate(ctx, number, form, &out); err != nil {
			return err
		}
		content = out.Bytes()
	} else {
		drawn, err := s.Awards.CertificatePage(ctx, number, form)
		if err != nil {
			return err
		}
		if content, err = s.drawn(c, drawn, extension, pictureWidths[form]); err != nil {
			return err
		}
	}
	name := "certificat-" + number
	if form == award.Portrait {
		name += "-portrait"
	}
	c.Response().Header().Set("Content-Disposition", `inline; filename="`+name+`.`+extension+`"`)
	return c.Blob(http.StatusOK, media, content)
}

// drawn writes a page as SVG or, once for what it shows, as a PNG.
func (s Site) drawn(c echo.Context, drawn *drawing.Page, extension string, width int) ([]byte, error) {
	if extension == "svg" {
		var out bytes.Buffer
		err := drawn.SVG(&out)
		return out.Bytes(), err
	}
	key, err := drawn.Key(width)
	if err != nil {
		return nil, err
	}
	return s.pictures.get(c.Request().Context(), key, func(w io.Writer) error { return drawn.PNG(w, width) })
}
