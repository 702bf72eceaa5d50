package directory

import (
	"cmp"
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"tnl/app/award"
	"tnl/app/fault"
	"tnl/app/territory"
)

// Slice is a part of a list that is read to its end, one slice after the other.
type Slice[T any] struct {
	Items []T
	Total int  // of the whole list
	Next  Mark // where the next slice begins; nil at the end
}

// Mark is a place in a sorted list: what the last item before it is sorted by. It stays right whatever comes into the
// list or leaves it. A mark comes back from outside, and is checked.
type Mark []any // each a string or an int64

// errMark is told of what is no place of a list.
var errMark = fault.New(fault.Invalid, "Cette suite de liste n’existe pas.")

// Walked is a territory in a list, with the award that the list shows of it.
type Walked struct {
	Entry
	Territory territory.Territory
}

// WalkedAward is an award in a list, with its territory.
type WalkedAward struct {
	award.Published
	Territory territory.Territory
}

// Territories gives a slice of the labelled territories that q finds, in its order, from a mark, whatever page q
// names; near is as in Results. It costs one query while nothing changed. Invalid when the mark is not one of this
// order.
func (d *Directory) Territories(ctx context.Context, q Query, after Mark, limit int) (slice Slice[Walked], near []Entry, err error) {
	c, err := d.catalogue(ctx)
	if err != nil {
		return slice, nil, err
	}
	asked, text := c.ask(q), q.text()
	found, _ := c.pick(&asked, text)
	asked.sort(found)
	weigh := asked.weigh()
	by := order[*holder]{func(h *holder) Mark { return Mark{int64(weigh(h)), h.NameFolded, h.Slug} }, compareWeighed}
	slice.Total = len(found)
	if found, slice.Next, err = by.cut(found, after, limit); err != nil {
		return slice, nil, err
	}
	near = c.nearly(&asked, text, slice.Total)
	for _, h := range found {
		slice.Items = append(slice.Items, Walked{asked.entry(h), h.Territory})
	}
	return slice, near, nil
}

// Awards gives a slice of the awards that stand and that q finds, the latest number first, or the earliest when rising;
// the order and the page that q names are left aside. It costs two queries while nothing changed. Invalid when the mark
// is not one of this list.
func (d *Directory) Awards(ctx context.Context, q Query, rising bool, after Mark, limit int) (slice Slice[WalkedAward], err error) {
	c, err := d.catalogue(ctx)
	if err != nil {
		return slice, err
	}
	found := c.awards(q)
	by := order[*held]{func(a *held) Mark { return Mark{a.Number} }, func(a, b Mark) int { return compareTexts(b, a) }}
	if rising {
		by.compare = compareTexts
	}
	slices.SortFunc(found, func(a, b *held) int { return by.compare(by.mark(a), by.mark(b)) })
	slice.Total = len(found)
	if found, slice.Next, err = by.cut(found, after, limit); err != nil {
		return slice, err
	}
	numbers := make([]string, len(found))
	for i, a := range found {
		numbers[i] = a.Number
	}
	var rows []award.Published
	err = visible(d.DB.Read(ctx)).Joins("JOIN territories t ON t.id = a.territory_id").Where("a.number IN ?", numbers).
		Select("a.*, e.year, e.name AS edition_name, t.slug AS territory_slug").Scan(&rows).Error
	if err != nil {
		return slice, fmt.Errorf("read the awards of a list: %w", err)
	}
	for _, row := range rows {
		if h := c.byID[row.TerritoryID]; h != nil {
			slice.Items = append(slice.Items, WalkedAward{row, h.Territory})
		}
	}
	slices.SortFunc(slice.Items, func(a, b WalkedAward) int {
		return cmp.Compare(slices.Index(numbers, a.Number), slices.Index(numbers, b.Number))
	})
	return slice, nil
}

// awards lists every award that stands of the territories that q finds, where the award itself is what q asks.
func (c *catalogue) awards(q Query) []*held {
	asked, text := c.ask(q), q.text()
	var found []*held
	for _, h := range c.holders {
		if text != nil && !text.finds(h) || asked.ofTerritory(h) != 0 {
			continue
		}
		for _, a := range h.awards {
			if asked.ofAward(a, a.mentions) == 0 && (q.Year == 0 || q.Year == a.Year) {
				found = append(found, a)
			}
		}
	}
	return found
}

// order is how the items of a list are compared, by their marks.
type order[T any] struct {
	mark    func(T) Mark
	compare func(a, b Mark) int
}

// cut gives the items of a sorted list that come after a mark, limit of them at most, and where the next ones begin.
func (o order[T]) cut(sorted []T, after Mark, limit int) (items []T, next Mark, err error) {
	if len(after) > 0 && len(sorted) > 0 {
		if !after.like(o.mark(sorted[0])) {
			return nil, nil, errMark
		}
		at := slices.IndexFunc(sorted, func(item T) bool { return o.compare(o.mark(item), after) > 0 })
		if at < 0 {
			at = len(sorted)
		}
		sorted = sorted[at:]
	}
	if len(sorted) <= limit {
		return sorted, nil, nil
	}
	return sorted[:limit], o.mark(sorted[limit-1]), nil
}

// like tells whether a mark has values of the same types as another.
func (m Mark) like(other Mark) bool {
	return slices.EqualFunc(m, other, func(a, b any) bool { return reflect.TypeOf(a) == reflect.TypeOf(b) })
}

// compareWeighed compares marks of a weight, the largest first, then of texts.
func compareWeighed(a, b Mark) int {
	return cmp.Or(cmp.Compare(b[0].(int64), a[0].(int64)), compareTexts(a[1:], b[1:]))
}

// compareTexts compares marks of texts.
func compareTexts(a, b Mark) int {
	return slices.CompareFunc(a, b, func(x, y any) int { return strings.Compare(x.(string), y.(string)) })
}
