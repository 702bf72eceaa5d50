// Package templates holds every page, part and mail, one folder per audience.
package templates

import "embed"

// Embedded is this folder as it was when the program was built.
//
//go:embed *.html */*.html */*/*.html mail/*.txt kit/*.txt
var Embedded embed.FS
