// Package opendata writes what is public of the label's results as files that anybody may reuse: in the formats of
// people and of programs, with the schema of each table and a catalogue that open-data portals harvest.
//
// Nothing is said here that a visitor cannot read: published editions and awards that stand, and no person's name.
package opendata

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tnl/app/calendar"
	"tnl/app/directory"
	"tnl/app/fault"
	"tnl/app/territory"
)

// Data is the open data of a label.
type Data struct {
	Directory *directory.Directory
	Now       func() time.Time
	BaseURL   string // of the site, without a slash at its end
	LabelName string // « Territoire numérique libre »

	descriptions descriptions
}

// Addresses on the site.
const (
	Path            = "/donnees"
	PackageFile     = "datapackage.json"
	CatalogueJSON   = "catalogue.jsonld"
	CatalogueTurtle = "catalogue.ttl"
)

// The licence of everything that is written here.
const (
	LicenceName = "Licence Ouverte 2.0"
	LicenceID   = "etalab-2.0"
	LicenceURL  = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
	// licenceTitle is how data.gouv.fr recognises it.
	licenceTitle = "Licence Ouverte / Open Licence version 2.0"
)

// PointsCredit is owed wherever a longitude and a latitude are given.
const PointsCredit = "Positions : GeoNames (https://www.geonames.org), CC BY 4.0."

// Day is a day in Paris, « 2026-11-25 ».
type Day string

const dayLayout = "2006-01-02"

// DayOf gives the day of an instant, in Paris; none for the zero time.
func DayOf(at time.Time) Day {
	if at.IsZero() {
		return ""
	}
	return Day(at.In(calendar.Paris).Format(dayLayout))
}

// End is the last instant of the day.
func (d Day) End() time.Time {
	start, err := time.ParseInLocation(dayLayout, string(d), calendar.Paris)
	if err != nil {
		return time.Time{}
	}
	return start.AddDate(0, 0, 1).Add(-time.Microsecond)
}

// Words writes the day, « 25 novembre 2026 ».
func (d Day) Words() string { return calendar.Date(d.End()) }

var errNoVersion = fault.New(fault.NotFound, "Il n’y a pas de version de ces données à cette date. La page « Données ouvertes » liste celles qui existent.")

// ReadDay reads a day as an address has it. NotFound when it is not one.
func ReadDay(text string) (Day, error) {
	if at, err := time.ParseInLocation(dayLayout, text, calendar.Paris); err != nil || at.Format(dayLayout) != text {
		return "", errNoVersion
	}
	return Day(text), nil
}

// Versions lists the days at whose end the data were not those of the day before, the latest first: publications and
// withdrawals. What is filled in later on purpose (a SIREN, the results of a past edition) changes the versions too.
func (d *Data) Versions(ctx context.Context) ([]Day, error) {
	changes, err := d.Directory.Changes(ctx)
	if err != nil {
		return nil, err
	}
	var days []Day
	for _, at := range slices.Backward(changes) {
		if day := DayOf(at); len(days) == 0 || days[len(days)-1] != day {
			days = append(days, day)
		}
	}
	return days, nil
}

// Version gives the version that held at the end of a day. NotFound before the first one, and for a day that has not
// come.
func (d *Data) Version(ctx context.Context, day Day) (Day, error) {
	versions, err := d.Versions(ctx)
	if err != nil {
		return "", err
	}
	for _, version := range versions {
		if version <= day && day <= DayOf(d.Now()) {
			return version, nil
		}
	}
	return "", errNoVersion
}

// Snapshot is the data at one moment: every table can be written from it.
type Snapshot struct {
	*directory.Everything
	// Day is that of the version: the last day on which something was published or withdrawn; empty before the first.
	Day Day
	// Changed is when.
	Changed time.Time
	// Dated tells that a version was asked for by its day.
	Dated bool

	data      *Data
	reference *territory.Reference
	points    *territory.Points
}

// Read reads the data of now, or with a day those of its end.
func (d *Data) Read(ctx context.Context, day Day) (*Snapshot, error) {
	s := &Snapshot{data: d, Dated: day != ""}
	var err error
	if s.reference, err = territory.LoadReference(); err != nil {
		return nil, err
	}
	if s.points, err = territory.LoadPoints(); err != nil {
		return nil, err
	}
	changes, err := d.Directory.Changes(ctx)
	if err != nil {
		return nil, err
	}
	until := time.Time{}
	if s.Dated {
		until = day.End()
	}
	for _, at := range changes {
		if !s.Dated || !at.After(until) {
			s.Changed = at
		}
	}
	s.Day = DayOf(s.Changed)
	if s.Everything, err = d.Directory.Everything(ctx, until); err != nil {
		return nil, fmt.Errorf("read the open data: %w", err)
	}
	return s, nil
}

// address is where a file is on the site: that of its version when one was asked for.
func (s *Snapshot) address(file string) string {
	if s.Dated {
		return s.data.BaseURL + Path + "/" + string(s.Day) + "/" + file
	}
	return s.data.BaseURL + Path + "/" + file
}
