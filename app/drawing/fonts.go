package drawing

import (
	_ "embed"
	"sync"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansregular"
)

// The label's two faces, as single weights: from the npm packages @expo-google-fonts/bricolage-grotesque and
// @expo-google-fonts/atkinson-hyperlegible-next, both 0.4.1, under the licences that stand beside them.

//go:embed fonts/BricolageGrotesque_700Bold.ttf
var bricolageBold []byte

//go:embed fonts/AtkinsonHyperlegibleNext_400Regular.ttf
var atkinsonRegular []byte

// typeface is a face of the label's and the one that stands in for the characters it lacks.
type typeface struct {
	face, standIn *face
}

type typefaces struct {
	display, text typeface
}

// loadFaces reads the fonts at the first certificate and keeps them.
var loadFaces = sync.OnceValues(func() (typefaces, error) {
	var faces typefaces
	for _, f := range []struct {
		to     **face
		family string
		file   []byte
	}{
		{&faces.display.face, "bricolage", bricolageBold},
		{&faces.display.standIn, "liberationbold", liberationsansbold.TTF},
		{&faces.text.face, "atkinson", atkinsonRegular},
		{&faces.text.standIn, "liberation", liberationsansregular.TTF},
	} {
		read, err := readFace(f.family, f.file)
		if err != nil {
			return typefaces{}, err
		}
		*f.to = read
	}
	return faces, nil
})
