package page

// Button sends a form, or leads to Address when it has one.
type Button struct {
	Label string
	// Kind is "" for the main one, "second" or "danger".
	Kind        string
	Address     string
	Name, Value string
	Disabled    bool
}

// Hidden is a value sent with a form without being shown.
type Hidden struct{ Name, Value string }

// Confirmation asks before something that is not easily undone: what will happen, a button that does it by POST,
// and a way back that changes nothing.
type Confirmation struct {
	Title string
	Text  string
	// Consequences are what will happen, one sentence each.
	Consequences []string
	// Action is where the form is sent, Button the verb that does it.
	Action, Button string
	// Danger is for what cannot be undone.
	Danger bool
	Cancel Link
	Hidden []Hidden
	Fields []Field
	Crumbs []Link
}

// Errors gathers the faults of the confirmation's fields.
func (c Confirmation) Errors() ErrorSummary { return Summarise(c.Fields...) }

// EmptyState stands where a list would be, and says what to do first.
type EmptyState struct {
	Title, Text string
	Actions     []Button
}

// Progress is a bar with its words: « 20 questions sur 57 ».
type Progress struct {
	// ID is the bar's own id, unique in the page; "progress" when empty.
	ID string
	// Label says what is counted; it is read, not shown.
	Label       string
	Done, Total int
	// Text is shown below the bar; optional.
	Text string
}

// Key is the bar's id.
func (p Progress) Key() string {
	if p.ID == "" {
		return "progress"
	}
	return p.ID
}

// Steps is where one stands in a few screens that follow each other.
type Steps struct {
	Label string
	Items []Step
}

// Step is one screen; State is done, current or "" for later.
type Step struct{ Label, Address, State string }

// Position is the rank of the current step, from 1.
func (s Steps) Position() int {
	for i, step := range s.Items {
		if step.State == "current" {
			return i + 1
		}
	}
	return len(s.Items)
}

// Contents is the side navigation of a questionnaire or of a reading: its parts and how far each one is.
type Contents struct {
	Label   string
	Entries []ContentsEntry
}

// ContentsEntry is one part; Detail is « 5/11 », « Complet » or a score.
type ContentsEntry struct {
	Title, Address, Detail string
	// Done is a part with nothing left to answer; Invalid one with an error.
	Current, Done, Invalid bool
}

// Saved is the line that says whether an answer is kept. State is saved, saving, failed or conflict.
type Saved struct {
	State, Text string
}

// Differences are what changes from one questionnaire to another, in one axis or as a whole.
type Differences struct {
	Title string
	Lines []Difference
}

// Difference is one thing that differs. Before and After are set where Text does not hold them.
type Difference struct{ Number, Text, Before, After string }
