package directory

import (
	"context"
	"fmt"
)

// Revision gives a number that another publication, withdrawal, import or setting of an edition changes, in the same
// transaction: what was read of the label under one value of it is what everybody sees as long as it stands. The
// database's triggers keep it, so that no writer can forget.
func (d *Directory) Revision(ctx context.Context) (int64, error) {
	var number int64
	if err := d.DB.Read(ctx).Raw("SELECT number FROM public_revision").Scan(&number).Error; err != nil {
		return 0, fmt.Errorf("read the revision of what is public: %w", err)
	}
	return number, nil
}
