package drawing

import (
	"math"

	"golang.org/x/image/vector"
)

// stroker outlines shapes of the page on a brush that covers part of the picture, from origin.
type stroker struct {
	brush  *vector.Rasterizer
	scale  float64
	origin point
}

func (s *stroker) place(a point) (x, y float32) {
	return float32(a.x*s.scale - s.origin.x), float32(a.y*s.scale - s.origin.y)
}

func (s *stroker) moveTo(a point) { s.brush.MoveTo(s.place(a)) }
func (s *stroker) lineTo(a point) { s.brush.LineTo(s.place(a)) }
func (s *stroker) close()         { s.brush.ClosePath() }

func (s *stroker) quadTo(a, b point) {
	ax, ay := s.place(a)
	bx, by := s.place(b)
	s.brush.QuadTo(ax, ay, bx, by)
}

func (s *stroker) cubeTo(a, b, c point) {
	ax, ay := s.place(a)
	bx, by := s.place(b)
	cx, cy := s.place(c)
	s.brush.CubeTo(ax, ay, bx, by, cx, cy)
}

// turn goes along a circle from where the pen is; angles are in radians, clockwise from the right.
func (s *stroker) turn(x, y, radius, from, to float64) {
	pieces := max(1, int(math.Ceil(math.Abs(to-from)/(math.Pi/4))))
	step := (to - from) / float64(pieces)
	handle := radius * 4 / 3 * math.Tan(step/4)
	for i := range pieces {
		a := from + float64(i)*step
		b := a + step
		sinA, cosA := math.Sincos(a)
		sinB, cosB := math.Sincos(b)
		s.cubeTo(
			point{x + radius*cosA - handle*sinA, y + radius*sinA + handle*cosA},
			point{x + radius*cosB + handle*sinB, y + radius*sinB - handle*cosB},
			point{x + radius*cosB, y + radius*sinB})
	}
}

// circle outlines a full circle; the other way round, it takes what is inside away.
func (s *stroker) circle(x, y, radius float64, hole bool) {
	s.moveTo(point{x + radius, y})
	if hole {
		s.turn(x, y, radius, 2*math.Pi, 0)
	} else {
		s.turn(x, y, radius, 0, 2*math.Pi)
	}
	s.close()
}

// ring outlines an arc with its thickness.
func (s *stroker) ring(a arc) {
	opening := a.opening * math.Pi / 180
	from, to := opening-math.Pi, math.Pi-opening
	outer, inner := a.radius+a.stroke/2, a.radius-a.stroke/2
	s.moveTo(point{a.x + outer*math.Cos(from), a.y + outer*math.Sin(from)})
	s.turn(a.x, a.y, outer, from, to)
	s.lineTo(point{a.x + inner*math.Cos(to), a.y + inner*math.Sin(to)})
	s.turn(a.x, a.y, inner, to, from)
	s.close()
}

func (s *stroker) rectangle(b box, radius float64) {
	s.moveTo(point{b.left + radius, b.top})
	for _, corner := range []struct{ end, centre point }{
		{point{b.right - radius, b.top}, point{b.right - radius, b.top + radius}},
		{point{b.right, b.bottom - radius}, point{b.right - radius, b.bottom - radius}},
		{point{b.left + radius, b.bottom}, point{b.left + radius, b.bottom - radius}},
		{point{b.left, b.top + radius}, point{b.left + radius, b.top + radius}},
	} {
		s.lineTo(corner.end)
		if radius > 0 {
			from := math.Atan2(corner.end.y-corner.centre.y, corner.end.x-corner.centre.x)
			s.turn(corner.centre.x, corner.centre.y, radius, from, from+math.Pi/2)
		}
	}
	s.close()
}
