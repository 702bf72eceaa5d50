package public

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/calendar"
	"tnl/app/fault"
	"tnl/app/web/page"
)

// longestNumber is the most that is kept of a number as it was typed.
const longestNumber = 40

// verificationView tells whether a number is that of an award.
type verificationView struct {
	Field page.Field
	// Typed is the number asked for, empty on the form alone.
	Typed string
	// Found is the award, nil when no award has the number.
	Found *certificateView
	Facts []page.Fact
}

func (s Site) verification(c echo.Context) error {
	typed := cleanText(c.QueryParam("numero"), longestNumber)
	if typed != "" {
		return c.Redirect(http.StatusFound, "/v/"+url.PathEscape(award.CleanNumber(typed)))
	}
	return s.show(c, "verify", page.View{
		Title: "Vérifier un certificat", Section: page.SectionDirectory, Canonical: s.BaseURL + "/v", Body: verificationView{Field: numberField("")},
		Description: "Tapez le numéro d’un certificat du label pour savoir s’il est authentique.",
	})
}

func numberField(value string) page.Field {
	return page.Field{
		Type: "text", Name: "numero", Label: "Numéro du certificat", Help: "L’année, un tiret et le rang, comme 2026-0012.", Value: value,
		Autocomplete: "off", MaxLength: longestNumber, Required: true,
	}
}

func (s Site) verify(c echo.Context) error {
	typed := cleanText(c.Param("number"), longestNumber)
	found, err := s.readCertificate(c, typed)
	if fault.Is(err, fault.NotFound) {
		return s.Pages.Show(c, http.StatusNotFound, "public/verify", page.View{
			Title: "Numéro inconnu", Section: page.SectionDirectory, Private: true,
			Body: verificationView{Field: numberField(typed), Typed: typed},
		})
	}
	if err != nil {
		return err
	}
	v := verificationView{Field: numberField(""), Typed: found.Number, Found: &found, Facts: certificateFacts(found)}
	title := "Certificat authentique, " + found.Number
	if found.Withdrawn != nil {
		title = "Label retiré, " + found.Number
	}
	return s.show(c, "verify", page.View{Title: title, Section: page.SectionDirectory, Private: true, Body: v})
}

func certificateFacts(v certificateView) []page.Fact {
	facts := []page.Fact{{Term: "Territoire", Detail: v.Territory}}
	if v.Address != "" {
		facts[0].Link = &page.Link{Address: v.Address}
	}
	facts = append(facts,
		page.Fact{Term: "Niveau", Detail: v.Level},
		page.Fact{Term: "Édition", Detail: v.Edition, Link: &page.Link{Address: v.EditionPage}},
		page.Fact{Term: "Décerné le", Detail: calendar.Date(v.AwardedAt)},
	)
	return facts
}
