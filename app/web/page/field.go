package page

import (
	"fmt"
	"strings"
)

// Field is one control of a form with everything said about it. Type is that of an <input> (text, email, password,
// number, date, month, url, tel, search, file), or textarea, select, checkbox (one), radio or checkboxes (a group),
// or segments (a short scale in one row).
type Field struct {
	Name, Type, Label string
	// ID is the element's id; "field-" and the name when empty.
	ID string
	// Help is read with the field; Error too, and marks it as invalid.
	Help, Error string
	Value       string
	// Values are those checked among checkboxes.
	Values  []string
	Options []Option
	Checked bool

	Autocomplete, InputMode string
	Min, Max, Step, Accept  string
	// List is the id of a datalist of values to choose from.
	List               string
	MaxLength, Rows    int
	Required, Disabled bool
	// Columns puts the options in two columns where there is room.
	Columns bool
	// Compact hides the label from sight, for a field that its surroundings explain.
	Compact bool
	// Suffix is a unit written after the field, « % ».
	Suffix string
}

// Option is one answer of a group or list.
type Option struct {
	Value, Label string
	// Note explains it; Points is what it is worth, « 4 points ».
	Note, Points string
	// Group is the heading above it in a select.
	Group              string
	Disabled, Selected bool
}

// OptionGroup is a run of options under one heading.
type OptionGroup struct {
	Label   string
	Options []Option
}

// Target is the id of the control, or of the first one of a group: where a link to the field leads.
func (f Field) Target() string {
	if f.ID != "" {
		return f.ID
	}
	return "field-" + strings.NewReplacer(".", "-", "[", "", "]", "").Replace(f.Name)
}

// DescribedBy lists the ids of what is read with the control.
func (f Field) DescribedBy() string {
	var ids []string
	if f.Help != "" {
		ids = append(ids, f.Target()+"-help")
	}
	if f.Error != "" {
		ids = append(ids, f.Target()+"-error")
	}
	return strings.Join(ids, " ")
}

// OptionTarget is the id of the option at index.
func (f Field) OptionTarget(index int) string {
	if index == 0 {
		return f.Target()
	}
	return fmt.Sprintf("%s-%d", f.Target(), index+1)
}

// Chosen tells whether option is the one answered, or one of them.
func (f Field) Chosen(option Option) bool {
	if option.Selected {
		return true
	}
	if f.Type == "checkboxes" {
		for _, value := range f.Values {
			if value == option.Value {
				return true
			}
		}
		return false
	}
	return f.Value == option.Value
}

// InputType is the type of each <input> of a group.
func (f Field) InputType() string {
	if f.Type == "checkboxes" {
		return "checkbox"
	}
	return "radio"
}

// OptionGroups gathers the options that follow each other under the same heading.
func (f Field) OptionGroups() []OptionGroup {
	var groups []OptionGroup
	for _, option := range f.Options {
		if last := len(groups) - 1; last >= 0 && groups[last].Label == option.Group {
			groups[last].Options = append(groups[last].Options, option)
			continue
		}
		groups = append(groups, OptionGroup{Label: option.Group, Options: []Option{option}})
	}
	return groups
}

// NewField makes a field from inside a template: field "email" "address" "Adresse électronique" .Address .Errors.
// errors may be a fault's fields, or nil.
func NewField(kind, name, label, value string, errors map[string]string) Field {
	return Field{Type: kind, Name: name, Label: label, Value: value, Error: errors[name]}
}

// What follows completes a field in a template's pipeline: field … | required | help "…".

func required(f Field) Field { f.Required = true; return f }

func withHelp(text string, f Field) Field { f.Help = text; return f }

func withAutocomplete(value string, f Field) Field { f.Autocomplete = value; return f }

func withRows(rows int, f Field) Field { f.Rows = rows; return f }

func withChecked(checked bool, f Field) Field { f.Checked = checked; return f }

func withOptions(options []Option, f Field) Field { f.Options = options; return f }

// withAttribute sets what is rarer: attribute "min" "0", "maxlength" has its own field in Go.
func withAttribute(name, value string, f Field) (Field, error) {
	switch name {
	case "id":
		f.ID = value
	case "min":
		f.Min = value
	case "max":
		f.Max = value
	case "step":
		f.Step = value
	case "accept":
		f.Accept = value
	case "inputmode":
		f.InputMode = value
	case "suffix":
		f.Suffix = value
	default:
		return f, fmt.Errorf("attribute: a field has no %q", name)
	}
	return f, nil
}

// ErrorSummary says at the top of a form what is to be corrected, with a link to each field.
type ErrorSummary struct {
	Title string
	Items []ErrorItem
}

// ErrorItem leads to the field with the id Target; no link when Target is empty.
type ErrorItem struct{ Text, Target string }

// Summarise gathers the errors of fields, in the order in which they are shown.
func Summarise(fields ...Field) ErrorSummary {
	var summary ErrorSummary
	for _, f := range fields {
		if f.Error != "" {
			summary.Items = append(summary.Items, ErrorItem{Text: f.Error, Target: f.Target()})
		}
	}
	return summary
}

// Heading is the title given, or one that counts.
func (s ErrorSummary) Heading() string {
	switch {
	case s.Title != "":
		return s.Title
	case len(s.Items) == 1:
		return "Une réponse est à corriger"
	}
	return fmt.Sprintf("%d réponses sont à corriger", len(s.Items))
}
