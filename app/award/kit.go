package award

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"tnl/app/drawing"
)

// KitPath is where the kit of an award stands.
func KitPath(number string) string { return CertificatePath(number) + "/kit.zip" }

// Widths of pictures of a certificate, in pixels: letters are as large in both forms.
const (
	LandscapeWidth = 1600
	PortraitWidth  = 1131
)

// BadgeWidths are the widths of badges as pictures, in pixels.
var BadgeWidths = []int{200, drawing.BadgeWidth, 2 * drawing.BadgeWidth}

// Kit writes, as a zip, all with which a laureate makes its award known: certificates, a poster, badges of the edition,
// texts to adapt. The same award always gives the same bytes. Its errors are those of Certificate, before the first byte.
func (as *Awards) Kit(ctx context.Context, number string, w io.Writer) error {
	a, e, err := as.certified(ctx, number)
	if err != nil {
		return err
	}
	k := &kit{zip: zip.NewWriter(w), folder: "kit-" + a.Number + "/", at: a.AwardedAt.UTC().Truncate(time.Second)}
	certificates := map[Form][]byte{}
	for _, form := range []Form{Landscape, Portrait} {
		var out bytes.Buffer
		if err := as.Certificate(ctx, number, form, &out); err != nil {
			return err
		}
		certificates[form] = out.Bytes()
	}
	texts, err := as.kitTexts(a)
	if err != nil {
		return err
	}
	k.text("LISEZ-MOI.txt", texts.readMe)
	k.bytes("certificat-"+a.Number+".pdf", certificates[Landscape])
	k.bytes("certificat-"+a.Number+"-portrait.pdf", certificates[Portrait])
	k.write("affiche-a3.pdf", as.poster(a).Page, (*drawing.Page).PDF)
	k.write("textes/actualite.odt", nil, func(_ *drawing.Page, w io.Writer) error { return writeODT(w, texts.news, k.at) })
	k.text("textes/actualite.txt", texts.news)
	k.text("textes/reseaux-sociaux.txt", texts.posts)
	for _, dark := range []bool{false, true} {
		name, badge := "badges/clair", as.Badge(a)
		if badge.Dark = dark; dark {
			name = "badges/sombre"
		}
		k.write(name+".svg", badge.Page, (*drawing.Page).SVG)
		for _, width := range BadgeWidths {
			k.write(fmt.Sprintf("%s-%d.png", name, width), badge.Page, png(width))
		}
	}
	for _, form := range []struct {
		name  string
		form  Form
		width int
	}{{"paysage", Landscape, LandscapeWidth}, {"portrait", Portrait, PortraitWidth}} {
		page := func() (*drawing.Page, error) { return as.certificate(a, e).Page(form.form) }
		k.write("web/certificat-"+form.name+".svg", page, (*drawing.Page).SVG)
		k.write("web/certificat-"+form.name+".png", page, png(form.width))
	}
	return k.close()
}

func png(width int) func(*drawing.Page, io.Writer) error {
	return func(p *drawing.Page, w io.Writer) error { return p.PNG(w, width) }
}

// kit is a zip being written; nothing more is once something failed.
type kit struct {
	zip    *zip.Writer
	folder string
	at     time.Time
	err    error
}

// write adds what draw makes of a page, if there is one.
func (k *kit) write(name string, layOut func() (*drawing.Page, error), draw func(*drawing.Page, io.Writer) error) {
	if k.err != nil {
		return
	}
	var page *drawing.Page
	if layOut != nil {
		if page, k.err = layOut(); k.err != nil {
			return
		}
	}
	file, err := k.zip.CreateHeader(&zip.FileHeader{Name: k.folder + name, Method: zip.Deflate, Modified: k.at})
	if err == nil {
		err = draw(page, file)
	}
	if err != nil {
		k.err = fmt.Errorf("write %s: %w", name, err)
	}
}

func (k *kit) bytes(name string, content []byte) {
	k.write(name, nil, func(_ *drawing.Page, w io.Writer) error {
		_, err := w.Write(content)
		return err
	})
}

// text adds a text that any editor reads: its title, and line ends that the oldest know.
func (k *kit) text(name string, t text) {
	k.bytes(name, []byte(strings.ReplaceAll(t.title+"\n\n"+strings.Join(t.paragraphs, "\n\n")+"\n", "\n", "\r\n")))
}

func (k *kit) close() error {
	if k.err != nil {
		return k.err
	}
	return k.zip.Close()
}

func (as *Awards) poster(a Published) drawing.Poster {
	p := drawing.Poster{
		LabelName: as.LabelName, TerritoryName: a.TerritoryName, LevelTitle: a.LevelOnScale(), LevelMeaning: a.LevelMeaning,
		Mentions: a.Mentions.Names(), Edition: fmt.Sprint(a.Year), PageURL: as.BaseURL + TerritoryPath(a.TerritorySlug), Date: a.AwardedAt,
	}
	p.Level, p.LevelCount = a.Signs()
	return p
}

// hashtag joins the words of a name, each with its capital.
func hashtag(name string) string {
	var tag strings.Builder
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		runes := []rune(word)
		tag.WriteString(string(unicode.ToUpper(runes[0])) + string(runes[1:]))
	}
	return tag.String()
}
