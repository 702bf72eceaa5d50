package page

// Place is a page that visitors may want, and what they find there.
type Place struct{ Label, Address, About string }

// Quarter is a few places that go together.
type Quarter struct {
	ID, Title string
	Places    []Place
}

// FeedPath is where new results are told to programs that follow sites.
const FeedPath = "/labels.atom"

// Plan lists the site's places that stand whatever was published, in the order of the footer and of the plan. Every
// page of visitors that has one address of its own is here: a test looks.
func Plan() []Quarter {
	return []Quarter{
		{"label", "Le label", []Place{
			{"Ce qu’est le label", "/label", "Ce qu’il regarde, ce que veulent dire ses niveaux, comment il est décerné."},
			{"Pour les élus", "/label/elus", "Ce qu’il apporte à une collectivité, ce qu’il lui demande."},
			{"Pour les équipes", "/label/techniciens", "Ce qu’il y a à rassembler, et ce qui en reste."},
			{"Pour les habitants", "/label/habitants", "Ce que le logiciel libre change pour vous."},
			{"Critères", "/label/criteres", "Toutes les questions de l’édition, ce que vaut chaque réponse."},
			{"Questions et réponses", "/questions", "Ce que l’on demande le plus souvent."},
		}},
		{"candidater", "Candidater", []Place{
			{"Comment candidater", "/candidater", "Les étapes, le calendrier, ce qu’il faut préparer."},
			{"Se connecter", "/connexion", "Retrouver sa candidature, ou sa lecture si l’on est du jury."},
			{"Ouvrir un compte", "/inscription", "Pour commencer une candidature, ou en rejoindre une."},
		}},
		{"territoires", "Les territoires", []Place{
			{"Annuaire", "/annuaire", "Qui est labellisé, à quel niveau, en liste et sur la carte."},
			{"Résultats par édition", "/editions", "Les lauréats de chaque année, niveau par niveau."},
			{"Le label en chiffres", "/statistiques", "Niveaux, types de collectivités, axes et mentions, édition après édition."},
			{"Qui utilise quoi", "/logiciels", "Les logiciels libres que des territoires labellisés emploient."},
			{"Initiatives", "/initiatives", "Ce que des territoires ont fait et racontent, par thème."},
			{"Vérifier un certificat", "/v", "Par son numéro, ou par l’adresse qu’il porte."},
			{"Vérifier un fichier", "/verifier", "Un certificat ou une attestation reçus : authentiques, en vigueur, modifiés ou non."},
			{"Signature des certificats", "/label/signature", "Comment vérifier celle d’un PDF, et avec quels certificats."},
		}},
		{"reutiliser", "Réutiliser", []Place{
			{"Données ouvertes", "/donnees", "Territoires, labels et éditions, à télécharger et à reprendre."},
			{"API", "/api", "Les mêmes données, par programme : adresses, filtres, exemples."},
			{"Suivre les nouveaux labels", FeedPath, "Les résultats dans votre lecteur de flux, dès leur publication."},
		}},
		{"site", "Ce site", []Place{
			{"Plan du site", "/plan-du-site", "Toutes les pages, sur une seule."},
			{"Accessibilité : non auditée", "/accessibilite", "Ce qui est fait, ce qui manque, à qui le dire."},
			{"Mentions légales", "/mentions-legales", "Qui publie ce site, et ce que l’on peut en reprendre."},
			{"Données personnelles", "/donnees-personnelles", "Ce qui est gardé, pourquoi, et vos droits."},
		}},
	}
}
