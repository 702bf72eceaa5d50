// Package templates holds every page, part and mail, one folder per audience.
package templates

import "embed"

// Embedded is this folder as it was when the program was built; a new folder needs no line here.
//
//go:embed *
var Embedded embed.FS
