package source_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"tnl/app/questionnaire/source"
)

// What a hostile file of the greatest size may cost. The slowest takes a tenth of this on an idle machine.
const (
	mostTime   = 5 * time.Second
	mostMemory = 600 << 20 // allocated in all, not held at once
)

// filled repeats what item gives until the greatest size is reached.
func filled(start string, item func(i int) string, end string) string {
	var b strings.Builder
	b.WriteString(start)
	for i := 0; ; i++ {
		next := item(i)
		if b.Len()+len(next)+len(end) > source.MaxBytes {
			break
		}
		b.WriteString(next)
	}
	b.WriteString(end)
	return b.String()
}

// lines is like filled, held to as many lines as are read.
func lines(start string, item func(i int) string, end string) string {
	count := strings.Count(start+end, "\n")
	return filled(start, func(i int) string {
		next := item(i)
		if count += strings.Count(next, "\n"); count > 7990 {
			return strings.Repeat(" ", source.MaxBytes)
		}
		return next
	}, end)
}

// wrapped puts the same characters on lines as long as are read.
func wrapped(start, text, end string) string {
	line := strings.Repeat(text, 19900/len(text)) + "\n"
	return filled(start, always(line), end)
}

func always(text string) func(int) string { return func(int) string { return text } }

func numbered(format string) func(int) string {
	return func(i int) string { return fmt.Sprintf(format, i) }
}

// stairs indents each item one step further than the one before.
func stairs(item string) string {
	return filled("", func(i int) string { return strings.Repeat(" ", i) + item + "\n" }, "")
}

var hostile = map[string]string{
	"keys without value":       lines("", numbered("a%d:\n"), ""),
	"keys with value":          lines("", numbered("a%d: b\n"), ""),
	"the same key":             lines("", always("a: b\n"), ""),
	"keys in braces":           wrappedItems("{", "a%d: b,", "}"),
	"keys without colon":       wrappedItems("{", "a%d,", "}"),
	"keys with nothing":        wrappedItems("{", "a%d: ,", "}"),
	"items in brackets":        wrapped("[", "a,", "]"),
	"pairs in brackets":        wrapped("[", "a: b,", "]"),
	"empty pairs in brackets":  wrapped("[", "a: ,", "]"),
	"empty brackets":           wrapped("a: ", "[]", ""),
	"items":                    lines("", always("- a\n"), ""),
	"items without value":      lines("", always("-\n"), ""),
	"items of keys":            lines("a:\n", always("- b: c\n"), ""),
	"dashes on a line":         wrapped("", "- ", ""),
	"forty dashes on lines":    filled("", always(strings.Repeat("- ", 40)+"x\n"), ""),
	"stairs of dashes":         stairs("-"),
	"stairs of keys":           stairs("a:"),
	"stairs of forty dashes":   filled("", func(i int) string { return strings.Repeat(" ", 80*i) + strings.Repeat("- ", 40) + "\n" }, ""),
	"waves":                    lines("", func(i int) string { return strings.Repeat(" ", i%30) + "a:\n" }, ""),
	"question marks":           wrapped("", "? ", ""),
	"colons":                   wrapped("", "a: ", ""),
	"colons in braces":         wrapped("{", "a:", "}"),
	"open brackets":            wrapped("", "[", ""),
	"closed then open":         filled("a: '"+strings.Repeat("]", 1000)+"'\nb: ", always("["), ""),
	"open braces":              wrapped("", "{a: ", ""),
	"open quotes":              lines("", always("\"\n"), ""),
	"open apostrophes":         lines("", always("'a\n"), ""),
	"quoted lines":             lines("a: \"", always("\n"), "\""),
	"quoted escapes":           wrapped("a: \"", `\n`, "\""),
	"quoted escapes of a byte": wrapped("a: \"", `\x41`, "\""),
	"apostrophed lines":        lines("a: '", always("\n"), "'"),
	"reserved characters":      wrapped("", "@", ""),
	"reserved on lines":        lines("", always("@\n"), ""),
	"literal":                  lines("a: |\n", always(" x\n"), ""),
	"literal of blank lines":   lines("a: |\n", always("\n"), ""),
	"literal then blank lines": lines("a: |\n x\n", always("\n"), "b: c"),
	"literal kept":             lines("a: |+\n x\n", always("\n"), "b: c"),
	"literals":                 lines("", numbered("a%d: |\n x\n"), ""),
	"folded":                   lines("a: >\n", always(" x\n"), ""),
	"folded dashes":            lines("a: >-\n", always(" - x: y\n"), ""),
	"folded long lines":        wrapped("a: >-\n", " x", ""),
	"plain lines":              lines("a:\n", always("  x\n"), ""),
	"plain long lines":         filled("a:\n", always("  "+strings.Repeat("x", 19900)+"\n"), ""),
	"plain dashes":             lines("a: x\n", always("  - x\n"), ""),
	"plain marks":              lines("a: x\n", always("  {}[]!&?|<< #'\n"), ""),
	"plain spaces":             filled("a:\n", always("  x"+strings.Repeat(" ", 19900)+"x\n"), ""),
	"plain question marks":     filled("a:\n", always("  x"+strings.Repeat("? ", 9800)+"\n"), ""),
	"plain merge keys":         filled("a:\n", always("  x"+strings.Repeat("<< ", 6400)+"\n"), ""),
	"plain pipes":              filled("a:\n", always("  x"+strings.Repeat("|", 19900)+"\n"), ""),
	"plain colon ends":         filled("a:\n", always("  x"+strings.Repeat(":", 19900)+"\n"), ""),
	"merge keys":               wrapped("", "<<   ", ""),
	"comments":                 lines("", always("#\n"), ""),
	"comments within":          lines("a: b\n", always("#\n"), "c: d"),
	"comments of backslashes":  lines("", always("# \\\n"), ""),
	"comments behind items":    lines("", always("- a # b\n"), ""),
	"tags":                     wrapped("", "! ", ""),
	"anchors":                  wrapped("", "&a ", ""),
	"aliases":                  lines("", always("- *a\n"), ""),
	"documents":                lines("", always("---\na\n"), ""),
	"ends of documents":        lines("", always("...\n"), ""),
	"directives":               lines("", always("%a\n"), ""),
	"spaces":                   wrapped("", " ", ""),
	"blank lines":              lines("", always("\n"), ""),
	"blank lines of windows":   lines("", always("\r\n"), ""),
	"tabs":                     wrapped("", "\t", ""),
	"zero bytes":               wrapped("", "\x00", ""),
	"marks of byte order":      wrapped("", "\uFEFF", ""),
	"a long key":               strings.Repeat("a", 19900) + ": b",
	"a long number":            "a: " + strings.Repeat("1", 19900),
	"long numbers":             wrapped("[", "0x1,", "]"),
	"combining accents":        filled("a:\n", always("  "+strings.Repeat("\u0301", 9800)+"\n"), ""),
	"a bomb": `a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]
e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]
`,
}

// wrappedItems numbers items in brackets, a hundred to a line.
func wrappedItems(start, format, end string) string {
	return filled(start, func(i int) string {
		if i%100 == 99 {
			return fmt.Sprintf(format+"\n", i)
		}
		return fmt.Sprintf(format, i)
	}, end)
}

func TestHostileFilesCostLittle(t *testing.T) {
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			root, faults := source.Parse("hostile.yaml", []byte(text))
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			memory := after.TotalAlloc - before.TotalAlloc
			if (root == nil) != faults.Broken() {
				t.Errorf("a root (%t) with faults %v", root != nil, faults)
			}
			t.Logf("%s, %d MB, %v", took.Round(time.Millisecond), memory>>20, first(faults))
			if took > mostTime || memory > mostMemory {
				t.Errorf("%s and %d MB for %d bytes", took, memory>>20, len(text))
			}
		})
	}
}

func first(faults source.Faults) string {
	if len(faults) == 0 {
		return "read"
	}
	return faults[0].String()
}
