package territory_test

import (
	"testing"

	"tnl/app/territory"
)

func TestEveryKindHasItsNames(t *testing.T) {
	if len(territory.Kinds()) != 8 {
		t.Fatalf("%d kinds", len(territory.Kinds()))
	}
	for _, kind := range territory.Kinds() {
		if !kind.Valid() || kind.One() == "" || kind.Many() == "" || kind.The() == "" || kind.A() == "" {
			t.Errorf("%s lacks a name", kind)
		}
	}
	if territory.Kind("canton").Valid() || territory.Kind("").Listed() {
		t.Error("an unknown kind passes")
	}
	if territory.EPCI.The() != "l’intercommunalité" || !territory.EPCI.Listed() || territory.Operator.Listed() {
		t.Error("a kind is wrong")
	}
}
