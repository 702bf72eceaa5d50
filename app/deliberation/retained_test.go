package deliberation_test

import (
	"strings"
	"testing"

	"tnl/app/audit"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/deliberation"
	"tnl/app/exact"
	"tnl/app/fault"
	"tnl/app/jury/jurytest"
)

func typed(question, points, reason string) deliberation.TypedAdjustment {
	return deliberation.TypedAdjustment{Question: question, Points: points, Reason: reason}
}

func retaining(all ...deliberation.TypedAdjustment) deliberation.Input {
	in := input
	in.Adjustments = all
	return in
}

func TestRetainedAdjustmentsAreChecked(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha := deliberations(w), w.Secretariat("Sacha")
		id := w.Candidacy("05061")
		w.Close()
		for _, refused := range []struct {
			name   string
			typed  []deliberation.TypedAdjustment
			fields string
		}{
			{"above the maximum", []deliberation.TypedAdjustment{typed("enjeux", "2,01", "x")}, "enjeux.points"},
			{"below zero", []deliberation.TypedAdjustment{typed("enjeux", "-1", "x")}, "enjeux.points"},
			{"three decimals", []deliberation.TypedAdjustment{typed("enjeux", "0,125", "x")}, "enjeux.points"},
			{"no number", []deliberation.TypedAdjustment{typed("enjeux", "un", "x")}, "enjeux.points"},
			{"no reason", []deliberation.TypedAdjustment{typed("enjeux", "1", "")}, "enjeux.reason"},
			{"a reason alone", []deliberation.TypedAdjustment{typed("enjeux", "", "x")}, "enjeux.points"},
			{"a long reason", []deliberation.TypedAdjustment{typed("enjeux", "1", strings.Repeat("x", 2001))}, "enjeux.reason"},
			{"the engine's points", []deliberation.TypedAdjustment{typed("strategie-formalisee", "4", "x")}, "strategie-formalisee.points"},
			{"out of scope", []deliberation.TypedAdjustment{typed("accessibilite-declaration", "1", "x")}, "accessibilite-declaration.points"},
			{"a question of fact", []deliberation.TypedAdjustment{typed("site-public", "1", "x")}, "site-public.points"},
			{"no question", []deliberation.TypedAdjustment{typed("", "1", "x")}, "other_question"},
			{"an unknown question", []deliberation.TypedAdjustment{typed("nulle-part", "1", "x")}, "other_question"},
			{"twice", []deliberation.TypedAdjustment{typed("enjeux", "1", "x"), typed("enjeux", "0", "y")}, "other_question"},
			{"two at once", []deliberation.TypedAdjustment{typed("enjeux", "9", ""), typed("reseaux", "", "y")}, "enjeux.points enjeux.reason reseaux.points"},
		} {
			err := d.Decide(ctx, sacha, id, retaining(refused.typed...), 0)
			if !fault.Is(err, fault.Invalid) || strings.Join(fault.Fields(fault.As(err).Fields).Names(), " ") != refused.fields {
				t.Errorf("%s: %v %+v", refused.name, err, fault.As(err))
			}
		}
		check(t, d.Decide(ctx, sacha, id, retaining(
			typed("enjeux", "0,75", "Un seul enjeu est étayé."), typed("reseaux", "", "")), 0))
		dossier, err := d.Dossier(ctx, sacha, id)
		check(t, err)
		kept := dossier.Decision.Adjustments
		if len(kept) != 1 || kept["enjeux"].Points.Cmp(exact.Of(3, 4)) != 0 || kept["enjeux"].Reason != "Un seul enjeu est étayé." {
			t.Errorf("kept: %+v", kept)
		}
		if dossier.Decided().Total.Cmp(dossier.Score.Total) >= 0 {
			t.Errorf("the total is %s with the adjustment, %s without", dossier.Decided().Total, dossier.Score.Total)
		}
		lines, err := audit.History(db.Read(ctx), "candidacy/"+id+"/decision")
		check(t, err)
		if len(lines) != 1 || !strings.Contains(lines[0].After, `"enjeux":{"points":"0.75","reason":"Un seul enjeu est étayé."}`) {
			t.Errorf("audit: %+v", lines)
		}

		// A decision replaces the one before, its adjustments too.
		check(t, d.Decide(ctx, sacha, id, retaining(typed("plan-action", "1.5", "Vu en séance.")), 1))
		dossier, err = d.Dossier(ctx, sacha, id)
		check(t, err)
		if kept := dossier.Decision.Adjustments; len(kept) != 1 || kept["plan-action"].Points.Cmp(exact.Of(3, 2)) != 0 {
			t.Errorf("kept after a change: %+v", kept)
		}
		check(t, d.Reopen(ctx, sacha, id, 2))
		dossier, err = d.Dossier(ctx, sacha, id)
		check(t, err)
		if adjusted := dossier.Adjusted(); len(adjusted) != 1 || adjusted[0].ID != "plan-action" || dossier.Decided().Total.Cmp(dossier.Score.Total) <= 0 {
			t.Errorf("reopened: %v", adjusted)
		}
	})
}

// The jury's points are a suggestion where every review has the same, and while nothing was decided.
func TestPointsAreSuggestedWhereTheJuryAgrees(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		w := jurytest.New(t, db)
		d, sacha := deliberations(w), w.Secretariat("Sacha")
		ana, bob := w.Juror("Ana"), w.Juror("Bob")
		id := w.Candidacy("05061")
		w.Close()
		adjust := func(juror int, question, points, reason string, revision int) {
			t.Helper()
			who := ana
			if juror == 1 {
				who = bob
			}
			check(t, w.Jury.Adjust(ctx, who, id, question, points, reason, revision))
		}
		adjust(0, "enjeux", "1", "Un seul.", 0)
		adjust(0, "reseaux", "0", "Pas vu.", 1)
		adjust(0, "plan-action", "1", "Vu.", 2)
		adjust(1, "enjeux", "1.0", "Deux, c’est trop.", 0)
		adjust(1, "reseaux", "1", "Vu à moitié.", 1)
		handIn := func(juror int, revision int) {
			t.Helper()
			who, level := ana, 1
			if juror == 1 {
				who = bob
			}
			check(t, w.Jury.SaveProposal(ctx, who, id, &level, "", revision))
			check(t, w.Jury.Submit(ctx, who, id, revision+1))
		}
		suggested := func() string {
			t.Helper()
			dossier, err := d.Dossier(ctx, sacha, id)
			check(t, err)
			var out []string
			for _, q := range dossier.Adjusted() {
				text := q.ID
				if s, ok := dossier.Suggested(q); ok {
					text += "=" + s.Points + " " + strings.ReplaceAll(s.Reason, "\n", "/")
				}
				out = append(out, text)
			}
			return strings.Join(out, ", ")
		}
		if got := suggested(); got != "" {
			t.Errorf("before any review is handed in: %s", got)
		}
		handIn(0, 3)
		if got := suggested(); got != "enjeux=1 Un seul., plan-action=1 Vu., reseaux=0 Pas vu." {
			t.Errorf("one review: %s", got)
		}
		handIn(1, 2)
		if got := suggested(); got != "enjeux=1 Un seul./Deux, c’est trop., plan-action, reseaux" {
			t.Errorf("two reviews: %s", got)
		}
		check(t, d.Decide(ctx, sacha, id, input, 0))
		if got := suggested(); got != "enjeux, plan-action, reseaux" {
			t.Errorf("decided: %s", got)
		}
	})
}
