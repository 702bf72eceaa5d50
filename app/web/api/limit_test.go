package api

import (
	"fmt"
	"net/netip"
	"testing"
	"time"
)

// However many clients come, a bounded number is remembered, the latest.
func TestClientsRememberedAreBounded(t *testing.T) {
	now := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	l := newLimits(2, func() time.Time { return now })
	l.most = 100
	for i := range 1000 {
		l.take(clientOf(fmt.Sprintf("10.0.%d.%d", i/250, i%250)))
		if len(l.clients) > 100 || l.oldest.Len() != len(l.clients) {
			t.Fatalf("%d clients in one, %d in the other", len(l.clients), l.oldest.Len())
		}
	}
	last := clientOf("10.0.3.249")
	for _, want := range []int{0, -1, -1, -1} {
		if left, _ := l.take(last); left != want {
			t.Errorf("%d left, expected %d", left, want)
		}
	}
	now = now.Add(window)
	if left, reset := l.take(last); left != 1 || reset != window || len(l.clients) != 1 {
		t.Errorf("a minute later: %d left for %s, %d clients remembered", left, reset, len(l.clients))
	}
}

func TestClientsAreNetworks(t *testing.T) {
	for address, want := range map[string]string{
		"203.0.113.7": "203.0.113.7/32", "::ffff:203.0.113.7": "203.0.113.7/32", "2001:db8:1:2:3::4": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "": "invalid Prefix", "@": "invalid Prefix",
	} {
		if got := clientOf(address); got.String() != want {
			t.Errorf("%q is %s, not %s", address, got, want)
		}
	}
	if clientOf("") != (netip.Prefix{}) {
		t.Error("those without an address are not one client")
	}
}
