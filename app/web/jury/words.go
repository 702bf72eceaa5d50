package jury

import (
	"time"
)

type clock func() time.Time
