package public_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tnl/app/credential"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/page/pagetest"
)

// give sends a file to be verified.
func (s *site) give(name string, content []byte) *httptest.ResponseRecorder {
	s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("fichier", name)
	must(s.t, err)
	_, err = part.Write(content)
	must(s.t, err)
	must(s.t, form.Close())
	request := httptest.NewRequest(http.MethodPost, "/verifier", &body)
	request.Header.Set("Content-Type", form.FormDataContentType())
	recorder := httptest.NewRecorder()
	s.echo.ServeHTTP(recorder, request)
	return recorder
}

func TestVerifier(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		pagetest.Check(t, s.page("/verifier"), pagetest.Has("h1", "Vérifier un fichier"), pagetest.Attribute("form[data-drop]", "enctype", "multipart/form-data"), pagetest.Absent("table"))
		pdf := s.get("/certificats/2026-0002.pdf").Body.Bytes()
		json := s.get("/certificats/2026-0002/attestation.json").Body.Bytes()
		for name, content := range map[string][]byte{"certificat.pdf": pdf, "attestation.json": json} {
			pagetest.Check(t, s.give(name, content).Body.String(), pagetest.Has("h1", "Ce fichier est authentique"), pagetest.Has(".notice--success", "en vigueur"),
				pagetest.Has(".facts", "Lyon"), pagetest.Attribute("main .button[href]", "href", "/certificats/2026-0002"))
		}
		forged := bytes.Replace(json, []byte(`"value": "4"`), []byte(`"value": "5"`), 1)
		pagetest.Check(t, s.give("attestation.json", forged).Body.String(), pagetest.Has("h1", "n’est pas celui que nous avons délivré"), pagetest.Has(".definitions dt", "Niveau"), pagetest.Has(".facts", "Niveau 4"))
		pagetest.Check(t, s.give("certificat.pdf", append(bytes.Clone(pdf), ' ')).Body.String(), pagetest.Has("h1", "n’est pas celui que nous avons délivré"), pagetest.Has("table", "des octets ont été ajoutés"))
		pagetest.Check(t, s.give("a.txt", []byte("<script>")).Body.String(), pagetest.Has("h1", "ni un certificat, ni une attestation"), pagetest.Absent(".facts"))
		pagetest.Check(t, s.give("vide.pdf", nil).Body.String(), pagetest.Has("table", "il est vide"))
		for name, content := range map[string][]byte{"": nil, "gros.pdf": make([]byte, credential.MaxFile+1)} {
			if refused := s.give(name, content); refused.Code != http.StatusUnprocessableEntity || !strings.Contains(refused.Body.String(), "aria-invalid") {
				t.Errorf("%q gives %d", name, refused.Code)
			}
		}
		must(t, s.stage.Awards.Withdraw(ctx, s.stage.Secretary, "2026-0002", "Erreur."))
		pagetest.Check(t, s.give("certificat.pdf", pdf).Body.String(), pagetest.Has("h1", "Ce label a été retiré"), pagetest.Has(".notice--warning", "plus valable"))
	})
}

func TestAddressesForVerifiers(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := open(t, published(t, db))
		for path, media := range map[string]string{
			"/.well-known/did.json": "application/did+ld+json", "/attestations/retraits": "application/vc+ld+json",
			"/certificats/2026-0002/attestation.json": "application/vc+ld+json", "/certificats/2026-0002/etat.json": "application/json",
		} {
			got := s.get(path)
			h := got.Header()
			if got.Code != http.StatusOK || !strings.HasPrefix(h.Get("Content-Type"), media) || h.Get("Access-Control-Allow-Origin") != "*" || h.Get("ETag") == "" || h.Get("Cache-Control") != "public, no-cache" {
				t.Errorf("%s: %d %v", path, got.Code, h)
			}
			if again := s.get(path, "If-None-Match", h.Get("ETag")); again.Code != http.StatusNotModified {
				t.Errorf("%s again: %d", path, again.Code)
			}
		}
		before := s.get("/attestations/retraits").Header().Get("ETag")
		must(t, s.stage.Awards.Withdraw(ctx, s.stage.Secretary, "2026-0002", "Erreur."))
		after := s.get("/attestations/retraits", "If-None-Match", before)
		keys, err := s.stage.Keys.Document(ctx)
		must(t, err)
		list, err := credential.ReadStatusList(after.Body.Bytes(), keys)
		must(t, err)
		c, err := credential.Read(s.get("/certificats/2026-0002/attestation.json").Body.Bytes())
		must(t, err)
		if withdrawn, err := list.Withdrawn(c.Status); err != nil || !withdrawn {
			t.Errorf("the list tells %v, %v", withdrawn, err)
		}
		if state := s.get("/certificats/2026-0002/etat.json").Body.String(); !strings.Contains(state, `"state": "withdrawn"`) || !strings.Contains(state, "Erreur.") {
			t.Errorf("its state: %s", state)
		}
		for _, number := range []string{"2021-0001", "2026-0099", "x"} {
			if code := s.get("/certificats/" + number + "/attestation.json").Code; code != http.StatusNotFound {
				t.Errorf("%s gives %d", number, code)
			}
		}
	})
}
