package territory

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
)

// index finds rows by a number, written with its leading zeros: half the room of a map.
type index []posting

type posting struct{ key, row uint32 }

// add notes that row has key; an empty key is none.
func (x *index) add(key string, row int) error {
	if key == "" {
		return nil
	}
	number, err := strconv.ParseUint(key, 10, 32)
	if err != nil {
		return fmt.Errorf("%q is not a number", key)
	}
	*x = append(*x, posting{uint32(number), uint32(row)})
	return nil
}

func (x index) sort() {
	slices.SortFunc(x, func(a, b posting) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.row, b.row)) })
}

// find gives the rows that have key.
func (x index) find(key string) []int {
	number, err := strconv.ParseUint(key, 10, 32)
	if err != nil {
		return nil
	}
	at, _ := slices.BinarySearchFunc(x, uint32(number), func(p posting, key uint32) int { return cmp.Compare(p.key, key) })
	var rows []int
	for ; at < len(x) && x[at].key == uint32(number); at++ {
		rows = append(rows, int(x[at].row))
	}
	return rows
}
