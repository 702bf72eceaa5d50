package pagecache

import (
	"context"
	"sync"
)

// shared reads a number once for all who wait for it: whoever asks gets what was read after they asked, never before.
type shared struct {
	read func(context.Context) (int64, error)

	mutex   sync.Mutex
	reading *reading // under way: too early for who asks now
	next    *reading // for all who ask until it begins
}

type reading struct {
	done   chan struct{}
	number int64
	err    error
}

func (s *shared) get(ctx context.Context) (int64, error) {
	s.mutex.Lock()
	if s.reading == nil {
		first := &reading{done: make(chan struct{})}
		s.reading = first
		s.mutex.Unlock()
		s.run(first)
		return first.number, first.err
	}
	if s.next == nil {
		s.next = &reading{done: make(chan struct{})}
	}
	mine := s.next
	s.mutex.Unlock()
	select {
	case <-mine.done:
		return mine.number, mine.err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// run reads for those who wait, and again for those who came meanwhile.
func (s *shared) run(r *reading) {
	r.number, r.err = s.read(context.Background())
	s.mutex.Lock()
	s.reading, s.next = s.next, nil
	following := s.reading
	s.mutex.Unlock()
	close(r.done)
	if following != nil {
		go s.run(following)
	}
}
