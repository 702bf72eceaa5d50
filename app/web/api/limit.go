package api

import (
	"container/list"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/fault"
)

const (
	window      = time.Minute
	mostClients = 20_000 // remembered at once: some 4 MB
)

// limits counts the requests of each client, by windows that begin at its first request. They are this instance's own.
type limits struct {
	quota   int
	most    int // clients
	now     func() time.Time
	mu      sync.Mutex
	clients map[netip.Prefix]*list.Element
	oldest  *list.List // of *client, by the beginning of their windows
}

type client struct {
	address netip.Prefix
	until   time.Time
	count   int
}

func newLimits(quota int, now func() time.Time) *limits {
	return &limits{quota: quota, most: mostClients, now: now, clients: map[netip.Prefix]*list.Element{}, oldest: list.New()}
}

// take counts a request, and tells how many are left to its client, and for how long. left is negative when there was
// none.
func (l *limits) take(address netip.Prefix) (left int, reset time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	for first := l.oldest.Front(); first != nil; first = l.oldest.Front() {
		one := first.Value.(*client)
		full := len(l.clients) >= l.most && l.clients[address] == nil
		if one.until.After(now) && !full {
			break
		}
		l.oldest.Remove(first)
		delete(l.clients, one.address)
	}
	found := l.clients[address]
	if found == nil {
		found = l.oldest.PushBack(&client{address: address, until: now.Add(window)})
		l.clients[address] = found
	}
	one := found.Value.(*client)
	if one.count <= l.quota {
		one.count++
	}
	return l.quota - one.count, one.until.Sub(now)
}

// clientOf is the network of an address: of IPv6, what one subscriber has.
func clientOf(address string) netip.Prefix {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{} // all that have no address are one client
	}
	ip, bits := ip.Unmap().WithZone(""), 32
	if ip.Is6() {
		bits = 64
	}
	network, err := ip.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return network
}

// limited refuses a client that asks too much, and tells every one what it has left, after
// draft-ietf-httpapi-ratelimit-headers-11.
func (a *API) limited(next echo.HandlerFunc) echo.HandlerFunc {
	policy := fmt.Sprintf(`"default";q=%d;w=%d`, a.PerMinute, int(window.Seconds()))
	return func(c echo.Context) error {
		if a.PerMinute == 0 || !under(c.Request()) {
			return next(c)
		}
		left, reset := a.limits.take(clientOf(c.RealIP()))
		seconds := int((reset + time.Second - 1) / time.Second)
		header := c.Response().Header()
		header.Set("RateLimit-Policy", policy)
		header.Set("RateLimit", fmt.Sprintf(`"default";r=%d;t=%d`, max(left, 0), seconds))
		if left < 0 {
			header.Set(echo.HeaderRetryAfter, fmt.Sprint(seconds))
			return fault.New(fault.TooMany, fmt.Sprintf("Vous avez atteint %d demandes en une minute : recommencez dans %d secondes.", a.PerMinute, seconds))
		}
		return next(c)
	}
}
