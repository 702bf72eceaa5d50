// Package fault gives errors a kind, so that one place turns any of them into a page or a JSON problem.
//
// Whatever is not a fault is an internal error: logged, never shown.
package fault

import (
	"errors"
	"sort"
)

// Kind says what went wrong from the point of view of the person who asked.
type Kind int

const (
	Internal    Kind = iota // ours; only logged
	NotFound                // it does not exist, or must not be known to
	NotAllowed              // known, but not for this person
	SignIn                  // not signed in
	Invalid                 // what was sent is wrong; Fields say where
	Conflict                // somebody else changed it first
	Closed                  // the time for it has not come or has passed
	TooMany                 // tried too often
	TooLarge                // more than is accepted
	Unavailable             // not for the moment; it will come by itself
)

// Fault is an error of a known kind, with a message in French that says what to do.
type Fault struct {
	Kind    Kind
	Message string
	// Fields maps a form field's name to its own message; set for Invalid alone.
	Fields map[string]string
}

func (f *Fault) Error() string { return f.Message }

// New makes a fault of kind with a message for people.
func New(kind Kind, message string) *Fault { return &Fault{Kind: kind, Message: message} }

// KindOf tells the kind of err, Internal when it is not a fault.
func KindOf(err error) Kind {
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return Internal
}

// Is tells whether err is a fault of kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// As gives the fault that err is or wraps, nil when there is none.
func As(err error) *Fault {
	var f *Fault
	if errors.As(err, &f) {
		return f
	}
	return nil
}

// Fields collects the faults of a form, by field.
type Fields map[string]string

// Add notes message for field, keeping the first one told of it.
func (f Fields) Add(field, message string) {
	if _, ok := f[field]; !ok {
		f[field] = message
	}
}

// Check adds message to field unless ok.
func (f Fields) Check(ok bool, field, message string) {
	if !ok {
		f.Add(field, message)
	}
}

// Err gives an Invalid fault when a field was noted, else nil.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	message := "Une réponse est à corriger."
	if len(f) > 1 {
		message = "Plusieurs réponses sont à corriger."
	}
	return &Fault{Kind: Invalid, Message: message, Fields: f}
}

// Names lists the fields in a stable order.
func (f Fields) Names() []string {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
