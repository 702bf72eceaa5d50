// Package exact holds the numbers that scores are made of: rationals, never rounded before they are shown.
package exact

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// Ratio is an exact rational number. Its zero value is 0.
//
// It computes in 64 bits while the result fits, and goes over to big.Rat when it does not.
type Ratio struct {
	num int64    // never the least one, which has no opposite
	den int64    // above 0, or 0 in the zero value, which reads as 1
	big *big.Rat // set when the number does not fit; num and den are then meaningless
}

// Int gives n as a Ratio.
func Int(n int64) Ratio { return Of(n, 1) }

// Of gives num/den; den must not be 0.
func Of(num, den int64) Ratio {
	if num == math.MinInt64 || den == math.MinInt64 { // neither has an opposite in 64 bits
		return fromRat(big.NewRat(num, den))
	}
	if den < 0 {
		num, den = -num, -den
	}
	return reduced(num, den)
}

// maxDigits bounds what Parse reads: enough for any point or threshold, too few to be a burden.
const maxDigits = 18

// Parse reads a decimal ("2.5", "2,5") or a fraction ("5/2").
func Parse(text string) (Ratio, error) {
	wrong := fmt.Errorf("%.40q is not a number", text)
	text = strings.TrimSpace(text)
	if len(text) > 2*maxDigits+2 || strings.Contains(text, "+") {
		return Ratio{}, wrong
	}
	if top, bottom, ok := strings.Cut(text, "/"); ok {
		num, err1 := strconv.ParseInt(top, 10, 64)
		den, err2 := strconv.ParseInt(bottom, 10, 64)
		if err1 != nil || err2 != nil || den <= 0 {
			return Ratio{}, wrong
		}
		return Of(num, den), nil
	}
	whole, decimals, _ := strings.Cut(strings.Replace(text, ",", ".", 1), ".")
	digits := strings.TrimLeft(strings.TrimPrefix(whole, "-"), "0") + decimals
	if whole == "" || whole == "-" || strings.Contains(decimals, "-") || len(digits) > maxDigits {
		return Ratio{}, wrong
	}
	num, err := strconv.ParseInt(whole+decimals, 10, 64)
	if err != nil {
		return Ratio{}, wrong
	}
	den := int64(1)
	for range len(decimals) {
		den *= 10
	}
	return Of(num, den), nil
}

func reduced(num, den int64) Ratio {
	if den == 1 {
		return Ratio{num: num, den: 1}
	}
	if g := gcd(num, den); g > 1 {
		num, den = num/g, den/g
	}
	return Ratio{num: num, den: den}
}

func gcd(a, b int64) int64 {
	if a < 0 {
		a = -a
	}
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func (r Ratio) parts() (num, den int64) {
	if r.den == 0 {
		return 0, 1
	}
	return r.num, r.den
}

func (r Ratio) rat() *big.Rat {
	if r.big != nil {
		return r.big
	}
	num, den := r.parts()
	return big.NewRat(num, den)
}

func fromRat(r *big.Rat) Ratio {
	if r.Num().IsInt64() && r.Denom().IsInt64() && r.Num().Int64() != math.MinInt64 {
		return Ratio{num: r.Num().Int64(), den: r.Denom().Int64()}
	}
	return Ratio{big: r}
}

func multiply(a, b int64) (int64, bool) {
	negative := (a < 0) != (b < 0)
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi != 0 || lo > 1<<62 {
		return 0, false
	}
	if negative {
		return -int64(lo), true
	}
	return int64(lo), true
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return uint64(-(n + 1)) + 1
	}
	return uint64(n)
}

// Add gives r + s.
func (r Ratio) Add(s Ratio) Ratio {
	if r.big == nil && s.big == nil {
		a, b := r.parts()
		c, d := s.parts()
		if b == d {
			if sum, ok := plus(a, c); ok {
				return Of(sum, b)
			}
		}
		left, ok1 := multiply(a, d)
		right, ok2 := multiply(c, b)
		den, ok3 := multiply(b, d)
		if ok1 && ok2 && ok3 {
			if sum, ok := plus(left, right); ok {
				return Of(sum, den)
			}
		}
	}
	return fromRat(new(big.Rat).Add(r.rat(), s.rat()))
}

func plus(a, b int64) (int64, bool) {
	sum := a + b
	return sum, (sum > a) == (b > 0)
}

// Sub gives r − s.
func (r Ratio) Sub(s Ratio) Ratio { return r.Add(s.Mul(Int(-1))) }

// Mul gives r × s.
func (r Ratio) Mul(s Ratio) Ratio {
	if r.big == nil && s.big == nil {
		a, b := r.parts()
		c, d := s.parts()
		num, ok1 := multiply(a, c)
		den, ok2 := multiply(b, d)
		if ok1 && ok2 {
			return reduced(num, den)
		}
	}
	return fromRat(new(big.Rat).Mul(r.rat(), s.rat()))
}

// Div gives r ÷ s, and 0 when s is 0: a share of nothing is nothing.
func (r Ratio) Div(s Ratio) Ratio {
	if s.IsZero() {
		return Ratio{}
	}
	if s.big == nil {
		num, den := s.parts()
		if num < 0 {
			num, den = -num, -den
		}
		return r.Mul(Ratio{num: den, den: num})
	}
	return fromRat(new(big.Rat).Quo(r.rat(), s.rat()))
}

// Cmp is -1, 0 or 1 as r is below, equal to or above s.
func (r Ratio) Cmp(s Ratio) int {
	if r.big == nil && s.big == nil {
		a, b := r.parts()
		c, d := s.parts()
		left, ok1 := multiply(a, d)
		right, ok2 := multiply(c, b)
		if ok1 && ok2 {
			switch {
			case left < right:
				return -1
			case left > right:
				return 1
			}
			return 0
		}
	}
	return r.rat().Cmp(s.rat())
}

// Less tells whether r < s.
func (r Ratio) Less(s Ratio) bool { return r.Cmp(s) < 0 }

// IsZero tells whether r is 0.
func (r Ratio) IsZero() bool {
	if r.big != nil {
		return r.big.Sign() == 0
	}
	return r.num == 0
}

// HasPlaces tells whether r is written exactly with at most places decimals.
func (r Ratio) HasPlaces(places int) bool {
	for range places {
		r = r.Mul(Int(10))
	}
	return r.big == nil && r.den <= 1 || r.big != nil && r.big.IsInt()
}

// Negative tells whether r < 0.
func (r Ratio) Negative() bool {
	if r.big != nil {
		return r.big.Sign() < 0
	}
	return r.num < 0
}

// Min is the smaller of r and s.
func Min(r, s Ratio) Ratio {
	if s.Less(r) {
		return s
	}
	return r
}

// Max is the greater of r and s.
func Max(r, s Ratio) Ratio {
	if r.Less(s) {
		return s
	}
	return r
}

// String writes r exactly: a decimal with a point when it has at most six places, else a fraction.
// UnmarshalText reads it back, and Parse too when it is as short as what a person types.
func (r Ratio) String() string {
	rat := r.rat()
	if rat.IsInt() {
		return rat.Num().String()
	}
	for places := 1; places <= 6; places++ {
		text := rat.FloatString(places)
		if back, ok := new(big.Rat).SetString(text); ok && back.Cmp(rat) == 0 {
			return text
		}
	}
	return rat.Num().String() + "/" + rat.Denom().String()
}

// MarshalText makes JSON carry r exactly.
func (r Ratio) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// maxText bounds what UnmarshalText reads: the mean of a hundred shares of large numbers holds in it. An exponent would
// be costly to unfold, and is refused.
const maxText = 4000

// UnmarshalText reads what MarshalText wrote.
func (r *Ratio) UnmarshalText(text []byte) error {
	if len(text) > maxText || strings.Trim(string(text), "-0123456789./") != "" {
		return fmt.Errorf("%.40q is not a number", text)
	}
	rat, ok := new(big.Rat).SetString(string(text))
	if !ok {
		return fmt.Errorf("%.40q is not a number", text)
	}
	*r = fromRat(rat)
	return nil
}

// Decimal writes r for people, with a comma and at most places decimals, rounded downwards, without
// trailing zeros.
func (r Ratio) Decimal(places int) string {
	text := r.floor(places)
	if places > 0 {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return strings.Replace(text, ".", ",", 1)
}

// Percent writes the share r for people, "79,9 %": always rounded downwards, so that a threshold that is
// not met never reads as met.
func (r Ratio) Percent() string {
	return r.Mul(Int(100)).Decimal(1) + "\u00a0%"
}

// floor cuts r downwards (towards minus infinity) to places decimals, with a point.
func (r Ratio) floor(places int) string {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	rat := r.rat()
	scaled := new(big.Int).Mul(rat.Num(), scale)
	quotient := new(big.Int)
	quotient.DivMod(scaled, rat.Denom(), new(big.Int)) // Euclidean: downwards, the denominator being positive
	return new(big.Rat).SetFrac(quotient, scale).FloatString(places)
}

// Floor is the greatest integer not above r, held within 64 bits.
func (r Ratio) Floor() int64 {
	n, err := strconv.ParseInt(r.floor(0), 10, 64)
	if err != nil && r.Negative() {
		return -1 << 63
	}
	if err != nil {
		return 1<<63 - 1
	}
	return n
}
