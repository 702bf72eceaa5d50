package public

import (
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"tnl/app/fault"
	"tnl/app/signature"
	"tnl/app/web/page"
)

// Addresses of how signatures are verified, and of the certificates with which to do so.
const (
	signaturePath    = "/label/signature"
	certificatesPath = signaturePath + "/certificats.pem"
)

// signatureView explains how the signature of a certificate is verified.
type signatureView struct {
	Signs        bool // from now on
	Certificates string
	Signatories  []signatoryView
}

type signatoryView struct {
	Name, Issuer         string
	Since, From, Until   time.Time
	Fingerprint, Topmost string // SHA-256, of the certificate and of the one at the top
}

func (s Site) signature(c echo.Context) error {
	all, err := s.Awards.Signatories(c.Request().Context())
	if err != nil {
		return err
	}
	v := signatureView{Signs: s.Awards.Signs(), Certificates: certificatesPath}
	for _, one := range all {
		own, top := one.Chain[0], one.Chain[len(one.Chain)-1]
		v.Signatories = append(v.Signatories, signatoryView{
			Name: signature.Name(own), Issuer: signature.Name(top), Since: one.FirstUsedAt, From: own.NotBefore, Until: own.NotAfter,
			Fingerprint: spaced(one.Fingerprint), Topmost: spaced(hex.EncodeToString(signature.Digest(top))),
		})
	}
	return s.show(c, "signature", page.View{
		Title: "La signature des certificats", Section: page.SectionLabel, Canonical: s.BaseURL + signaturePath, Body: v,
		Description: "Comment vérifier la signature électronique d’un certificat du label, et avec quels certificats.",
	})
}

// spaced groups the digits of a fingerprint by four, so that a person can compare them.
func spaced(digits string) string {
	var groups []string
	for from := 0; from < len(digits); from += 4 {
		groups = append(groups, digits[from:min(from+4, len(digits))])
	}
	return strings.Join(groups, " ")
}

// signingCertificates sends every certificate with which the label signed, the latest first, each with those above it.
func (s Site) signingCertificates(c echo.Context) error {
	all, err := s.Awards.Signatories(c.Request().Context())
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return fault.New(fault.NotFound, "Aucun certificat du label n’a encore été signé.")
	}
	var text []byte
	for _, one := range all {
		text = append(text, signature.PEM(one.Chain)...)
	}
	c.Response().Header().Set("Content-Disposition", `attachment; filename="certificats.pem"`)
	return c.Blob(http.StatusOK, "application/x-pem-file", text)
}
