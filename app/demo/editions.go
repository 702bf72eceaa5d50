package demo

import (
	"context"
	"math"
	"strings"
	"time"

	"tnl/app/deliberation"
	"tnl/app/edition"
)

const all = math.MaxInt

// verdict is what the imaginary jury made of one candidacy.
type verdict struct {
	file     string
	level    int
	opinion  string
	mentions []string
	// adjustments are the points that the jury retained in place of the engine's.
	adjustments []deliberation.TypedAdjustment
}

// publishedEdition is an edition of the past that went all the way.
func (l *loading) publishedEdition(ctx context.Context, year int) error {
	verdicts := []verdict{
		{"linux-town", 5, "Des postes presque tous sous Linux, des logiciels publiés et partagés, des données tenues à jour : une politique complète, portée depuis longtemps. Pour continuer, racontez-la à celles qui commencent.", []string{"pooling"},
			[]deliberation.TypedAdjustment{{Question: "accessibilite-declaration", Points: "2", Reason: "La déclaration publiée a plus de trois ans : elle est à refaire."}}},
		{"metropolis-no-data", 4, "Une stratégie votée, des contributions régulières et un parc largement libre. L’ouverture des données reste à entreprendre : c’est elle qui vous ferait atteindre le plus haut niveau.", nil, nil},
		{"libre-village", 3, "Presque tous les postes sont libres dans un village de quelques centaines d’habitants. Inscrivez ce choix dans une délibération, et partagez votre expérience avec vos voisines.", []string{"first-candidacy"}, nil},
		{"migrating-town-before", 2, "La migration est bien engagée, et le calcul vous place au niveau 3. Pour le décerner, le jury attend ce que vous annoncez : une stratégie votée et de premiers jeux de données. Donnez-leur un calendrier.", nil,
			[]deliberation.TypedAdjustment{{Question: "serveurs", Points: "2,4", Reason: "Les serveurs loués, qui ne sont pas libres, n’étaient pas comptés dans la part annoncée."}}},
	}
	e, err := l.judged(ctx, year, verdicts)
	if err != nil {
		return err
	}
	l.clock = day(year, time.December, 4, 11, 0)
	return l.Awards.Publish(ctx, l.people["claude"], e.ID)
}

// judged opens an edition, submits the candidacies, closes it and decides each.
func (l *loading) judged(ctx context.Context, year int, verdicts []verdict) (edition.Edition, error) {
	var files []string
	for _, v := range verdicts {
		files = append(files, v.file)
	}
	e, ids, err := l.submitted(ctx, year, files)
	if err != nil {
		return e, err
	}
	for i, v := range verdicts {
		l.clock = day(year, time.November, 15, 14, 5*i)
		if err := l.review(ctx, "alix", ids[i], v.level, "Dossier clair, réponses cohérentes avec les justificatifs.", v.adjustments...); err != nil {
			return e, err
		}
		err := l.Deliberations.Decide(ctx, l.people["claude"], ids[i], deliberation.Input{
			Level: v.level, Reason: "Décision unanime du jury, au vu des points et des justificatifs.", Opinion: v.opinion, Mentions: v.mentions,
			Adjustments: v.adjustments,
		}, 0)
		if err != nil {
			return e, err
		}
	}
	return e, nil
}

// submitted opens an edition in the autumn of year, submits the candidacies of files and closes it.
func (l *loading) submitted(ctx context.Context, year int, files []string) (edition.Edition, []string, error) {
	opens, closes := day(year, time.September, 19, 8, 0), day(year, time.October, 20, 0, 0)
	l.clock = opens
	e, err := l.create(ctx, year, opens, closes)
	if err != nil {
		return e, nil, err
	}
	var ids []string
	for i, file := range files {
		l.clock = opens.Add(time.Duration(i+1) * 26 * time.Hour)
		person := "sacha"
		if strings.HasPrefix(file, "migrating-town") { // Valbrune, from one year to the next
			person = "camille"
		}
		id, err := l.apply(ctx, e, person, file, all)
		if err != nil {
			return e, nil, err
		}
		if err := l.submit(ctx, person, id, file == "linux-town"); err != nil {
			return e, nil, err
		}
		ids = append(ids, id)
	}
	l.clock = closes
	return e, ids, l.Candidacies.CloseDue(ctx)
}

// review has a juror adjust points, propose a level and hand the review in.
func (l *loading) review(ctx context.Context, juror, id string, level int, remarks string, adjustments ...deliberation.TypedAdjustment) error {
	for revision, a := range adjustments {
		if err := l.Jury.Adjust(ctx, l.people[juror], id, a.Question, a.Points, a.Reason, revision); err != nil {
			return err
		}
	}
	if err := l.Jury.SaveProposal(ctx, l.people[juror], id, &level, remarks, len(adjustments)); err != nil {
		return err
	}
	return l.Jury.Submit(ctx, l.people[juror], id, len(adjustments)+1)
}

// editionUnderReview is an edition that the jury is reading: one juror has begun, the other has everything to do.
func (l *loading) editionUnderReview(ctx context.Context, year int) error {
	_, ids, err := l.submitted(ctx, year, []string{"village", "migrating-town", "syndicat", "libre-village"})
	if err != nil {
		return err
	}
	l.clock = day(year, time.November, 3, 20, 30)
	return l.review(ctx, "alix", ids[0], 1, "Un premier pas net : deux logiciels libres, employés chaque jour.",
		deliberation.TypedAdjustment{Question: "bureautique", Points: "6", Reason: "Un ordinateur partagé garde une autre suite bureautique : la part annoncée est un peu haute."})
}

// openEdition is the edition that runs now: a draft half filled, shared by two colleagues, and one submitted.
func (l *loading) openEdition(ctx context.Context, now time.Time, year int) error {
	local := now.AddDate(0, 0, 22)
	closes := day(local.Year(), local.Month(), local.Day(), 0, 0)
	l.clock = now.AddDate(0, 0, -20)
	e, err := l.create(ctx, year, l.clock, closes)
	if err != nil {
		return err
	}
	l.clock = now.AddDate(0, 0, -6)
	draft, err := l.apply(ctx, e, "camille", "migrating-town", 18)
	if err != nil {
		return err
	}
	if err := l.Candidacies.Invite(ctx, l.people["camille"], draft, l.people["sacha"].Email); err != nil {
		return err
	}
	if err := l.Candidacies.Join(ctx, l.people["sacha"], draft); err != nil {
		return err
	}
	l.clock = now.AddDate(0, 0, -3)
	sent, err := l.apply(ctx, e, "sacha", "syndicat", all)
	if err != nil {
		return err
	}
	return l.submit(ctx, "sacha", sent, false)
}
