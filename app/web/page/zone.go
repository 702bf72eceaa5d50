package page

import (
	"time"
	_ "time/tzdata" // a small server may have no zone files
)

// Paris is the label's own time.
var Paris = mustZone("Europe/Paris")

// zone is a place's time and how it is named after « heure de … ».
type zone struct {
	location *time.Location
	name     string
}

// overseas gives the time of the territories that do not live by Paris time, by the first digits of their INSEE code.
// French Polynesia has three times; that of Tahiti is given.
var overseas = map[string]zone{
	"971": {mustZone("America/Guadeloupe"), "Guadeloupe"},
	"972": {mustZone("America/Martinique"), "Martinique"},
	"973": {mustZone("America/Cayenne"), "Guyane"},
	"974": {mustZone("Indian/Reunion"), "La Réunion"},
	"975": {mustZone("America/Miquelon"), "Saint-Pierre-et-Miquelon"},
	"976": {mustZone("Indian/Mayotte"), "Mayotte"},
	"977": {mustZone("America/St_Barthelemy"), "Saint-Barthélemy"},
	"978": {mustZone("America/Marigot"), "Saint-Martin"},
	"986": {mustZone("Pacific/Wallis"), "Wallis-et-Futuna"},
	"987": {mustZone("Pacific/Tahiti"), "Tahiti"},
	"988": {mustZone("Pacific/Noumea"), "Nouvelle-Calédonie"},
}

// mustZone reads a zone that the program embeds, so that it cannot be missing.
func mustZone(name string) *time.Location {
	location, err := time.LoadLocation(name)
	if err != nil {
		return time.UTC
	}
	return location
}
