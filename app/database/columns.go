package database

import (
	"database/sql/driver"
	"fmt"
)

// JSON is the text of a JSON column of either engine: JSONB on PostgreSQL, TEXT on SQLite.
type JSON []byte

// Value sends the text as a string: the drivers would take bytes for something else.
func (j JSON) Value() (driver.Value, error) {
	if len(j) == 0 {
		return nil, nil
	}
	return string(j), nil
}

// Scan takes what either driver gives.
func (j *JSON) Scan(from any) error {
	switch v := from.(type) {
	case nil:
		*j = nil
	case string:
		*j = JSON(v)
	case []byte:
		*j = append(JSON(nil), v...)
	default:
		return fmt.Errorf("a JSON column holds %T", from)
	}
	return nil
}

// GormDataType tells gorm that the column is no blob.
func (JSON) GormDataType() string { return "json" }
