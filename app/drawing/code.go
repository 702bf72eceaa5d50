package drawing

import (
	"fmt"

	"rsc.io/qr"
)

// qrCode encodes text so that a seventh of it may be unreadable.
func qrCode(text string, x, y, side float64, ink colour) (*code, error) {
	encoded, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, fmt.Errorf("code of %d signs: %w", len(text), err)
	}
	modules := make([][]bool, encoded.Size)
	for row := range modules {
		modules[row] = make([]bool, encoded.Size)
		for column := range modules[row] {
			modules[row][column] = encoded.Black(column, row)
		}
	}
	return &code{x, y, side, ink, modules}, nil
}

// run is dark modules beside each other.
type run struct{ x, y, length int }

// runs gives the dark modules of a code, row by row.
func (c code) runs(yield func(run) bool) {
	for y, row := range c.modules {
		for x := 0; x < len(row); x++ {
			start := x
			for x < len(row) && row[x] {
				x++
			}
			if x > start && !yield(run{start, y, x - start}) {
				return
			}
		}
	}
}
