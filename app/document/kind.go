// Package document knows the open formats that the label takes as documents: their names, how a content is told to be
// what its name says, and how a document is named and measured for people. It is pure.
package document

import (
	"path"
	"strings"
)

// Kind is a format of documents that the program takes.
type Kind struct {
	ID    string // as questionnaires name it: "pdf"
	Label string // for people: « PDF »
	Media string // its media type
	// Text kinds hold plain text: the same bytes may be either.
	Text       bool
	extensions []string
	family     family
	is         func(content []byte) bool
}

// family is what people make with a format.
type family string

const (
	words  family = "votre traitement de texte"
	sheets family = "votre tableur"
	slides family = "votre logiciel de présentation"
	images family = "votre logiciel d’images"
)

const odf = "application/vnd.oasis.opendocument."

// Kinds are all those taken, in the order in which people read them. SVG is left out: it is a program as much as a
// drawing.
var Kinds = []*Kind{
	{ID: "pdf", Label: "PDF", Media: "application/pdf", extensions: []string{".pdf"}, is: startsWith("%PDF-")},
	{ID: "odt", Label: "ODT", Media: odf + "text", extensions: []string{".odt"}, family: words, is: isODF(odf + "text")},
	{ID: "ods", Label: "ODS", Media: odf + "spreadsheet", extensions: []string{".ods"}, family: sheets, is: isODF(odf + "spreadsheet")},
	{ID: "odp", Label: "ODP", Media: odf + "presentation", extensions: []string{".odp"}, family: slides, is: isODF(odf + "presentation")},
	{ID: "csv", Label: "CSV", Media: "text/csv", Text: true, extensions: []string{".csv"}, family: sheets, is: isText},
	{ID: "txt", Label: "TXT", Media: "text/plain", Text: true, extensions: []string{".txt"}, family: words, is: isText},
	{ID: "png", Label: "PNG", Media: "image/png", extensions: []string{".png"}, family: images, is: startsWith("\x89PNG\r\n\x1a\n")},
	{ID: "jpeg", Label: "JPEG", Media: "image/jpeg", extensions: []string{".jpg", ".jpeg"}, family: images, is: startsWith("\xff\xd8\xff")},
}

// closed are formats that are often sent, and what they are made with.
var closed = map[string]family{
	".doc": words, ".docx": words, ".docm": words, ".rtf": words, ".pages": words, ".wpd": words,
	".xls": sheets, ".xlsx": sheets, ".xlsm": sheets, ".numbers": sheets,
	".ppt": slides, ".pptx": slides, ".pps": slides, ".ppsx": slides, ".key": slides,
	".heic": images, ".bmp": images, ".gif": images, ".webp": images, ".tif": images, ".tiff": images, ".psd": images, ".svg": images, ".ai": images,
}

// ByID gives the kind that questionnaires call id, nil when there is none.
func ByID(id string) *Kind {
	return find(func(k *Kind) bool { return k.ID == id })
}

// ByMedia gives the kind of a media type, nil when there is none.
func ByMedia(media string) *Kind {
	return find(func(k *Kind) bool { return k.Media == media })
}

// ByName gives the kind that a document's name tells, nil when it tells none that is taken.
func ByName(name string) *Kind {
	extension := extensionOf(name)
	return find(func(k *Kind) bool {
		for _, e := range k.extensions {
			if e == extension {
				return true
			}
		}
		return false
	})
}

func find(fits func(*Kind) bool) *Kind {
	for _, k := range Kinds {
		if fits(k) {
			return k
		}
	}
	return nil
}

func extensionOf(name string) string { return strings.ToLower(path.Ext(name)) }

// Same tells whether a content kept as one media type may be named as another.
func Same(kept, named string) bool {
	a, b := ByMedia(kept), ByMedia(named)
	return a != nil && b != nil && (a == b || a.Text && b.Text)
}

// Accept is the attribute accept of a field for these kinds.
func Accept(kinds []*Kind) string {
	var list []string
	for _, k := range kinds {
		list = append(list, k.Media)
		list = append(list, k.extensions...)
	}
	return strings.Join(list, ",")
}

// Labels writes kinds in a sentence: « PDF, ODT ou CSV ».
func Labels(kinds []*Kind) string {
	labels := make([]string, len(kinds))
	for i, k := range kinds {
		labels[i] = k.Label
	}
	if len(labels) < 2 {
		return strings.Join(labels, "")
	}
	return strings.Join(labels[:len(labels)-1], ", ") + " ou " + labels[len(labels)-1]
}
