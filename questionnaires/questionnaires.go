// Package questionnaires carries the questionnaire of each edition, one YAML file each.
package questionnaires

import "embed"

// Files holds the YAML files, by their name.
//
//go:embed *.yaml
var Files embed.FS
