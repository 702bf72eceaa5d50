package document

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"tnl/app/typography"
)

// Recognise gives the kind of a document from its name, when its content is of that kind and kinds has it. Its error
// is a sentence in French that says which formats are taken and how to get one.
func Recognise(name string, content []byte, kinds []*Kind) (*Kind, error) {
	k, err := Named(name, kinds)
	if err != nil {
		return nil, err
	}
	if len(content) == 0 {
		return nil, sentence("« %s » est vide : choisissez un document qui contient quelque chose", name)
	}
	if k.is(content) {
		return k, nil
	}
	if k.Text {
		return nil, sentence("« %s » ne contient pas que du texte : enregistrez-le à nouveau au format %s, en UTF-8", name, k.Label)
	}
	return nil, sentence("le contenu de « %s » n’est pas celui d’un fichier %s, ou il est incomplet : ouvrez-le pour vérifier, puis enregistrez-le à nouveau au format %s", name, k.Label, k.Label)
}

// Named gives the kind that a name tells, when kinds has it. Its error is a sentence in French, as Recognise's.
func Named(name string, kinds []*Kind) (*Kind, error) {
	k := ByName(name)
	if k != nil && slices.Contains(kinds, k) {
		return k, nil
	}
	made, known := closed[extensionOf(name)]
	if k != nil {
		made, known = k.family, k.family != ""
	}
	taken := Labels(kinds)
	if !known {
		return nil, sentence("« %s » n’est pas dans un format accepté : %s. Exportez-le dans l’un d’eux, puis choisissez-le à nouveau", name, taken)
	}
	return nil, sentence("« %s » n’est pas dans un format accepté : %s. Ouvrez-le dans %s, puis choisissez « Fichier » et « Exporter » ou « Enregistrer sous », au format %s",
		name, taken, made, Labels(fitting(kinds, made)))
}

// fitting gives those of kinds that what is made with f can be saved as; all when none is.
func fitting(kinds []*Kind, f family) []*Kind {
	out := slices.DeleteFunc(slices.Clone(kinds), func(k *Kind) bool { return k.family != f && k.ID != "pdf" })
	if len(out) == 0 {
		return kinds
	}
	return out
}

func sentence(format string, parts ...any) error {
	return fmt.Errorf("%s", typography.French(fmt.Sprintf(format, parts...)))
}

func startsWith(signature string) func([]byte) bool {
	return func(content []byte) bool {
		return bytes.HasPrefix(content, []byte(signature)) && len(content) > len(signature)
	}
}

// isText tells whether content is lines that people write, in UTF-8 or an older encoding of French.
func isText(content []byte) bool {
	binary := func(b byte) bool { return b < ' ' && !bytes.ContainsRune([]byte("\t\n\r\f"), rune(b)) || b == 0x7f }
	return !bytes.HasPrefix(content, []byte("%PDF-")) && !slices.ContainsFunc(content, binary)
}

// isODF tells whether content is an OpenDocument of this media type: a whole ZIP archive that begins, uncompressed, with
// a file « mimetype » that says so.
func isODF(media string) func([]byte) bool {
	const header, name = 30, "mimetype" // of a file in an archive
	return func(content []byte) bool {
		if len(content) < header || !bytes.HasPrefix(content, []byte("PK\x03\x04")) {
			return false
		}
		method, named, extra := binary.LittleEndian.Uint16(content[8:]), binary.LittleEndian.Uint16(content[26:]), binary.LittleEndian.Uint16(content[28:])
		rest, found := bytes.CutPrefix(content[header:], []byte(name))
		if !found || method != 0 || int(named) != len(name) || len(rest) < int(extra) {
			return false
		}
		rest, found = bytes.CutPrefix(rest[extra:], []byte(media))
		if !found || !bytes.HasPrefix(rest, []byte("PK")) { // « …text-template » begins alike
			return false
		}
		_, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		return err == nil
	}
}
