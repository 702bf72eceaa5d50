package questionnaire

// partFaults are what is wrong with a value made of several fields, in the order of the form. It is never empty.
type partFaults []partFault

// partFault is one field's fault.
type partFault struct {
	name  string // the field's, behind that of the question: "0.licence"
	where string // for people, where no field is seen: "logiciel 1, « Licence »"
	err   error  // a sentence in French
}

// Error tells the first fault, with its place.
func (ps partFaults) Error() string { return ps[0].where + " : " + ps[0].err.Error() }
