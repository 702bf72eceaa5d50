package api

import "github.com/danielgtaylor/huma/v2"

// Tags, as the document and the page group the operations.
const (
	tagTerritories = "Territoires"
	tagAwards      = "Labels décernés"
	tagEditions    = "Éditions"
	tagSoftware    = "Logiciels libres"
	tagStatistics  = "Statistiques"
)

// operations lists what the API answers.
func (a *API) operations() {
	get(a, huma.Operation{
		OperationID: "listTerritories", Path: "/territories", Tags: []string{tagTerritories},
		Summary:     "Lister et chercher les territoires labellisés",
		Description: "Chaque territoire vient une fois, avec son dernier label, ou avec celui de l’édition demandée.",
	}, a.territories)
	get(a, huma.Operation{
		OperationID: "getTerritory", Path: "/territories/{id}", Tags: []string{tagTerritories},
		Summary:     "Lire un territoire et tous ses labels",
		Description: "Un territoire qui n’a jamais eu le label n’est pas ici, qu’il ait été candidat ou non.",
	}, a.territory)
	get(a, huma.Operation{
		OperationID: "listAwards", Path: "/awards", Tags: []string{tagAwards},
		Summary:     "Lister les labels décernés",
		Description: "Tous les labels en vigueur : un territoire labellisé trois fois vient trois fois. Les filtres portent sur le territoire et sur le label.",
	}, a.awards)
	get(a, huma.Operation{
		OperationID: "getAward", Path: "/awards/{number}", Tags: []string{tagAwards},
		Summary:     "Lire un label par le numéro de son certificat",
		Description: "Un label retiré répond aussi : « status » le dit, et « withdrawal » dit pourquoi.",
	}, a.award)
	get(a, huma.Operation{
		OperationID: "listEditions", Path: "/editions", Tags: []string{tagEditions},
		Summary:     "Lister les éditions publiées",
		Description: "Une édition dont les résultats ne sont pas publiés n’est pas ici.",
	}, a.editions)
	get(a, huma.Operation{
		OperationID: "getEdition", Path: "/editions/{year}", Tags: []string{tagEditions},
		Summary:     "Lire une édition et ses résultats",
		Description: "Les lauréats par niveau, avec qui a porté le dossier quand cette personne l’a accepté.",
	}, a.edition)
	a.statisticsOperation()
	a.softwareOperations()
}

// config is what the document says of the whole API.
func (a *API) config() huma.Config {
	contact := &huma.Contact{Name: a.Contact.Name, Email: a.Contact.Email, URL: a.BaseURL + "/mentions-legales"}
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Label Territoire numérique libre", Version: "1.0.0",
				Description:    "Ce que le site montre du label : les territoires labellisés, leurs labels, les éditions. En lecture seule, sans clé ni compte.\n\nUn champ sans valeur est absent. Les noms des champs sont en anglais ; « label » donne les mots en français.",
				TermsOfService: a.BaseURL + "/mentions-legales", Contact: contact,
				License: &huma.License{Name: "Licence Ouverte 2.0 (Etalab)", URL: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"},
			},
			Security:     []map[string][]string{}, // none is needed
			Servers:      []*huma.Server{{URL: a.BaseURL + Root, Description: "Ce site"}},
			ExternalDocs: &huma.ExternalDocs{Description: "Documentation en français", URL: a.BaseURL + Path},
			Tags: []*huma.Tag{
				{Name: tagTerritories, Description: "Les organismes publics qui ont, ou ont eu, le label."},
				{Name: tagAwards, Description: "Un label par territoire et par édition, avec son certificat."},
				{Name: tagEditions, Description: "Une campagne par an, et ses résultats."},
				{Name: tagStatistics, Description: "Combien de territoires, et lesquels, par grandes catégories."},
				{Name: tagSoftware, Description: "Qui utilise quoi, d’après les inventaires publiés."},
			},
			Components: &huma.Components{Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)},
		},
		Formats:                      huma.DefaultFormats,
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
		Transformers:                 []huma.Transformer{refusals},
	}
	return config
}
