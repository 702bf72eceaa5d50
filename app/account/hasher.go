package account

import (
	"context"
	"fmt"
	"time"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"tnl/app/fault"
)

// Cost says what one hash takes.
type Cost struct {
	MemoryKiB  uint32
	Iterations uint32
}

// ProductionCost takes 19 MiB and some 40 ms of one core: with two at once, sign-ins stay under 40 MiB and above
// 25 a second.
var ProductionCost = Cost{MemoryKiB: 19 << 10, Iterations: 3}

// TestCost takes no time; for tests alone.
var TestCost = Cost{MemoryKiB: 64, Iterations: 1}

const (
	hashesAtOnce = 2
	// Past this wait for their turn, people are told to come back rather than kept waiting.
	longestWait = 15 * time.Second
)

// Hasher hashes and checks passwords with argon2id, a few at once.
type Hasher struct {
	params argon2id.Params
	slots  chan struct{}
	// dummy is the hash of no password: what a password is checked against when nobody has the address.
	dummy string
}

// NewHasher makes a hasher of cost.
func NewHasher(cost Cost) *Hasher {
	h := &Hasher{
		params: argon2id.Params{Memory: cost.MemoryKiB, Iterations: cost.Iterations, Parallelism: 1, SaltLength: 16, KeyLength: 32},
		slots:  make(chan struct{}, hashesAtOnce),
	}
	// 32 zero bytes: no password can be found for them.
	h.dummy = fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=1$%s$%s", cost.MemoryKiB, cost.Iterations,
		"AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
	return h
}

// Hash gives the hash to keep of password.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	if err := h.enter(ctx); err != nil {
		return "", err
	}
	defer h.leave()
	hash, err := argon2id.CreateHash(norm.NFC.String(password), &h.params)
	if err != nil {
		return "", fmt.Errorf("hash a password: %w", err)
	}
	return hash, nil
}

// Match tells whether password is that of hash, and whether hash is of another cost than today's. An empty hash
// matches nothing, in the time that a real one takes.
func (h *Hasher) Match(ctx context.Context, password, hash string) (match, outdated bool, err error) {
	if err := h.enter(ctx); err != nil {
		return false, false, err
	}
	defer h.leave()
	real := hash != ""
	if !real {
		hash = h.dummy
	}
	match, params, err := argon2id.CheckHash(norm.NFC.String(password), hash)
	if err != nil {
		return false, false, fmt.Errorf("check a password: %w", err)
	}
	return match && real, *params != h.params, nil
}

func (h *Hasher) enter(ctx context.Context) error {
	timer := time.NewTimer(longestWait)
	defer timer.Stop()
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-timer.C:
		return fault.New(fault.TooMany, "Beaucoup de personnes se connectent en ce moment. Réessayez dans une minute.")
	case <-ctx.Done():
		return fmt.Errorf("wait to hash a password: %w", ctx.Err())
	}
}

func (h *Hasher) leave() { <-h.slots }
