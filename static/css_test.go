package static

import (
	"io/fs"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// sheets reads every style sheet, comments left out.
func sheets(t *testing.T) map[string]string {
	t.Helper()
	comments := regexp.MustCompile(`(?s)/\*.*?\*/`)
	found := map[string]string{}
	for _, name := range Sheets {
		content, err := fs.ReadFile(Embedded, "css/"+name+".css")
		if err != nil {
			t.Fatal(err)
		}
		found[name] = comments.ReplaceAllString(string(content), "")
	}
	return found
}

func TestStyleSheetsKeepToWhatOldPhonesRead(t *testing.T) {
	for name, sheet := range sheets(t) {
		if strings.Contains(sheet, "light-dark(") {
			t.Errorf("%s uses light-dark(): give the dark value in tokens.css", name)
		}
		if regexp.MustCompile(`(?m)^\s*&|{\s*&|;\s*&`).MatchString(sheet) {
			t.Errorf("%s nests rules: write flat selectors", name)
		}
		if regexp.MustCompile(`@media[^{]*[<>]=?`).MatchString(sheet) {
			t.Errorf("%s compares widths with < or >: use min-width or max-width", name)
		}
		if name != "layers" && name != "fonts" && !regexp.MustCompile(`(?s)^\s*@layer (reset|base|layout|components|utilities) {`).MatchString(sheet) {
			t.Errorf("%s is outside the layers", name)
		}
		if strings.Contains(sheet, "!important") {
			t.Errorf("%s uses !important: choose the layer instead", name)
		}
		if open, closed := strings.Count(sheet, "{"), strings.Count(sheet, "}"); open != closed {
			t.Errorf("%s opens %d braces and closes %d", name, open, closed)
		}
	}
}

func TestHasIsAlwaysAskedForFirst(t *testing.T) {
	for name, sheet := range sheets(t) {
		depth, supported := 0, -1
		for _, line := range strings.Split(sheet, "\n") {
			if strings.Contains(line, "@supports selector(:has(*))") {
				supported = depth
			} else if strings.Contains(line, ":has(") && supported < 0 && name != "forced-colors" {
				t.Errorf("%s uses :has() outside @supports: %s", name, strings.TrimSpace(line))
			}
			depth += strings.Count(line, "{") - strings.Count(line, "}")
			if supported >= 0 && depth <= supported {
				supported = -1
			}
		}
	}
}

func TestEveryPropertyUsedIsDefined(t *testing.T) {
	all := sheets(t)
	defined := map[string]bool{}
	for _, match := range regexp.MustCompile(`(--[\w-]+)\s*:`).FindAllStringSubmatch(all["tokens"], -1) {
		defined[match[1]] = true
	}
	for name, sheet := range all {
		for _, match := range regexp.MustCompile(`var\((--[\w-]+)`).FindAllStringSubmatch(sheet, -1) {
			if !defined[match[1]] {
				t.Errorf("%s uses %s, which tokens.css does not define", name, match[1])
			}
		}
	}
}

// colours reads the custom properties of a block of tokens.css that are colours.
func colours(block string) map[string]string {
	found := map[string]string{}
	for _, match := range regexp.MustCompile(`(--[\w-]+):\s*(#[0-9a-f]{6})`).FindAllStringSubmatch(block, -1) {
		found[match[1]] = match[2]
	}
	return found
}

func TestColoursStandOut(t *testing.T) {
	light, dark, ok := strings.Cut(sheets(t)["tokens"], "@media (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("tokens.css has no dark colours")
	}
	schemes := map[string]map[string]string{"light": colours(light), "dark": colours(light)}
	for name, value := range colours(dark) {
		schemes["dark"][name] = value
	}
	const text, drawing = 4.5, 3.0
	for scheme, value := range schemes {
		for _, c := range []struct {
			front, back string
			least       float64
		}{
			{"--ink", "--paper", text}, {"--ink", "--ground", text}, {"--ink", "--ground-2", text}, {"--ink", "--saffron-ground", text},
			{"--ink", "--error-ground", text}, {"--ink", "--ok-ground", text},
			{"--ink-2", "--paper", text}, {"--ink-2", "--ground", text}, {"--ink-2", "--ground-2", text}, {"--ink-2", "--error-ground", text},
			{"--violet", "--paper", text}, {"--violet", "--ground", text}, {"--violet", "--ground-2", text}, {"--violet", "--ok-ground", text},
			{"--violet", "--saffron-ground", text}, {"--violet", "--error-ground", text}, {"--violet-strong", "--paper", text},
			{"--on-violet", "--violet", text}, {"--on-violet", "--violet-strong", text}, {"--on-saffron", "--saffron", text},
			{"--error", "--paper", text}, {"--error", "--error-ground", text}, {"--error", "--ground", text}, {"--paper", "--error", text}, {"--paper", "--error-strong", text},
			{"--ok", "--paper", text}, {"--ok", "--ground", text},
			// The border of a field is what says that it is one.
			{"--border", "--paper", drawing}, {"--border", "--ground", drawing}, {"--violet", "--ground-2", drawing}, {"--ink", "--saffron", drawing},
		} {
			if scheme == "dark" && c.front == "--ink" && c.back == "--saffron" {
				continue // the ring of focus shows by its ink on the dark page
			}
			front, back := value[c.front], value[c.back]
			if front == "" || back == "" {
				t.Fatalf("%s: %s or %s is missing", scheme, c.front, c.back)
			}
			if got := contrast(t, front, back); got < c.least {
				t.Errorf("%s: %s on %s is %.2f:1, less than %.1f:1", scheme, c.front, c.back, got, c.least)
			}
		}
	}
}

// contrast is the ratio that WCAG defines between two colours written "#rrggbb".
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (math.Max(la, lb) + .05) / (math.Min(la, lb) + .05)
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	total := 0.0
	for i, weight := range []float64{.2126, .7152, .0722} {
		channel, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		share := float64(channel) / 255
		if share <= .04045 {
			share /= 12.92
		} else {
			share = math.Pow((share+.055)/1.055, 2.4)
		}
		total += weight * share
	}
	return total
}
