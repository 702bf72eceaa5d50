package scoring

import "tnl/app/questionnaire"

// WayWithin is Way with another bound, to try a search that is cut short.
func (s *Score) WayWithin(level *questionnaire.Level, bound int) *Way {
	return s.wayWithin(level, bound)
}
