package api

import (
	"context"
	"strconv"
	"time"

	"tnl/app/award"
	"tnl/app/directory"
	"tnl/app/territory"
)

// Award is a label awarded to a territory.
type Award struct {
	Number     string      `json:"number" doc:"Numéro du certificat : l’année, un tiret et le rang." example:"2026-0012"`
	Status     string      `json:"status" enum:"standing,withdrawn" doc:"« standing » : en vigueur ; « withdrawn » : retiré depuis. Les listes ne donnent que les labels en vigueur." example:"standing"`
	Territory  Named       `json:"territory" doc:"À qui il a été décerné."`
	Edition    int         `json:"edition" doc:"Année de l’édition." example:"2026"`
	Level      Level       `json:"level" doc:"Niveau décerné."`
	Meaning    string      `json:"meaning,omitempty" doc:"Ce que ce niveau veut dire." example:"Le territoire fait du logiciel libre et des données ouvertes un choix affirmé."`
	Mentions   []Coded     `json:"mentions" nullable:"false" doc:"Mentions spéciales."`
	AwardedAt  time.Time   `json:"awarded_at" doc:"Date et heure de la publication du résultat, en temps universel (UTC)." example:"2026-11-19T10:00:00Z"`
	Carrier    string      `json:"carrier,omitempty" doc:"Qui a porté le dossier, avec sa fonction, si cette personne a accepté d’être nommée." example:"Dominique Martin, maire"`
	Opinion    string      `json:"opinion,omitempty" doc:"Avis du jury ; les paragraphes sont séparés par une ligne vide." example:"Une politique claire et suivie."`
	Axes       []Axis      `json:"axes,omitempty" nullable:"false" doc:"Note par axe ; absente des labels décernés avant ce site."`
	Source     string      `json:"source,omitempty" doc:"D’où l’on tient un label décerné avant ce site." example:"territoire-numerique-libre.org"`
	Withdrawal *Withdrawal `json:"withdrawal,omitempty" doc:"Quand et pourquoi il a été retiré."`
	Proof      *Proof      `json:"proof,omitempty" doc:"De quoi vérifier comment il a été calculé ; absent des labels décernés avant ce site."`
	Links      AwardLinks  `json:"links" doc:"Où en lire plus."`
}

// Named is the territory of an award, as it was called then.
type Named struct {
	ID   string `json:"id,omitempty" doc:"Identifiant du territoire ; absent quand le label est retiré." example:"grenoble-38185"`
	Name string `json:"name" doc:"Nom d’alors, tel que l’écrit le certificat." example:"Grenoble"`
	Kind *Coded `json:"kind,omitempty" doc:"Nature de l’organisme ; absente quand le label est retiré."`
}

// Axis is the score of one axis.
type Axis struct {
	ID       string   `json:"id" doc:"Identifiant de l’axe dans le questionnaire de l’édition." example:"donnees"`
	Title    string   `json:"title" doc:"Son titre." example:"Données ouvertes"`
	Percent  *float64 `json:"percent,omitempty" minimum:"0" maximum:"100" doc:"Part des points obtenus parmi ceux qui concernent le territoire, en pour cent, arrondie vers le bas au centième ; absente quand rien de l’axe ne le concerne." example:"62.5"`
	Excluded bool     `json:"excluded" doc:"Vrai quand rien de l’axe ne concerne le territoire." example:"false"`
}

// Withdrawal says that an award was taken back.
type Withdrawal struct {
	At     time.Time `json:"at" doc:"Date et heure du retrait, en temps universel (UTC)." example:"2027-02-01T09:00:00Z"`
	Reason string    `json:"reason" doc:"Motif." example:"Décerné par erreur."`
}

// Proof pins what an award was computed from.
type Proof struct {
	QuestionnaireHash string `json:"questionnaire_hash" pattern:"^[0-9a-f]{64}$" doc:"SHA-256 du fichier du questionnaire, en hexadécimal." example:"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"`
	AnswersHash       string `json:"answers_hash" doc:"SHA-256 salé des réponses déposées, en hexadécimal." example:"2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"`
}

// AwardLinks are the addresses of an award.
type AwardLinks struct {
	Self          string `json:"self" format:"uri" doc:"Le label dans cette API." example:"https://label.example.org/api/v1/awards/2026-0012"`
	Page          string `json:"page" format:"uri" doc:"Page du certificat." example:"https://label.example.org/certificats/2026-0012"`
	Verification  string `json:"verification" format:"uri" doc:"Adresse courte, imprimée sur le certificat, qui dit s’il est authentique." example:"https://label.example.org/v/2026-0012"`
	Edition       string `json:"edition" format:"uri" doc:"L’édition dans cette API." example:"https://label.example.org/api/v1/editions/2026"`
	Territory     string `json:"territory,omitempty" format:"uri" doc:"Le territoire dans cette API ; absent quand le label est retiré." example:"https://label.example.org/api/v1/territories/grenoble-38185"`
	Certificate   string `json:"certificate_pdf,omitempty" format:"uri" doc:"Certificat en PDF ; absent d’un label retiré, ou décerné avant ce site." example:"https://label.example.org/certificats/2026-0012.pdf"`
	Credential    string `json:"credential,omitempty" format:"uri" doc:"Attestation signée (Open Badges 3.0, JSON), qu’un programme vérifie ; absente d’un label retiré, ou décerné avant ce site." example:"https://label.example.org/certificats/2026-0012/attestation.json"`
	File          string `json:"file,omitempty" format:"uri" doc:"Dossier (JSON) qui permet de recalculer la note, quand l’édition et le territoire publient les réponses." example:"https://label.example.org/certificats/2026-0012/dossier.json"`
	Answers       string `json:"answers,omitempty" format:"uri" doc:"Page des réponses et de leurs points, dans le même cas." example:"https://label.example.org/certificats/2026-0012/reponses"`
	Questionnaire string `json:"questionnaire,omitempty" format:"uri" doc:"Fichier (YAML) du questionnaire qui a servi." example:"https://label.example.org/questionnaires/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.yaml"`
}

// AwardsInput is what the list of awards takes.
type AwardsInput struct {
	Filters
	Sort string `query:"sort" enum:"latest,oldest" default:"latest" doc:"Ordre des numéros : « latest », du dernier au premier ; « oldest », du premier au dernier." example:"oldest"`
	Paging
}

// AwardInput names an award.
type AwardInput struct {
	Number string `path:"number" maxLength:"40" doc:"Numéro du certificat." example:"2026-0012"`
}

// AwardOutput is an award.
type AwardOutput struct{ Body Award }

func (a *API) awards(ctx context.Context, in *AwardsInput) (*ListOutput[Award], error) {
	q, err := a.query(ctx, in.Filters)
	if err != nil {
		return nil, err
	}
	mark, err := in.mark(ctx)
	if err != nil {
		return nil, err
	}
	slice, err := a.Directory.Awards(ctx, q, in.Sort == "oldest", mark, in.Limit)
	if err != nil {
		return nil, refusedMark(err)
	}
	return pageOf(ctx, a, slice, func(l directory.WalkedAward) Award { return a.readAward(l.Published, l.Territory.Kind) })
}

func (a *API) award(ctx context.Context, in *AwardInput) (*AwardOutput, error) {
	found, err := a.Awards.ByNumber(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	if found.Withdrawn() {
		return &AwardOutput{a.readAward(found, "")}, nil
	}
	p, err := a.Directory.Territory(ctx, found.TerritorySlug)
	if err != nil {
		return nil, err
	}
	return &AwardOutput{a.readAward(found, p.Territory.Kind)}, nil
}

// readAward says of an award what the pages of its certificate and of its territory say; of one that was withdrawn,
// what its certificate's says.
func (a *API) readAward(p award.Published, kind territory.Kind) Award {
	out := Award{
		Number: p.Number, Status: "standing", Territory: Named{Name: p.TerritoryName}, Edition: p.Year, Level: levelOf(directory.LevelOf(p.Award)),
		Meaning: p.LevelMeaning, Mentions: mentionsOf(p.Mentions), AwardedAt: instant(p.AwardedAt), Source: p.Source, Links: a.awardLinks(p),
	}
	if !p.Imported() {
		out.Proof = &Proof{QuestionnaireHash: *p.QuestionnaireHash, AnswersHash: p.AnswersHash}
	}
	if p.Withdrawn() {
		out.Status, out.Withdrawal = "withdrawn", &Withdrawal{At: instant(*p.WithdrawnAt), Reason: p.WithdrawalReason}
		return out
	}
	code := kindOf(kind)
	out.Territory.ID, out.Territory.Kind = p.TerritorySlug, &code
	out.Carrier, out.Opinion = p.Carrier, p.Opinion
	for _, axis := range p.Axes {
		one := Axis{ID: axis.ID, Title: axis.Title, Excluded: axis.Excluded}
		if !axis.Excluded {
			share := percentage(axis.Share)
			one.Percent = &share
		}
		out.Axes = append(out.Axes, one)
	}
	return out
}

func (a *API) awardLinks(p award.Published) AwardLinks {
	links := AwardLinks{
		Self: a.awardAddress(p.Number), Page: a.BaseURL + award.CertificatePath(p.Number), Verification: a.BaseURL + award.VerificationPath(p.Number),
		Edition: a.editionAddress(p.Year),
	}
	if !p.Imported() {
		links.Questionnaire = a.BaseURL + award.QuestionnairePath(*p.QuestionnaireHash)
	}
	if p.Withdrawn() {
		return links
	}
	links.Territory = a.territoryAddress(p.TerritorySlug)
	if !p.Imported() {
		links.Certificate, links.Credential = links.Page+".pdf", a.BaseURL+award.AttestationPath(p.Number)
	}
	if p.Readable() {
		links.File, links.Answers = a.BaseURL+award.FilePath(p.Number), a.BaseURL+award.AnswersPath(p.Number)
	}
	return links
}

func (a *API) awardAddress(number string) string { return a.BaseURL + Root + "/awards/" + number }

func (a *API) editionAddress(year int) string {
	return a.BaseURL + Root + "/editions/" + strconv.Itoa(year)
}
