package web_test

import (
	"html"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/questionnaire/questionnairetest"
)

var ofSeveralFields = questionnairetest.Text(
	"id: outils\ntype: matrix\nlabel: Outils\nhelp: A\noptions: [{id: libre, label: Libre, points: 2}, {id: non, label: Non libre}]\nrows: [{id: bureau, label: Bureautique}, {id: comment, label: Notes}]",
	"id: logiciels\ntype: group\nlabel: Logiciels\nhelp: A\nitem: logiciel\npoints_per_item: 1\nfields: [{id: name, label: Nom, type: short_text, required: true}, {id: share, label: Part, type: percentage}, {id: kind, label: Genre, type: choice, options: [{id: a, label: A}, {id: b, label: B}]}]",
	"id: jour\ntype: date\nlabel: Jour\nhelp: A\npoints: 1\nweights: [{when: {kind: commune}, weight: 2.5}, {weight: 1}]", "id: page\ntype: link\nlabel: Page\nhelp: A\npoints: 1",
	"id: part\ntype: relative\nlabel: Part\nhelp: A\nrelative_to: population\nbands: [{from: 1, points: 1}]",
)

// A question of several fields is filled, corrected and kept by the plain form, as without any script.
func TestQuestionsOfSeveralFieldsWorkAsAPlainForm(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		v := openVisit(t, db, ofSeveralFields)
		visit := func(form url.Values, status int) string {
			method := http.MethodGet
			if form != nil {
				method = http.MethodPost
			}
			return html.UnescapeString(v.do(t, method, v.axis, form, status).Body.String())
		}
		has(t, visit(nil, http.StatusOK), `name="logiciels.1.name"`, `name="outils.row.comment"`, `type="date" id="jour"`, "comptent ×\u00a02,5.")
		form := url.Values{
			"outils.revision": {"0"}, "outils.row.comment": {"libre"}, "logiciels.revision": {"0"}, "logiciels.0.name": {""}, "logiciels.1.name": {"LibreOffice"},
			"logiciels.1.share": {"beaucoup"}, "logiciels.1.kind": {"b"}, "jour.revision": {"0"}, "jour": {"31/12/2021"}, "stay": {"1"},
		}
		has(t, visit(form, http.StatusUnprocessableEntity), `href="#logiciels.1.share"`, `id="logiciels.1.share-error"`, `value="beaucoup"`, `value="LibreOffice"`, `<option value="b" selected>`)
		form.Set("logiciels.1.share", "62,5")
		form.Set("outils.revision", "1")
		form.Set("jour.revision", "1")
		visit(form, http.StatusSeeOther)
		page := visit(nil, http.StatusOK)
		has(t, page, `name="logiciels.0.name" value="LibreOffice"`, `name="logiciels.0.share" value="62,5"`, `name="logiciels.2.name" value=""`, `value="2021-12-31"`, `value="libre" checked`)
		if strings.Contains(page, "logiciels.3.name") {
			t.Error("more than two empty rows")
		}
	})
}

func has(t *testing.T, page string, wanted ...string) {
	t.Helper()
	for _, text := range wanted {
		if !strings.Contains(page, text) {
			t.Errorf("%s is missing", text)
		}
	}
}
