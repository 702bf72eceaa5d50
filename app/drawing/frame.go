package drawing

// Orientation is how a sheet is held.
type Orientation string

const (
	Landscape Orientation = "landscape"
	Portrait  Orientation = "portrait"
)

// frame is where things stand on a certificate, in millimetres.
type frame struct {
	width, height float64
	left, right   float64 // of the column of text
	nameWidth     float64
	proseWidth    float64 // shorter than the column: lines of a comfortable length
	nameScale     float64 // of the largest sizes of the name
	bottom        float64 // of the code
	top           float64 // of what identifies the label: the middle of its sign
}

// optical is how much more white the display face has on its left at large sizes.
const optical = 0.5

var frames = map[Orientation]frame{
	Landscape: {
		width: 297, height: 210, left: 146, right: 281, nameWidth: 132.5, proseWidth: 118, nameScale: 1,
		bottom: 196, top: 24,
	},
	Portrait: {
		width: 210, height: 297, left: 24, right: 186, nameWidth: 160, proseWidth: 140, nameScale: 1.2,
		bottom: 273, top: 26,
	},
}
