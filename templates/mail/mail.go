// Package mailtext embeds the texts of the e-mails: the first line of each is its subject.
package mailtext

import "embed"

//go:embed *.txt
var Files embed.FS
