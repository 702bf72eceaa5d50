package public

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/award"
	"tnl/app/credential"
)

// credentialMedia is what Open Badges 3.0 calls a credential with its proof inside.
const credentialMedia = "application/vc+ld+json"

// attestation sends the credential of an award, byte for byte as it was signed.
func (s Site) attestation(c echo.Context) error {
	content, err := s.Awards.Attestation(c.Request().Context(), c.Param("number"))
	if err != nil {
		return err
	}
	return forVerifiers(c, credentialMedia, content)
}

// withdrawals sends the signed list that tells which credentials were withdrawn.
func (s Site) withdrawals(c echo.Context) error {
	content, err := s.Awards.StatusList(c.Request().Context())
	if err != nil {
		return err
	}
	return forVerifiers(c, credentialMedia, content)
}

// keys sends the public keys of the issuer, where did:web says to look for them.
func (s Site) keys(c echo.Context) error {
	document, err := s.Awards.Issuer.Document(c.Request().Context())
	if err != nil {
		return err
	}
	content, err := document.Encode()
	if err != nil {
		return err
	}
	return forVerifiers(c, "application/did+ld+json", content)
}

// standing is what became of an award, for programs.
type standing struct {
	Number      string           `json:"number"`
	State       credential.State `json:"state"` // current, superseded or withdrawn
	WithdrawnAt *time.Time       `json:"withdrawn_at,omitempty"`
	Reason      string           `json:"reason,omitempty"`
	LaterNumber string           `json:"later_number,omitempty"`
	LaterYear   int              `json:"later_year,omitempty"`
}

func (s Site) standing(c echo.Context) error {
	ctx := c.Request().Context()
	a, err := s.Awards.ByNumber(ctx, c.Param("number"))
	if err != nil {
		return err
	}
	later, err := s.Awards.Succession(ctx, a)
	if err != nil {
		return err
	}
	v := standing{Number: a.Number, State: credential.Current, WithdrawnAt: a.WithdrawnAt, Reason: a.WithdrawalReason, LaterNumber: later.Number, LaterYear: later.Year}
	switch {
	case a.Withdrawn():
		v.State = credential.Withdrawn
	case later.Number != "":
		v.State = credential.Superseded
	}
	readable(c)
	return c.JSONPretty(http.StatusOK, v, "  ")
}

func forVerifiers(c echo.Context, media string, content []byte) error {
	readable(c)
	return c.Blob(http.StatusOK, media, content)
}

// readable lets programs that run in the pages of other sites read an answer, which is the same for everybody.
func readable(c echo.Context) { c.Response().Header().Set(echo.HeaderAccessControlAllowOrigin, "*") }

// attestationRoutes lists the addresses that verifiers read.
func (s Site) attestationRoutes(group *echo.Group) {
	for path, handler := range map[string]echo.HandlerFunc{
		award.AttestationPath(":number"):                s.attestation,
		award.CertificatePath(":number") + "/etat.json": s.standing,
		award.StatusListPath:                            s.withdrawals,
		"/.well-known/did.json":                         s.keys,
	} {
		group.Match([]string{http.MethodGet, http.MethodHead}, path, handler, tagged)
	}
}
