package public

import (
	"encoding/json"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/opendata"
	"tnl/app/web/pagecache"
)

// openDataRoutes lists the addresses of the files: they are the same for everybody, whoever asks and from whatever
// site.
func (s Site) openDataRoutes(group, plain *echo.Group) {
	methods := []string{http.MethodGet, http.MethodHead}
	group.Match(methods, opendata.Path+"/"+opendata.PackageFile, s.dataPackage, anySite)
	group.Match(methods, opendata.Path+"/"+opendata.CatalogueJSON, s.catalogueJSON, anySite)
	group.Match(methods, opendata.Path+"/"+opendata.CatalogueTurtle, s.catalogueTurtle, anySite)
	group.Match(methods, opendata.Path+"/schemas/:file", s.dataSchema, anySite)
	group.Match(methods, opendata.Path+"/:day/"+opendata.PackageFile, s.dataPackage, anySite)
	plain.Match(methods, opendata.Path+"/:file", s.dataFile, anySite) // with tags of their own, sent as they are written
	plain.Match(methods, opendata.Path+"/:day/:file", s.dataFile, anySite)
}

// anySite lets scripts of any site read the answer.
func anySite(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		header := c.Response().Header()
		header.Set("Access-Control-Allow-Origin", "*")
		header.Set("Access-Control-Expose-Headers", "Content-Disposition, ETag, Last-Modified, Link")
		header.Set("Cross-Origin-Resource-Policy", "cross-origin")
		return next(c)
	}
}

// IsPacked tells whether the request is for a file that is compressed in itself.
func IsPacked(c echo.Context) bool {
	if !strings.HasPrefix(c.Path(), opendata.Path+"/") {
		return false
	}
	extension := path.Ext(c.Request().URL.Path)
	return extension == ".ods" || extension == ".parquet"
}

// version reads the day of an address, if it has one. A day between two versions leads to the one that held then.
func (s Site) version(c echo.Context) (day opendata.Day, elsewhere string, err error) {
	text := c.Param("day")
	if text == "" {
		return "", "", nil
	}
	if day, err = opendata.ReadDay(text); err != nil {
		return "", "", err
	}
	found, err := s.Data.Version(c.Request().Context(), day)
	if err != nil || found == day {
		return day, "", err
	}
	return day, opendata.Path + "/" + string(found) + "/" + path.Base(c.Request().URL.Path), nil
}

// dataFile writes a table in a format, row after row.
func (s Site) dataFile(c echo.Context) error {
	day, elsewhere, err := s.version(c)
	if err != nil {
		return err
	}
	extension := path.Ext(c.Param("file"))
	table, err := opendata.Find(day, strings.TrimSuffix(c.Param("file"), extension))
	if err != nil {
		return err
	}
	format, err := table.Format(strings.TrimPrefix(extension, "."))
	if err != nil {
		return err
	}
	if elsewhere != "" {
		return c.Redirect(http.StatusFound, elsewhere)
	}
	snapshot, err := s.Data.Read(c.Request().Context(), day)
	if err != nil {
		return err
	}
	response := c.Response()
	tag := `"` + snapshot.Tag(table, format) + `"`
	s.describeFile(response.Header(), snapshot, table, format, tag)
	if pagecache.Matches(c.Request().Header.Get("If-None-Match"), tag) {
		return c.NoContent(http.StatusNotModified)
	}
	response.Header().Set(echo.HeaderContentType, format.MediaType)
	_ = http.NewResponseController(response).SetWriteDeadline(time.Now().Add(slowLines)) // a test's has none
	response.WriteHeader(http.StatusOK)
	if c.Request().Method == http.MethodHead {
		return nil
	}
	return snapshot.Write(response, table, format)
}

// slowLines is how long a file may take to be sent.
const slowLines = 10 * time.Minute

// freshFor is how long a version of a past day may be kept without asking again: little changes in it, but what a
// territory takes back goes from it too.
const freshFor = "public, max-age=3600"

func (s Site) describeFile(header http.Header, snapshot *opendata.Snapshot, table *opendata.Table, format opendata.Format, tag string) {
	header.Set("ETag", "W/"+tag) // weak: the same file may leave compressed
	header.Set("Cache-Control", "public, no-cache")
	if snapshot.Dated && snapshot.Day < opendata.DayOf(s.Now()) {
		header.Set("Cache-Control", freshFor)
	}
	if !snapshot.Changed.IsZero() {
		header.Set("Last-Modified", snapshot.Changed.UTC().Format(http.TimeFormat))
	}
	header.Add("Link", "<"+s.Data.SchemaAddress(table)+`>; rel="describedby"; type="application/json"`)
	header.Add("Link", "<"+opendata.LicenceURL+`>; rel="license"`)
	if snapshot.Dated {
		header.Add("Link", "<"+s.BaseURL+opendata.Path+"/"+table.Name+"."+format.Extension+`>; rel="latest-version"`)
	}
	how := "attachment"
	if strings.Contains(format.MediaType, "json") {
		how = "inline" // browsers show it
	}
	header.Set("Content-Disposition", how+`; filename="`+snapshot.FileName(table, format)+`"`)
}

// dataPackage describes the files of now, or of a version.
func (s Site) dataPackage(c echo.Context) error {
	day, elsewhere, err := s.version(c)
	if err != nil {
		return err
	}
	if elsewhere != "" {
		return c.Redirect(http.StatusFound, elsewhere)
	}
	described, err := s.Data.Describe(c.Request().Context(), day)
	if err != nil {
		return err
	}
	return indented(c, described.Package())
}

func (s Site) dataSchema(c echo.Context) error {
	table, err := opendata.Find("", strings.TrimSuffix(c.Param("file"), ".json"))
	if err != nil || path.Ext(c.Param("file")) != ".json" {
		_, err = opendata.Find("", "")
		return err
	}
	return indented(c, s.Data.Schema(table))
}

// indented sends JSON that people read too.
func indented(c echo.Context, v any) error {
	content, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "application/json", append(content, '\n'))
}

func (s Site) catalogueTurtle(c echo.Context) error {
	described, err := s.Data.Describe(c.Request().Context(), "")
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "text/turtle; charset=utf-8", described.Turtle(s.dataPublisher(), s.API))
}

func (s Site) catalogueJSON(c echo.Context) error {
	described, err := s.Data.Describe(c.Request().Context(), "")
	if err != nil {
		return err
	}
	content, err := described.JSONLD(s.dataPublisher(), s.API)
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, "application/ld+json", content)
}

func (s Site) dataPublisher() opendata.Publisher {
	return opendata.Publisher{Name: s.Publisher.Name, Contact: s.Publisher.Contact}
}
