package territory

import (
	"context"
	"fmt"
	"reflect"

	"gorm.io/gorm/schema"
)

// blankAsNull keeps an empty string as NULL, so that unique indexes leave the bodies without a code alone.
type blankAsNull struct{}

func init() { schema.RegisterSerializer("blank_as_null", blankAsNull{}) }

// Scan reads NULL as the empty string.
func (blankAsNull) Scan(ctx context.Context, field *schema.Field, destination reflect.Value, value any) error {
	var text string
	switch v := value.(type) {
	case nil:
	case string:
		text = v
	case []byte:
		text = string(v)
	default:
		return fmt.Errorf("column %s holds a %T, not text", field.DBName, value)
	}
	field.ReflectValueOf(ctx, destination).SetString(text)
	return nil
}

// Value writes the empty string as NULL.
func (blankAsNull) Value(_ context.Context, _ *schema.Field, _ reflect.Value, value any) (any, error) {
	if text, _ := value.(string); text != "" {
		return text, nil
	}
	return nil, nil
}
