package opendata

import (
	"tnl/app/territory"
)

// categories are the kinds as open data name them.
var categories = map[territory.Kind]string{
	territory.Commune: "commune", territory.EPCI: "epci", territory.Department: "departement", territory.Region: "region",
	territory.Syndicate: "syndicat", territory.Operator: "operateur", territory.Association: "association", territory.Other: "autre",
}

func categoryNames() []string {
	var names []string
	for _, kind := range territory.Kinds() {
		names = append(names, categories[kind])
	}
	return names
}

// identity says which public body a row is about, under the names of the French schemas.
func identity[Row any](of func(Row) (*Snapshot, *territory.Territory)) []column[Row] {
	return []column[Row]{
		{Field{Name: "categorie", Title: "Catégorie", Description: "Nature du territoire : commune, epci (intercommunalité à fiscalité propre), departement, region, syndicat, operateur (opérateur public de services numériques), association (de collectivités) ou autre.", Type: Text, Required: true, Among: categoryNames(), Example: "commune"},
			func(r Row) Value { _, t := of(r); return categories[t.Kind] }},
		{Field{Name: "code_insee", Title: "Code INSEE", Description: "Code officiel géographique d’une commune, d’un département ou d’une région ; vide pour les autres, que leur SIREN identifie. C’est un texte : « 01004 » garde son zéro.", Type: Text, Pattern: "[0-9][0-9AB][0-9]{0,3}|6AE", Example: "69123"},
			func(r Row) Value {
				_, t := of(r)
				if t.Kind == territory.EPCI {
					return nil
				}
				return text(t.Code)
			}},
		{Field{Name: "siren", Title: "SIREN", Description: "Numéro SIREN, à 9 chiffres ; vide tant qu’il n’est pas connu.", Type: Text, Pattern: "[0-9]{9}", Example: "216901231"},
			func(r Row) Value { _, t := of(r); return text(t.SIREN) }},
		{Field{Name: "departement", Title: "Département", Description: "Code du département ; pour une intercommunalité, celui où vivent le plus de ses habitants ; vide pour une région.", Type: Text, Pattern: "[0-9][0-9AB]|9[0-9]{2}", Example: "69"},
			func(r Row) Value { _, t := of(r); return text(t.Department) }},
		{Field{Name: "nom_departement", Title: "Nom du département", Description: "Nom du département.", Type: Text, Example: "Rhône"},
			func(r Row) Value { s, t := of(r); return text(s.reference.DepartmentName(t.Department)) }},
		{Field{Name: "region", Title: "Région", Description: "Code de la région.", Type: Text, Pattern: "[0-9]{2,3}", Example: "84"},
			func(r Row) Value { _, t := of(r); return text(t.Region) }},
		{Field{Name: "nom_region", Title: "Nom de la région", Description: "Nom de la région.", Type: Text, Example: "Auvergne-Rhône-Alpes"},
			func(r Row) Value { s, t := of(r); return text(s.reference.RegionName(t.Region)) }},
		{Field{Name: "population", Title: "Population", Description: "Population municipale (INSEE) ; pour un organisme déclaré, le nombre d’habitants qu’il a donné ; vide quand elle n’est pas connue.", Type: Integer, Least: bound(0), Example: "519127"},
			func(r Row) Value { _, t := of(r); return number(t.Population) }},
	}
}

const pointDescription = " (WGS 84, degrés décimaux) : le lieu principal d’une commune, le chef-lieu d’un département ou d’une région, le centre des habitants d’une intercommunalité. Vide quand il n’est pas connu, ce qui est le cas de petites communes et des organismes sans code. "

func longitude[Row any](of func(Row) (*Snapshot, *territory.Territory)) column[Row] {
	return column[Row]{Field{Name: fieldLongitude, Title: "Longitude", Description: "Longitude" + pointDescription + PointsCredit, Type: Number, Least: bound(-180), Most: bound(180), Example: "4.8467"},
		func(r Row) Value {
			if point, found := pointOf(of(r)); found {
				return point.Longitude
			}
			return nil
		}}
}

func latitude[Row any](of func(Row) (*Snapshot, *territory.Territory)) column[Row] {
	return column[Row]{Field{Name: fieldLatitude, Title: "Latitude", Description: "Latitude" + pointDescription + PointsCredit, Type: Number, Least: bound(-90), Most: bound(90), Example: "45.7485"},
		func(r Row) Value {
			if point, found := pointOf(of(r)); found {
				return point.Latitude
			}
			return nil
		}}
}

func pointOf(s *Snapshot, t *territory.Territory) (territory.Point, bool) {
	return s.points.Of(t.Kind, t.Code)
}
