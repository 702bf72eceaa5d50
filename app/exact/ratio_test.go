package exact

import (
	"math/big"
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

func TestParse(t *testing.T) {
	for text, want := range map[string]string{"2.5": "2.5", "2,50": "2.5", "-0.5": "-0.5", "5/2": "2.5", "1/3": "1/3", " 7 ": "7", "007": "7", "0": "0"} {
		got, err := Parse(text)
		if err != nil || got.String() != want {
			t.Errorf("%q: %v, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"", "-", "abc", "1e9", "1/0", "1.2.3", ".5", "1.-5", "99999999999999999999", "1 2"} {
		if got, err := Parse(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}
