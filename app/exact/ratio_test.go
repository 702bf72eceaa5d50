package exact

import (
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func draw(t *rapid.T, label string) Ratio {
	return Of(rapid.Int64Range(-1<<62, 1<<62).Draw(t, label), rapid.Int64Range(1, 1<<62).Draw(t, label+" den"))
}

func TestArithmeticAgreesWithBigRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw(t, "a"), draw(t, "b")
		for name, pair := range map[string][2]*big.Rat{
			"add": {a.Add(b).rat(), new(big.Rat).Add(a.rat(), b.rat())},
			"sub": {a.Sub(b).rat(), new(big.Rat).Sub(a.rat(), b.rat())},
			"mul": {a.Mul(b).rat(), new(big.Rat).Mul(a.rat(), b.rat())},
		} {
			if pair[0].Cmp(pair[1]) != 0 {
				t.Fatalf("%s(%v, %v) = %v, want %v", name, a, b, pair[0], pair[1])
			}
		}
		if !b.IsZero() && a.Div(b).rat().Cmp(new(big.Rat).Quo(a.rat(), b.rat())) != 0 {
			t.Fatalf("div(%v, %v) = %v", a, b, a.Div(b))
		}
		if a.Cmp(b) != a.rat().Cmp(b.rat()) {
			t.Fatalf("cmp(%v, %v) = %d", a, b, a.Cmp(b))
		}
	})
}

func TestTextIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := draw(t, "a").Mul(draw(t, "b"))
		text, _ := a.MarshalText()
		var back Ratio
		if err := back.UnmarshalText(text); err != nil || back.Cmp(a) != 0 {
			t.Fatalf("%v read back as %v, %v", a, back, err)
		}
	})
}

func TestPercentRoundsDownwards(t *testing.T) {
	for _, c := range []struct {
		ratio Ratio
		want  string
	}{
		{Of(7996, 10000), "79,9\u00a0%"},
		{Of(79999999, 100000000), "79,9\u00a0%"},
		{Of(4, 5), "80\u00a0%"},
		{Of(1, 3), "33,3\u00a0%"},
		{Of(2, 3), "66,6\u00a0%"},
		{Ratio{}, "0\u00a0%"},
		{Int(1), "100\u00a0%"},
		{Of(-1, 1000), "-0,1\u00a0%"},
	} {
		if got := c.ratio.Percent(); got != c.want {
			t.Errorf("%v: %q, want %q", c.ratio, got, c.want)
		}
	}
}

// What a test of one operation would miss: the edges of 64 bits, where an overflow would pass for a result.
func TestTheEdgesOf64BitsHold(t *testing.T) {
	edges := []int64{math.MinInt64, math.MinInt64 + 1, -1 << 62, -1<<62 - 1, -2, -1, 0, 1, 2, 10, 1 << 62, 1<<62 + 1, math.MaxInt64 - 1, math.MaxInt64}
	for _, a := range edges {
		for _, b := range edges {
			if b == 0 {
				continue
			}
			r := Of(a, b)
			if want := big.NewRat(a, b); r.rat().Cmp(want) != 0 {
				t.Fatalf("Of(%d, %d) = %v, want %v", a, b, r, want)
			}
			for _, c := range edges {
				agree(t, r, Int(c))
				agree(t, Int(c), r)
			}
		}
	}
}

func agree(t *testing.T, a, b Ratio) {
	t.Helper()
	x, y := a.rat(), b.rat()
	for name, pair := range map[string][2]*big.Rat{
		"add": {a.Add(b).rat(), new(big.Rat).Add(x, y)},
		"sub": {a.Sub(b).rat(), new(big.Rat).Sub(x, y)},
		"mul": {a.Mul(b).rat(), new(big.Rat).Mul(x, y)},
	} {
		if pair[0].Cmp(pair[1]) != 0 {
			t.Fatalf("%s(%v, %v) = %v, want %v", name, a, b, pair[0], pair[1])
		}
	}
	if y.Sign() != 0 && a.Div(b).rat().Cmp(new(big.Rat).Quo(x, y)) != 0 {
		t.Fatalf("div(%v, %v) = %v", a, b, a.Div(b))
	}
	if a.Cmp(b) != x.Cmp(y) || a.Less(b) != (x.Cmp(y) < 0) || a.Negative() != (x.Sign() < 0) || a.IsZero() != (x.Sign() == 0) {
		t.Fatalf("cmp(%v, %v) = %d", a, b, a.Cmp(b))
	}
}

func TestDecimalAndFloorGoDownwards(t *testing.T) {
	for _, c := range []struct {
		ratio  Ratio
		places int
		want   string
	}{
		{Of(5, 2), 2, "2,5"}, {Of(2, 3), 2, "0,66"}, {Of(-2, 3), 2, "-0,67"}, {Int(100), 2, "100"}, {Int(100), 0, "100"},
		{Of(999, 1000), 2, "0,99"}, {Of(-1, 3), 0, "-1"}, {Ratio{}, 3, "0"}, {Of(10, 1), 1, "10"},
	} {
		if got := c.ratio.Decimal(c.places); got != c.want {
			t.Errorf("%v to %d places: %q, want %q", c.ratio, c.places, got, c.want)
		}
	}
	huge := Int(math.MaxInt64).Mul(Int(4))
	for ratio, want := range map[*Ratio]int64{
		{num: 7, den: 2}: 3, {num: -7, den: 2}: -4, {}: 0, {big: huge.rat()}: math.MaxInt64, {big: huge.Mul(Int(-1)).rat()}: math.MinInt64,
	} {
		if got := ratio.Floor(); got != want {
			t.Errorf("floor(%v) = %d, want %d", ratio, got, want)
		}
	}
}

func TestShareOfNothingIsNothing(t *testing.T) {
	if got := Int(3).Div(Ratio{}); !got.IsZero() {
		t.Errorf("3 ÷ 0 = %v", got)
	}
}

func TestJSONCarriesARatio(t *testing.T) {
	for _, r := range []Ratio{{}, Of(5, 2), Of(-1, 3), Int(math.MinInt64), Int(math.MaxInt64).Mul(Int(99))} {
		content, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back Ratio
		if err := json.Unmarshal(content, &back); err != nil || back.Cmp(r) != 0 {
			t.Errorf("%s read back as %v, %v", content, back, err)
		}
	}
}

// A stored number is text from outside: an exponent of nine digits would take gigabytes to unfold.
func TestHostileTextIsNoNumber(t *testing.T) {
	for _, text := range []string{"", "1e999999999", "1E5", "0x10", "1_0", "+1", "abc", "1/0", "1//2", "1/-2", ".", "-", strings.Repeat("9", 4001), "Inf", "NaN", " 1"} {
		var r Ratio
		if err := r.UnmarshalText([]byte(text)); err == nil {
			t.Errorf("%.20q was read as %v", text, r)
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{"2.5": "2.5", "2,50": "2.5", "-0.5": "-0.5", "5/2": "2.5", "1/3": "1/3", " 7 ": "7", "007": "7", "0": "0", "-0": "0", "5.": "5", "999999999999999999": "999999999999999999"} {
		got, err := Parse(text)
		if err != nil || got.String() != want {
			t.Errorf("%q: %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "-", "abc", "1e9", "1/0", "1.2.3", ".5", "1.-5", "99999999999999999999", "1 2", "+5", "+.5", "--5", "5/-2", "1_000", "0x10", "٣", strings.Repeat("0", 99)} {
		if got, err := Parse(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}
