package demo

import (
	"context"

	"tnl/app/candidacy"
)

// declared is what an imaginary territory tells beside its answers.
type declared struct {
	published   bool
	contact     string
	software    []candidacy.InventoryLine
	initiatives []candidacy.Initiative
}

// declarations are by the name of the candidacy's file.
var declarations = map[string]declared{
	"linux-town": {published: true, contact: "numerique@linuxville.example",
		software: []candidacy.InventoryLine{
			{Name: "LibreOffice", Since: new(2009), Extent: "tous les postes", Peer: true},
			{Name: "Debian", Since: new(2014), Extent: "tous les postes et serveurs", Peer: true},
			{Name: "Firefox", Since: new(2006), Extent: "tous les postes"},
			{Name: "Thunderbird", Since: new(2008), Extent: "tous les postes"},
			{Name: "VLC"},
			{Name: "QGIS", Since: new(2016), Extent: "urbanisme et voirie", Peer: true},
			{Name: "Nextcloud", Since: new(2018), Extent: "agents et élus", Peer: true},
			{Name: "BigBlueButton", Since: new(2020), Extent: "conseils et réunions"},
			{Name: "GLPI", Since: new(2012), Extent: "service informatique", Peer: true},
			{Name: "openADS", Since: new(2019), Extent: "urbanisme", Peer: true},
			{Name: "openCimetière", Since: new(2015), Extent: "état civil", Peer: true},
			{Name: "Publik", Since: new(2020), Extent: "usagers", Peer: true},
			{Name: "PostgreSQL", Since: new(2014)},
			{Name: "Proxmox VE", Since: new(2017)},
			{Name: "Zabbix"},
			{Name: "PrimTux", Since: new(2021), Extent: "8 écoles", Peer: true},
			{Name: "GCompris", Since: new(2021), Extent: "8 écoles"},
			{Name: "Registre des cantines", Since: new(2022), Extent: "restauration scolaire"},
		},
		initiatives: []candidacy.Initiative{
			{Theme: "ecole", Title: "Huit écoles sous PrimTux", Summary: "Cent vingt ordinateurs donnés par des entreprises ont été remis en état avec une association, et installés dans huit écoles. Les enseignants ont été formés en deux demi-journées.", Link: "https://linuxville.example/ecoles-libres"},
			{Theme: "contribution", Title: "Le registre des cantines est publié", Summary: "Développé pour nos cantines, ce logiciel est publié sous licence AGPL. Deux communes voisines l’utilisent et y contribuent.", Link: "https://code.linuxville.example/cantines"},
			{Theme: "evenement", Title: "Une fête d’installation par an", Summary: "Chaque printemps, la médiathèque accueille ceux qui veulent garder leur ordinateur en changeant de système."},
		}},
	"metropolis-no-data": {published: true, contact: "dsi@metropole.example",
		software: []candidacy.InventoryLine{
			{Name: "LibreOffice", Since: new(2013), Extent: "4 000 postes", Peer: true},
			{Name: "Firefox"},
			{Name: "QGIS", Since: new(2012), Extent: "120 agents", Peer: true},
			{Name: "PostGIS", Since: new(2012)},
			{Name: "GeoServer", Since: new(2015), Peer: true},
			{Name: "Lutèce", Since: new(2017), Extent: "60 démarches", Peer: true},
			{Name: "Decidim", Since: new(2021), Extent: "habitants", Peer: true},
			{Name: "Nextcloud", Since: new(2019)},
			{Name: "GitLab", Since: new(2018), Extent: "service informatique"},
			{Name: "Keycloak", Since: new(2020)},
			{Name: "PostgreSQL"},
			{Name: "Zabbix", Since: new(2016)},
			{Name: "Moodle", Since: new(2020), Extent: "formation des agents"},
			{Name: "Rocket.Chat", Since: new(2020)},
			{Name: "OPNsense"},
		},
		initiatives: []candidacy.Initiative{
			{Theme: "participation", Title: "Un budget participatif sur un logiciel partagé", Summary: "La plateforme est tenue avec trois autres métropoles : chacune paie une amélioration, toutes en profitent.", Link: "https://metropole.example/budget-participatif"},
			{Theme: "mutualisation", Title: "Des démarches écrites une fois pour vingt communes", Summary: "Les formulaires de la métropole sont prêtés aux communes membres, qui les mettent à leur nom."},
		}},
	"libre-village": {published: true,
		software: []candidacy.InventoryLine{
			{Name: "LibreOffice", Since: new(2015), Extent: "3 postes"},
			{Name: "Linux Mint", Since: new(2019), Extent: "3 postes"},
			{Name: "Firefox"},
			{Name: "Thunderbird"},
			{Name: "Gimp", Extent: "bulletin municipal"},
			{Name: "Scribus", Since: new(2016), Extent: "bulletin municipal"},
			{Name: "SPIP", Since: new(2012), Extent: "site de la commune"},
		},
		initiatives: []candidacy.Initiative{
			{Theme: "sobriete", Title: "Pas un ordinateur neuf depuis 2019", Summary: "La mairie et l’école travaillent sur des machines de réemploi. L’argent gardé a payé la fibre de la salle des fêtes."},
		}},
	"migrating-town-before": {published: true, contact: "informatique@valbrune.example",
		software: []candidacy.InventoryLine{
			{Name: "LibreOffice", Since: new(2022), Extent: "une vingtaine de postes"},
			{Name: "Firefox", Since: new(2020), Extent: "tous les postes"},
			{Name: "VLC"},
			{Name: "GLPI", Since: new(2021), Extent: "service informatique", Peer: true},
			{Name: "Nextcloud", Since: new(2022), Extent: "élus"}}},
	// The draft of this year: one line confirmed, the others of last time still to read.
	"migrating-town": {software: []candidacy.InventoryLine{
		{Name: "LibreOffice", Since: new(2022), Extent: "60 postes"},
		{Name: "openCimetière", Since: new(2023), Extent: "état civil"},
	},
		initiatives: []candidacy.Initiative{
			{Theme: "inclusion", Title: "Les lundis du numérique", Summary: "Deux agents accueillent les habitants à la médiathèque, chaque lundi."},
		}},
}

// declare keeps what the territory of a file tells.
func (l *loading) declare(ctx context.Context, person, id, file string) error {
	what, known := declarations[file]
	if !known {
		return nil
	}
	inventory := candidacy.Inventory{Published: what.published, Contact: what.contact, Lines: what.software}
	if err := l.Candidacies.SaveInventory(ctx, l.people[person], id, inventory); err != nil {
		return err
	}
	for _, one := range what.initiatives {
		one.Published = what.published
		if err := l.Candidacies.SaveInitiative(ctx, l.people[person], id, one); err != nil {
			return err
		}
	}
	return nil
}
