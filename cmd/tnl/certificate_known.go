package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"tnl/app/award"
	"tnl/app/credential"
	"tnl/app/signature"
)

// know gathers what is known beside the file: what was given, then what the label's site says.
func (v *verifying) know(ctx context.Context, file credential.File) (credential.Known, error) {
	known := credential.Known{Site: strings.TrimRight(v.site, "/")}
	site, err := newSite(known.Site)
	if err != nil {
		return known, err
	}
	document, err := v.text(ctx, v.keys, site, "/.well-known/did.json")
	if err != nil {
		return known, err
	}
	if document == nil {
		if v.status != "" {
			return known, errors.New("--status: a list is believed by its signature, which --keys verifies")
		}
		return known, nil
	}
	keys, err := credential.ReadDocument(document)
	if err != nil {
		return known, err
	}
	if did, err := credential.DID(known.Site); site != nil && (err != nil || did != keys.ID) {
		return known, fmt.Errorf("les clés sont celles de %.200s, et non de %s", keys.ID, known.Site)
	}
	known.Keys = &keys
	if err := v.signed(ctx, file, site, &known.Page); err != nil {
		return known, err
	}
	if known.Withdrawal, err = v.withdrawal(ctx, file, site, keys); err != nil {
		return known, err
	}
	if site != nil {
		err = site.know(ctx, file, &known)
	}
	return known, err
}

// signed looks for the label's digital signature on a PDF; it does nothing without its certificates.
func (v *verifying) signed(ctx context.Context, file credential.File, s *site, page *credential.Page) error {
	if file.Kind != credential.PDF {
		return nil
	}
	var text []byte
	var err error
	if v.certificates != "" {
		text, err = readLimited(v.certificates, credential.MaxFile)
	} else if s != nil {
		text, err = s.get(ctx, "/label/signature/certificats.pem")
	}
	if err != nil || len(text) == 0 {
		return err
	}
	own, err := award.Certificates(text)
	if err != nil {
		return fmt.Errorf("read the certificates: %w", err)
	}
	roots := x509.NewCertPool()
	for _, c := range own {
		roots.AddCert(c)
	}
	found, err := signature.Verify(file.Content, roots)
	if errors.Is(err, signature.ErrNotPDF) { // something stands before it: it is no file of ours, signed or not
		return nil
	}
	if err == nil {
		page.SetSignature(found, func(c *x509.Certificate) bool { return slices.ContainsFunc(own, c.Equal) })
	}
	return err
}

// text reads what is named, or fetches it from the site; nil when there is neither.
func (v *verifying) text(ctx context.Context, name string, s *site, path string) ([]byte, error) {
	if name != "" {
		return readLimited(name, credential.MaxSize)
	}
	if s == nil {
		return nil, nil
	}
	content, err := s.get(ctx, path)
	if err == nil && content == nil {
		err = fmt.Errorf("%s%s n’existe pas : est-ce bien l’adresse du label ?", s.address, path)
	}
	return content, err
}

// withdrawal looks the file's credential up in the list; nil when there is no list, or no credential to look up.
func (v *verifying) withdrawal(ctx context.Context, file credential.File, s *site, keys credential.Document) (*credential.Withdrawal, error) {
	if len(file.Credentials) != 1 {
		return nil, nil
	}
	c, err := credential.Read(file.Credentials[0])
	if err != nil || c.Issuer.ID != keys.ID {
		return nil, nil // told by the checks
	}
	content, err := v.text(ctx, v.status, s, award.StatusListPath)
	if err != nil || content == nil {
		return nil, err
	}
	list, err := credential.ReadStatusList(content, keys)
	if err != nil {
		return nil, err
	}
	withdrawn, err := list.Withdrawn(c.Status)
	return &credential.Withdrawal{Withdrawn: withdrawn}, err
}

// site is the label as it is reached by the network.
type site struct {
	address string
	client  *http.Client
}

// newSite gives nil for no address.
func newSite(address string) (*site, error) {
	if address == "" {
		return nil, nil
	}
	if u, err := url.Parse(address); err != nil || u.Host == "" || u.Path != "" || u.Scheme != "https" && u.Scheme != "http" {
		return nil, fmt.Errorf("--site %q: expected an address such as https://label.example.org", address)
	}
	return &site{address: address, client: &http.Client{
		Timeout: 20 * time.Second,
		// What another host answers would be believed as the label's.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// get fetches a path of the site, nil when it does not exist.
func (s *site) get(ctx context.Context, path string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.address+path, nil)
	if err != nil {
		return nil, err
	}
	answer, err := s.client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("ask the label: %w", err)
	}
	defer answer.Body.Close()
	switch answer.StatusCode {
	case http.StatusNotFound:
		return nil, nil
	case http.StatusOK:
	default:
		return nil, fmt.Errorf("ask the label: %s%s answers %s", s.address, path, answer.Status)
	}
	content, err := io.ReadAll(io.LimitReader(answer.Body, credential.MaxFile+1))
	if err == nil && len(content) > credential.MaxFile {
		err = fmt.Errorf("%s%s is too large", s.address, path)
	}
	return content, err
}

// know asks the site what it issued under the file's number, and what became of it.
func (s *site) know(ctx context.Context, file credential.File, known *credential.Known) error {
	known.Asked = true
	if file.Number == "" {
		return nil
	}
	page := award.CertificatePath(url.PathEscape(file.Number))
	issued, err := s.get(ctx, page+"/attestation.json")
	if err != nil || issued == nil {
		return err
	}
	known.Issued = [][]byte{issued}
	standing, err := s.get(ctx, page+"/etat.json")
	if err != nil {
		return err
	}
	var told struct {
		WithdrawnAt *time.Time `json:"withdrawn_at"`
		Reason      string     `json:"reason"`
		LaterNumber string     `json:"later_number"`
		LaterYear   int        `json:"later_year"`
	}
	if err := json.Unmarshal(standing, &told); err != nil {
		return fmt.Errorf("read %s%s/etat.json: %w", s.address, page, err)
	}
	known.Succession = &credential.Succession{Number: told.LaterNumber, Year: told.LaterYear}
	if told.WithdrawnAt != nil {
		known.Withdrawal = &credential.Withdrawal{Withdrawn: true, At: *told.WithdrawnAt, Reason: told.Reason}
		return nil // its PDF is given no more
	}
	if file.Kind == credential.PDF {
		known.Page.Likeness, err = s.likeness(ctx, file, page)
	}
	return err
}

// likeness compares a PDF with those that the site gives.
func (s *site) likeness(ctx context.Context, file credential.File, page string) (credential.Likeness, error) {
	found := credential.Unlike
	for _, path := range []string{page + ".pdf", page + "/portrait.pdf"} {
		given, err := s.get(ctx, path)
		switch {
		case err != nil:
			return credential.NotCompared, err
		case given != nil && bytes.Equal(given, file.Content):
			return credential.Same, nil
		case given != nil && bytes.HasPrefix(file.Content, given):
			found = credential.Extended
		}
	}
	return found, nil
}
