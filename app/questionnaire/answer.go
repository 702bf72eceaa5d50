package questionnaire

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"tnl/app/fault"
	"tnl/app/questionnaire/source"
)

// Bounds of what stands beside a value.
const (
	maxComment  = 3000
	maxEvidence = 500
)

// Answer is what a territory says to one question.
type Answer struct {
	Value    Value  // nil when not answered
	Planned  string // the month it is planned for, "2027-06", "" when it is not
	Comment  string
	Evidence string // a link
}

// Empty tells whether nothing was said at all.
func (a Answer) Empty() bool {
	return a.Value == nil && a.Planned == "" && a.Comment == "" && a.Evidence == ""
}

// Answers holds at most one answer to each question of one questionnaire. The zero value holds none.
type Answers struct{ byIndex []Answer }

// NewAnswers gives answers to q, all empty.
func NewAnswers(q *Questionnaire) Answers { return Answers{make([]Answer, len(q.Questions))} }

// Get gives the answer to question, empty when there is none.
func (as Answers) Get(question *Question) Answer {
	if question.Index < len(as.byIndex) {
		return as.byIndex[question.Index]
	}
	return Answer{}
}

// Set puts the answer to question.
func (as Answers) Set(question *Question, a Answer) { as.byIndex[question.Index] = a }

// Clone gives a copy that can be changed apart.
func (as Answers) Clone() Answers { return Answers{slices.Clone(as.byIndex)} }

var month = regexp.MustCompile(`^20[0-9]{2}-(0[1-9]|1[0-2])$`)

// FromForm reads the fields of one question: its own name, and behind it ".planned", ".planned_for",
// ".comment" and ".evidence". What is wrong is told by field.
func (q *Question) FromForm(f url.Values) (Answer, fault.Fields) {
	faults := fault.Fields{}
	a := Answer{
		Comment:  f.Get(q.ID + ".comment"),
		Evidence: strings.TrimSpace(f.Get(q.ID + ".evidence")),
	}
	if raw := q.Spec.FromForm(f, q.ID); raw != nil {
		v, err := q.Spec.Parse(raw)
		if err != nil {
			q.tell(err, faults)
		}
		a.Value = v
	}
	if q.Plannable && f.Get(q.ID+".planned") != "" {
		a.Planned = strings.TrimSpace(f.Get(q.ID + ".planned_for"))
		if a.Planned == "" {
			faults.Add(q.ID+".planned_for", "Indiquez le mois et l’année prévus, par exemple 2027-06.")
		}
	}
	q.beside(&a, faults)
	return a, faults
}

// tell notes what is wrong with a value: by part for a type of several fields.
func (q *Question) tell(err error, faults fault.Fields) {
	var parts partFaults
	if !errors.As(err, &parts) {
		faults.Add(q.ID, sentence(err))
	}
	for _, part := range parts {
		faults.Add(q.ID+"."+part.name, sentence(part.err))
	}
}

// beside tidies and checks what stands beside a value.
func (q *Question) beside(a *Answer, faults fault.Fields) {
	if utf8.ValidString(a.Comment) {
		a.Comment = tidy(a.Comment)
	}
	if a.Planned != "" {
		faults.Check(month.MatchString(a.Planned), q.ID+".planned_for", "Écrivez le mois prévu sous la forme année-mois, par exemple 2027-06.")
		faults.Check(q.Plannable, q.ID+".planned_for", "On ne peut pas répondre "+quote("prévu")+" à cette question.")
	}
	faults.Check(utf8.RuneCountInString(a.Comment) <= maxComment, q.ID+".comment", fmt.Sprintf("%d signes au plus sont attendus.", maxComment))
	faults.Check(utf8.ValidString(a.Comment), q.ID+".comment", "Ce texte contient des caractères illisibles.")
	if a.Evidence != "" {
		faults.Check(isLink(a.Evidence), q.ID+".evidence", "L’adresse doit commencer par https:// ou http://, sans espace.")
		faults.Check(len(a.Evidence) <= maxEvidence, q.ID+".evidence", fmt.Sprintf("Cette adresse est trop longue : %d signes au plus.", maxEvidence))
	}
}

func isLink(text string) bool {
	address, err := url.Parse(text)
	return err == nil && (address.Scheme == "https" || address.Scheme == "http") && address.Host != "" &&
		utf8.ValidString(text) && !strings.ContainsAny(text, " \t\r\n\x00")
}

// ToForm is what a form's fields hold for the answer.
func (q *Question) ToForm(a Answer) url.Values {
	f := url.Values{}
	if a.Value != nil {
		f = q.Spec.ToForm(a.Value, q.ID)
	}
	if a.Planned != "" {
		f.Set(q.ID+".planned", "1")
		f.Set(q.ID+".planned_for", a.Planned)
	}
	if a.Comment != "" {
		f.Set(q.ID+".comment", a.Comment)
	}
	if a.Evidence != "" {
		f.Set(q.ID+".evidence", a.Evidence)
	}
	return f
}

func sentence(err error) string {
	text := err.Error()
	first, size := utf8.DecodeRuneInString(text)
	text = strings.ToUpper(string(first)) + text[size:]
	if strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// stored is an answer as it is kept: keys in this order, empty ones left out.
type stored struct {
	Value    any    `json:"value,omitempty"`
	Planned  string `json:"planned,omitempty"`
	Comment  string `json:"comment,omitempty"`
	Evidence string `json:"evidence,omitempty"`
}

// Encode writes the answer as canonical JSON: the same answer is always the same bytes.
func (q *Question) Encode(a Answer) ([]byte, error) {
	s := stored{Planned: a.Planned, Comment: a.Comment, Evidence: a.Evidence}
	if a.Value != nil {
		s.Value = q.Spec.Raw(a.Value)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		return nil, fmt.Errorf("encode the answer to %s: %w", q.ID, err)
	}
	return bytes.TrimSpace(out.Bytes()), nil
}

// Decode reads what Encode wrote, or what a file holds in that form. Its error is a sentence in French.
func (q *Question) Decode(content []byte) (Answer, error) {
	var s stored
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.UseNumber()
	decoder.DisallowUnknownFields() // an answer must not be half read
	if err := decoder.Decode(&s); err != nil {
		return Answer{}, fmt.Errorf("réponse à `%s` illisible à l’octet %d : un objet JSON (value, planned, comment, evidence) est attendu", q.ID, decoder.InputOffset())
	}
	if _, err := decoder.Token(); err != io.EOF {
		return Answer{}, fmt.Errorf("réponse à `%s` illisible : rien n’est attendu après l’objet JSON", q.ID)
	}
	a := Answer{Planned: s.Planned, Comment: s.Comment, Evidence: s.Evidence}
	if s.Value != nil {
		v, err := q.Spec.Parse(s.Value)
		if err != nil {
			return Answer{}, fmt.Errorf("réponse à `%s` : %w", q.ID, err)
		}
		a.Value = v
	}
	return a, nil
}

// EncodeAll writes every answer that is not empty as one JSON object, in the questionnaire's order: the
// canonical form that is hashed.
func (q *Questionnaire) EncodeAll(answers Answers) ([]byte, error) {
	out := []byte{'{'}
	for _, question := range q.Questions {
		a := answers.Get(question)
		if a.Empty() {
			continue
		}
		content, err := question.Encode(a)
		if err != nil {
			return nil, err
		}
		if len(out) > 1 {
			out = append(out, ',')
		}
		out = fmt.Appendf(out, "%q:", question.ID)
		out = append(out, content...)
	}
	return append(out, '}'), nil
}

// DecodeAll reads what EncodeAll wrote. Answers to questions that q does not have are an error.
func (q *Questionnaire) DecodeAll(content []byte) (Answers, error) {
	if answers, ok := q.decodeAtOnce(content); ok {
		return answers, nil
	}
	answers := NewAnswers(q)
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(content, &raw); err != nil {
		return answers, fmt.Errorf("read answers: %w", err)
	}
	for _, id := range slices.Sorted(maps.Keys(raw)) {
		question := q.Question(id)
		if question == nil {
			return answers, fmt.Errorf("read answers: %s has no question %q", q.ID, source.Short(id))
		}
		a, err := question.Decode(raw[id])
		if err != nil {
			return answers, fmt.Errorf("read answers: %w", err)
		}
		answers.Set(question, a)
	}
	return answers, nil
}

// decodeAtOnce is DecodeAll in one pass, for what holds no fault; it tells none.
func (q *Questionnaire) decodeAtOnce(content []byte) (answers Answers, ok bool) {
	var all map[string]stored
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	if decoder.Decode(&all) != nil || decoder.InputOffset() != int64(len(content)) {
		return answers, false
	}
	answers = NewAnswers(q)
	for id, s := range all {
		question := q.Question(id)
		if question == nil {
			return answers, false
		}
		a := Answer{Planned: s.Planned, Comment: s.Comment, Evidence: s.Evidence}
		if s.Value != nil {
			v, err := question.Spec.Parse(s.Value)
			if err != nil {
				return answers, false
			}
			a.Value = v
		}
		answers.Set(question, a)
	}
	return answers, true
}

// Show writes a value for people; "" when there is none.
func (q *Question) Show(v Value) string {
	if v == nil {
		return ""
	}
	return q.Spec.Show(v)
}
