package public_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tnl/app/credential"
	"tnl/app/database"
	"tnl/app/database/databasetest"
)

// digests are different each time: an answers' hash has a salt of its own, and each label a key.
var digests = regexp.MustCompile(`z[1-9A-HJ-NP-Za-km-z]{40,}|ni:///sha-256;[\w-]{43}|[0-9a-f]{64}|(?:ETag|Etag|Content-Length):\[[^\]]*\]|"salt": "[0-9a-f]{32}"`)

var linked = regexp.MustCompile(`<[^>]*(?:href|src)="(/[^"]*)"[^>]*>`)

// packed is what of a certificate depends on its credential: the attachment as it is compressed, and where objects stand.
var packed = regexp.MustCompile(`(?s)<<[^<>]*/EmbeddedFile.*?endstream|\nxref\n.*`)

// plain is what a page says, with the credential of a certificate and the files of a kit as they can be read.
func plain(body []byte) string {
	if files, err := zip.NewReader(bytes.NewReader(body), int64(len(body))); err == nil {
		var all strings.Builder
		for _, file := range files.File {
			content, err := fs.ReadFile(files, file.Name)
			fmt.Fprintln(&all, file.Name, err, plain(content))
		}
		return all.String()
	}
	file := credential.Open(body)
	if file.Kind != credential.PDF {
		return string(body)
	}
	return packed.ReplaceAllString(string(body), "…") + string(bytes.Join(file.Credentials, nil))
}

// alikeFiles is how many files of one name are asked for: the same picture of each award takes long to draw and says
// no more.
const alikeFiles = 3

var numbers = regexp.MustCompile(`[0-9-]+`)

// crawl follows every link from the home page, as search engines are asked to, and gives every page and the first
// files of each name.
func crawl(s *site) map[string]string {
	found := map[string]string{}
	files := map[string]int{}
	waiting := []string{"/", "/v", "/label/criteres/2026", "/health", "/robots.txt", "/territoires/grenoble-38185", "/v/2026-0003", "/certificats/2026-0002.pdf", "/annuaire?q=grenoble", "/annuaire?departement=38",
		"/annuaire?q=grenobel", "/annuaire?region=84&population=50000-199999", "/annuaire?tri=population&type=commune", "/annuaire?mention=mutualisation&niveau=2",
		"/logiciels?q=secret", "/logiciels/secret38185"}
	for len(waiting) > 0 {
		path := waiting[0]
		waiting = waiting[1:]
		if _, seen := found[path]; seen || strings.HasPrefix(path, "/static/") || strings.HasPrefix(path, "/connexion") || path == "/candidater" {
			continue
		}
		if name := numbers.ReplaceAllString(filepath.Base(path), ""); strings.Contains(name, ".") {
			if files[name]++; files[name] > alikeFiles {
				continue
			}
		}
		response := s.get(path)
		found[path] = digests.ReplaceAllString(fmt.Sprintf("%d %v %s", response.Code, response.Header(), plain(response.Body.Bytes())), "…")
		for _, link := range linked.FindAllStringSubmatch(response.Body.String(), -1) {
			if strings.Contains(link[0], `rel="nofollow"`) {
				continue
			}
			address := strings.ReplaceAll(link[1], "&amp;", "&")
			if page, _, _ := strings.Cut(address, "#"); page != "" {
				waiting = append(waiting, page)
			}
		}
	}
	return found
}

// The whole site is the same, byte for byte, whether or not candidacies ended without a label.
func TestUnlabelledCandidaciesLeaveNoTrace(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		with := crawl(open(t, published(t, db, "38185", "05074", "75056")))
		without := crawl(open(t, published(t, databasetest.Open(t, db.Engine))))
		if len(with) < 60 {
			t.Errorf("only %d pages were found", len(with))
		}
		for path, body := range with {
			if strings.Contains(body, "Secret ") {
				t.Errorf("%s shows what nobody agreed to, or without a label", path)
			}
			if strings.Contains(body, "Grenoble") {
				t.Errorf("%s names a candidacy without a label", path)
			}
			if other, found := without[path]; !found || other != body {
				t.Errorf("%s tells that there were candidacies without a label", path)
			}
		}
		if len(with) != len(without) {
			t.Errorf("%d pages with them, %d without", len(with), len(without))
		}
	})
}
