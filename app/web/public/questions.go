package public

import (
	"strings"

	"github.com/labstack/echo/v4"

	"tnl/app/typography"
	"tnl/app/web/page"
)

// theme is a few questions that visitors ask about the same thing.
type theme struct {
	ID, Title string
	Questions []answered
}

// answered is a question with its answer, and where to read more.
type answered struct {
	ID, Question string
	Answer       []string // paragraphs
	More         *page.Link
}

func more(label, address string) *page.Link { return &page.Link{Label: label, Address: address} }

// themes is every question answered, in the order of the page. An ID is part of an address: it stays.
var themes = []theme{
	{"label", "Le label", []answered{
		{"gratuit", "Est-ce vraiment gratuit ?", []string{"Oui. Candidater ne coûte rien, et ne demande d’adhérer à aucune association ni d’acheter quoi que ce soit."}, nil},
		{"pour-qui", "Qui peut candidater ?", []string{"Les collectivités et organismes publics territoriaux, en métropole et outre-mer : communes, intercommunalités, départements, régions, syndicats, opérateurs publics de services numériques, centres de gestion, établissements publics, associations de collectivités."}, nil},
		{"petite-commune", "Notre commune est toute petite. A-t-elle sa place ?", []string{"Oui. Les poids tiennent compte de la nature et de la taille du territoire, et ce qui ne vous concerne pas (pas d’école, pas de site…) sort du calcul au lieu de compter zéro."}, nil},
		{"debut", "Nous débutons. Est-ce trop tôt ?", []string{"Non. Le premier niveau salue un premier élan, et l’avis du jury aide à choisir la suite. Si la candidature n’obtient pas de label, personne d’autre que vous et le jury ne le saura."}, more("Ce que veulent dire les niveaux", "/label#levels")},
		{"tous-les-domaines", "Faut-il agir dans tous les domaines ?", []string{"Non. Il n’est pas nécessaire d’être actif partout ; mais plus vous remplissez de critères, plus le niveau est élevé."}, nil},
	}},
	{"candidater", "Candidater", []answered{
		{"qui-remplit", "Qui remplit le dossier ?", []string{"La collectivité désigne deux personnes : une personne élue, qui se porte garante, et une personne technique, qui suit le dossier. Elles invitent les collègues qu’elles veulent, et tous peuvent répondre en même temps."}, nil},
		{"lire-avant", "Peut-on lire les questions avant de commencer ?", []string{"Oui, sans compte. La page des critères donne chaque question, ce que vaut chaque réponse et ce que demande chaque niveau ; elle s’imprime."}, more("Lire les critères", "/label/criteres")},
		{"modifier", "Peut-on modifier une candidature déposée ?", []string{"Oui, jusqu’à la clôture, et la déposer de nouveau autant de fois qu’il le faut : le jury lit le dernier dépôt. Un brouillon qui n’a jamais été déposé n’est pas lu."}, nil},
		{"prevu", "Comment dire ce qui n’est pas encore fait ?", []string{"Répondez « prévu », avec une date. Cela ne rapporte pas de points, mais le jury le lit, et votre plan de progrès en tient compte."}, nil},
		{"justificatifs", "Faut-il des justificatifs ?", []string{"Un lien ou un document appuie une réponse, et le jury voit ce qui est déclaré et ce qui est montré. Les documents sont demandés dans un format ouvert ; ils ne sont jamais publiés."}, nil},
		{"prestataire", "Un prestataire peut-il candidater à notre place ?", []string{"La candidature est celle de la collectivité : ce sont ses deux représentants qui la portent. Elle peut inviter dans son équipe qui elle veut pour l’aider à répondre."}, nil},
	}},
	{"jury", "Le jury et le niveau", []answered{
		{"qui-juge", "Qui décide du niveau ?", []string{"Un jury de professionnels du libre et des collectivités. Le programme calcule une note et la motive point par point ; le jury lit, peut ajuster en disant pourquoi, et décide. Qui est dans l’équipe d’un territoire ne le juge pas."}, nil},
		{"baisse", "Notre niveau peut-il baisser d’une année à l’autre ?", []string{"Oui : le questionnaire change et devient plus exigeant. Chaque label porte son année, et ceux d’avant restent sur votre page."}, nil},
		{"contester", "Comment comprendre une décision ?", []string{"Vous recevez l’avis du jury et le détail de vos points, avec la raison de chacun, ce qui manque pour le niveau suivant, et de quoi refaire le calcul vous-même."}, nil},
		{"imites", "Les questionnaires de ce site sont-ils ceux des éditions passées ?", []string{"Non. Les questions, les points et les seuils des éditions d’avant ce site ne sont pas publics. Ceux que ce site propose ont été écrits pour lui, d’après les critères publiés, et le disent."}, nil},
	}},
	{"public", "Ce qui est public", []answered{
		{"sans-label", "Saura-t-on que nous avons candidaté ?", []string{"Seulement si vous obtenez un label. Une candidature sans label n’apparaît nulle part, pas même dans un total."}, nil},
		{"noms", "Quels noms sont publiés ?", []string{"Celui de la personne élue, avec sa fonction, si elle l’a accepté. Aucun autre."}, more("Données personnelles", "/donnees-personnelles")},
		{"verifier", "Comment vérifier un certificat ?", []string{"Par le numéro qu’il porte, ou le code que l’on photographie. La page dit si le label est en vigueur ou s’il a été retiré."}, more("Vérifier un certificat", "/v")},
		{"reutiliser", "Peut-on reprendre les résultats ?", []string{"Oui, sous Licence Ouverte 2.0 : citez le label et la date. Un flux annonce les nouveaux résultats."}, more("Suivre les nouveaux labels", page.FeedPath)},
	}},
}

type questionsView struct {
	Themes   []theme
	Contents page.Contents
}

func (s Site) questions(c echo.Context) error {
	v := questionsView{Themes: themes, Contents: page.Contents{Label: "Thèmes"}}
	for _, t := range themes {
		v.Contents.Entries = append(v.Contents.Entries, page.ContentsEntry{Title: t.Title, Address: "#" + t.ID, Detail: page.Counted(len(t.Questions), "question", "questions")})
	}
	return s.show(c, "questions", page.View{
		Title: "Questions et réponses", Section: page.SectionLabel, Canonical: "/questions", Body: v,
		Description: "Ce que l’on demande le plus souvent sur le label : qui peut candidater, comment le jury décide, ce qui est public.",
		Schema:      faqSchema(themes),
	})
}

// faqSchema says the same to search engines.
func faqSchema(themes []theme) thing {
	var all []thing
	for _, t := range themes {
		for _, q := range t.Questions {
			all = append(all, thing{"@type": "Question", "name": typography.French(q.Question),
				"acceptedAnswer": thing{"@type": "Answer", "text": typography.French(strings.Join(q.Answer, "\n"))}})
		}
	}
	return schema("FAQPage", thing{"inLanguage": "fr", "mainEntity": all})
}
