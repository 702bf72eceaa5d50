package questionnaire

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"

	"tnl/app/document"
	"tnl/app/exact"
	"tnl/app/fault"
	"tnl/app/questionnaire/source"
	"tnl/app/typography"
)

// MaxDocument is how large a document may be, in megabytes, whatever its question says.
const MaxDocument = 10

const megabyte = 1 << 20

func init() {
	var ids []string
	for _, k := range document.Kinds {
		ids = append(ids, k.ID)
	}
	register(Type{Name: "file", Read: readFile, Keys: []Key{
		{Name: "accept", Is: Shape{"anyOf": []Shape{{"enum": ids}, listShape(1, Shape{"enum": ids})}}.about("Formats acceptés ; tous par défaut.")},
		{Name: "max_mb", Is: intShape(1, MaxDocument).about("Taille acceptée, en mégaoctets ; 10 par défaut.")},
		pointsKey("Ce que vaut un document."),
	}})
}

// file asks for a document, worth its points once given, or a fact. Its value is a Document.
type file struct {
	points exact.Ratio
	kinds  []*document.Kind
	most   int // megabytes
}

// Document is the answer to a question of type file. Its content is kept elsewhere, under its hash.
type Document struct {
	Name   string
	SHA256 string // in hexadecimal; "" where a file of answers only says that there is a document
	Size   int64  // in bytes; 0 when it is not told
	Media  string
}

// FileInput is what the template of a file shows.
type FileInput struct {
	Document *Document // already given; nil when there is none
	Removed  bool      // ticked to be taken away
	Accept   string    // of the field
	Formats  string    // « PDF, ODT ou CSV »
	Most     string    // « 10 Mo »
	MostSize int64     // in bytes
	Rule     string    // what a document is worth, "" when it is a fact
}

// Measure says what the document is and how large: « PDF, 240 Ko ».
func (d Document) Measure() string {
	label := ""
	if k := document.ByMedia(d.Media); k != nil {
		label = k.Label
	}
	switch {
	case d.Size == 0:
		return label
	case label == "":
		return document.Size(d.Size)
	}
	return label + ", " + document.Size(d.Size)
}

func readFile(f *source.Fields) Spec {
	s := &file{kinds: document.Kinds, most: MaxDocument}
	s.points, _ = f.Number("points", 0, maxPoints)
	if most, given := f.Int("max_mb", 1, MaxDocument); given {
		s.most = most
	}
	ids := f.Texts("accept")
	if n := f.Get("accept"); n != nil {
		s.kinds = nil
		if n.Kind == source.List && len(n.Items) == 0 {
			f.At(n, "`accept` : la liste est vide ; pour tous les formats, retirez cette clé")
		}
	}
	for _, k := range document.Kinds { // in the order in which people read them
		if slices.Contains(ids, k.ID) {
			s.kinds = append(s.kinds, k)
		}
	}
	for _, id := range ids {
		if document.ByID(id) == nil {
			f.At(f.Get("accept"), "format inconnu `%s`%s", source.Short(id), source.Suggest(id, kindIDs(document.Kinds)))
		}
	}
	if len(s.kinds) == 0 {
		s.kinds = document.Kinds
	}
	return s
}

func kindIDs(kinds []*document.Kind) []string {
	ids := make([]string, len(kinds))
	for i, k := range kinds {
		ids[i] = k.ID
	}
	return ids
}

func (s *file) Max() exact.Ratio { return s.points }

var (
	errDocument = errors.New("un document est attendu, avec son nom (`name`)")
	hash        = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

func (s *file) Parse(raw any) (Value, error) {
	given, ok := raw.(map[string]any)
	if !ok {
		return nil, errDocument
	}
	for _, key := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains([]string{"name", "sha256", "size", "type"}, key) {
			return nil, fmt.Errorf("un document se décrit par name, sha256, size et type, pas par %s", quote(source.Short(key)))
		}
	}
	name, ok := given["name"].(string)
	if name = document.CleanName(name); !ok || name == "" {
		return nil, errDocument
	}
	kind, err := document.Named(name, s.kinds)
	if err != nil {
		return nil, err
	}
	d := Document{Name: name, Media: kind.Media}
	if media, told := given["type"]; told && media != d.Media {
		return nil, fmt.Errorf("le type de %s est %s", quote(name), d.Media)
	}
	if told, ok := given["sha256"]; ok {
		if d.SHA256, ok = told.(string); !ok || !hash.MatchString(d.SHA256) {
			return nil, errors.New("une empreinte SHA-256 est attendue : 64 chiffres hexadécimaux en minuscules")
		}
	}
	if told, ok := given["size"]; ok {
		if d.Size, ok = size(told); !ok {
			return nil, errors.New("une taille est attendue, en octets")
		}
		return d, s.fits(d)
	}
	return d, nil
}

func size(raw any) (int64, bool) {
	number, ok := raw.(json.Number)
	if !ok {
		return 0, false
	}
	n, err := strconv.ParseInt(string(number), 10, 64)
	return n, err == nil && n > 0 && strconv.FormatInt(n, 10) == string(number)
}

func (s *file) fits(d Document) error {
	if most := int64(s.most) * megabyte; d.Size > most {
		return errors.New(typography.French(fmt.Sprintf("« %s » pèse %s : %s au plus sont acceptés. Allégez ses images, ou n’en gardez que les pages utiles",
			d.Name, document.Size(d.Size), document.Size(most))))
	}
	return nil
}

func (s *file) Raw(v Value) any {
	d := v.(Document)
	out := map[string]any{"name": d.Name, "type": d.Media}
	if d.SHA256 != "" {
		out["sha256"] = d.SHA256
	}
	if d.Size > 0 {
		out["size"] = json.Number(strconv.FormatInt(d.Size, 10))
	}
	return out
}

// FromForm takes the document already given back from the fields that carry it; a new one is made by Question.Document.
func (s *file) FromForm(f url.Values, name string) any {
	if f.Get(name+".remove") != "" || f.Get(name+".name") == "" && f.Get(name+".sha256") == "" {
		return nil
	}
	out := map[string]any{}
	for _, key := range []string{"name", "sha256", "type"} {
		if text := f.Get(name + "." + key); text != "" {
			out[key] = text
		}
	}
	if text := f.Get(name + ".size"); text != "" {
		out["size"] = json.Number(text)
	}
	return out
}

func (s *file) ToForm(v Value, name string) url.Values {
	d := v.(Document)
	f := url.Values{name + ".name": {d.Name}, name + ".type": {d.Media}}
	if d.SHA256 != "" {
		f.Set(name+".sha256", d.SHA256)
	}
	if d.Size > 0 {
		f.Set(name+".size", strconv.FormatInt(d.Size, 10))
	}
	return f
}

func (s *file) Input(f url.Values, name string) any {
	in := FileInput{
		Removed: f.Get(name+".remove") != "", Accept: document.Accept(s.kinds), Formats: document.Labels(s.kinds),
		MostSize: int64(s.most) * megabyte, Most: document.Size(int64(s.most) * megabyte),
	}
	kept := maps.Clone(f)
	delete(kept, name+".remove")
	if raw := s.FromForm(kept, name); raw != nil {
		if v, err := s.Parse(raw); err == nil {
			d := v.(Document)
			in.Document = &d
		}
	}
	if !s.points.IsZero() {
		in.Rule = fmt.Sprintf("Un document vaut %s.", countPoints(s.points))
	}
	return in
}

func (s *file) Terms() Terms {
	taken := fmt.Sprintf("Un document %s, %s au plus", document.Labels(s.kinds), document.Size(int64(s.most)*megabyte))
	if s.points.IsZero() {
		return Terms{Rule: taken + "."}
	}
	return Terms{Rule: fmt.Sprintf("%s, vaut %s.", taken, countPoints(s.points))}
}

func (s *file) Points(Value) exact.Ratio { return s.points }

func (s *file) Reason(Value) string {
	if s.points.IsZero() {
		return "Ce document est lu par le jury, il n’est pas noté."
	}
	return fmt.Sprintf("Un document est donné : %s.", countPoints(s.points))
}

func (s *file) Show(v Value) string {
	d := v.(Document)
	return d.Name + " (" + d.Measure() + ")"
}

func (s *file) Better(v Value) []Value {
	if v == nil {
		return []Value{Document{Name: "un document", Media: s.kinds[0].Media}}
	}
	return nil
}

func (s *file) Change(Value, Value) string { return "Joignez le document demandé" }

func (s *file) Compare(Value, Value) Evolution {
	return Evolution{Direction: Other, Words: "nouveau document"}
}

// Personal tells that a document stays with the candidacy that it was given to.
func (s *file) Personal(Value) bool { return true }

// TakesDocument tells whether the answer to the question is a document.
func (q *Question) TakesDocument() bool {
	_, ok := q.Spec.(*file)
	return ok
}

// Document makes the answer of a document that was uploaded under a name. What is wrong with it is told by field.
func (q *Question) Document(name string, content []byte) (Document, fault.Fields) {
	s, ok := q.Spec.(*file)
	if !ok {
		return Document{}, fault.Fields{q.ID: "On ne répond pas à cette question par un document."}
	}
	d := Document{Name: document.CleanName(name), Size: int64(len(content))}
	if faults := q.Announced(name, d.Size); len(faults) > 0 {
		return Document{}, faults
	}
	kind, err := document.Recognise(d.Name, content, s.kinds)
	if err != nil {
		return Document{}, fault.Fields{q.ID: sentence(err)}
	}
	sum := sha256.Sum256(content)
	d.SHA256, d.Media = hex.EncodeToString(sum[:]), kind.Media
	return d, nil
}

// Announced tells what is wrong with a document of this name and size, by field, before its content is looked at.
func (q *Question) Announced(name string, size int64) fault.Fields {
	s, ok := q.Spec.(*file)
	if !ok {
		return fault.Fields{q.ID: "On ne répond pas à cette question par un document."}
	}
	d := Document{Name: document.CleanName(name), Size: size}
	_, err := document.Named(d.Name, s.kinds)
	if err == nil {
		err = s.fits(d)
	}
	if err != nil {
		return fault.Fields{q.ID: sentence(err)}
	}
	return nil
}

// Document gives the document that the answer is, nil when it is none.
func (a Answer) Document() *Document {
	if d, ok := a.Value.(Document); ok {
		return &d
	}
	return nil
}

// DocumentOf gives the document of this hash that answers name, nil when none does.
func (as Answers) DocumentOf(sha256 string) *Document {
	for _, a := range as.byIndex {
		if d := a.Document(); d != nil && d.SHA256 != "" && d.SHA256 == sha256 {
			return d
		}
	}
	return nil
}
