package drawing

import (
	"math"
	"strings"
)

// footer holds the date, the signatory and the jury on the left, the number, its address and its code on the right.
// It gives the height of the rule above it too.
func (l *layouter) footer() (foot *Page, ruleY float64, err error) {
	const side, widest = 25.0, 46.0
	codeX := l.right - side
	columnX := codeX - 4.5
	number := shape(span{l.faces.display, "N°\u00A0" + tidy(l.Number), 0})
	numberSize := math.Min(3.8, widest/extent(number))
	address, addressSize := l.address(widest)
	column := extent(number) * numberSize
	for _, line := range address {
		column = math.Max(column, extent(line)*addressSize)
	}

	var signed *block
	for tightness := 0.0; ; tightness += 0.1 {
		if tightness > 1.75 {
			return nil, 0, ErrTooLong
		}
		// The rule rises only when smaller letters alone do not do.
		signed = l.signed(columnX-column-6-l.left, tightness)
		if signed != nil && signed.height <= 24+12*math.Max(0, math.Min(tightness-0.6, 1)) {
			break
		}
	}
	ruleY = math.Min(l.bottom-30, l.bottom-6-signed.height)
	foot = &Page{rules: []rule{{l.left, ruleY, l.right, ruleY, 0.35, light.hair}}}
	signed.moveDown(ruleY + 8)
	foot.add(signed.Page)

	y := ruleY + 8.2
	foot.endingAt("number", number, columnX, y, numberSize, light.ink)
	pitch := math.Min(5, 20/float64(len(address)))
	size := math.Min(addressSize, pitch/1.25)
	if size < smallest {
		return nil, 0, ErrTooLong
	}
	for _, line := range address {
		y += pitch
		foot.endingAt("address", line, columnX, y, size, light.ink)
	}
	foot.code, err = qrCode(l.VerifyURL, codeX, ruleY+5, side, light.ink)
	return foot, ruleY, err
}

// signed is the left of the footer, measured from the baseline of its first line; nil when a word is too wide.
func (l *layouter) signed(room, tightness float64) *block {
	f := &block{}
	text, size, small := l.faces.text, 4-0.6*tightness, 3.3-0.65*tightness
	y := 0.0
	paragraph := func(block, words string, size, pitch float64, colour colour) bool {
		lines := fit(shape(span{text, tidy(words), 0}), room/size)
		if lines != nil {
			f.lines(block, lines, l.left, &y, size, pitch, colour)
		}
		return lines != nil
	}
	if !paragraph("date", l.placeAndDate(), size, 1.3*size, light.ink) {
		return nil
	}
	if l.Signatory != "" {
		if y += 1.4 * size; !paragraph("signatory", "Pour le jury, "+l.Signatory, size, 1.3*size, light.ink) {
			return nil
		}
	}
	if len(l.Jury) > 0 {
		y += 0.85*size + 1.03*small
		if !paragraph("jury", "Jury : "+strings.Join(l.Jury, ", "), small, 1.39*small, light.muted) {
			return nil
		}
	}
	f.height = y
	return f
}

// address is where to check the certificate, in lines no wider than width: the site, then the page.
func (l *layouter) address(width float64) (lines [][]cluster, size float64) {
	address := strings.TrimPrefix(strings.TrimPrefix(l.VerifyURL, "https://"), "http://")
	host, path, _ := strings.Cut(tidy(address), "/")
	parts := []string{"À vérifier sur", host}
	if path != "" {
		parts = append(parts, "/"+path)
	}
	// A line for each reads best, in smaller letters if it must be; then they are cut at dots and slashes, then anywhere.
	for _, part := range parts {
		lines = append(lines, shape(span{l.faces.text, part, 0}))
		size = max(size, extent(lines[len(lines)-1]))
	}
	if size = math.Min(3.3, width/size); size >= 2.7 {
		return lines, size
	}
	whole := lines
	lines, size = nil, 2.9
	for _, clusters := range whole {
		for i := range clusters {
			clusters[i].after = never
			if i+1 < len(clusters) && strings.Contains("./?&", clusters[i+1].text) {
				clusters[i].after = anywhere
			}
		}
		lines = append(lines, fit(clusters, width/size)...)
	}
	return lines, size
}
