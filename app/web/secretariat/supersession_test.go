package secretariat_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tnl/app/account"
	"tnl/app/account/accounttest"
	"tnl/app/database"
	"tnl/app/database/databasetest"
	"tnl/app/web/jury/screenstest"
	"tnl/questionnaires"
)

const versions = "/secretariat/editions/2026/questionnaire"

// mended is the edition's questionnaire without one choice, and with a higher threshold.
func mended(t *testing.T) string {
	t.Helper()
	text, err := questionnaires.Files.ReadFile("tnl-2021.yaml")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.NewReplacer("          - id: suivie\n", "          - id: tenue\n", "total: 6\n", "total: 7\n").Replace(string(text))
	if changed == string(text) {
		t.Fatal("nothing changed")
	}
	return changed
}

// upload sends a file, as a browser does.
func upload(browser *screenstest.Browser, address, text string, fields url.Values) screenstest.Answer {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range fields {
		_ = w.WriteField(name, values[0])
	}
	part, _ := w.CreateFormFile("file", "le mien.yaml")
	_, _ = part.Write([]byte(text))
	_ = w.Close()
	return browser.Send(address, w.FormDataContentType(), body.String())
}

func TestAQuestionnaireIsMendedFromItsPage(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := site(t, db)
		s.Candidacy("05061")
		own := s.Secretariat("Élue et secrétariat")
		s.Submitted(own, "69123", `answers: {strategie-formalisee: suivie}`)
		s.Draft(accounttest.Person(t, db, "Brouillon"), "75056")
		sacha, concerned := s.As(s.Secretariat("Sacha")), s.As(own)

		sacha.Get(versions).Wants(t, http.StatusOK, "tnl-2021", "Tous les dépôts suivent la version actuelle.", "Gap", "À jour")
		sacha.Post(versions, url.Values{"text": {" "}}).Wants(t, http.StatusUnprocessableEntity, "<title>Erreur", "Choisissez un fichier, ou collez")
		broken := strings.Replace(mended(t), "scale:", "scal:", 1)
		upload(sacha, versions, broken, nil).Wants(t, http.StatusUnprocessableEntity, "2 fautes sont à corriger", "Ligne 1", "vouliez-vous `scale` ?", "id: tenue")
		upload(sacha, versions, strings.Repeat("x", 300<<10), nil).Wants(t, http.StatusUnprocessableEntity, "fichier trop gros")
		upload(sacha, versions, "\xff\x00", nil).Wants(t, http.StatusUnprocessableEntity, "est à corriger")

		sent := upload(sacha, versions, mended(t), nil)
		if sent.Status != http.StatusSeeOther || !strings.HasPrefix(sent.Location, versions+"/") {
			t.Fatalf("sent: %d to %q", sent.Status, sent.Location)
		}
		// The same text pasted, with the ends of lines that browsers send, is the same file.
		sacha.Post(versions, url.Values{"text": {strings.ReplaceAll(mended(t), "\n", "\r\n")}}).Leads(t, sent.Location)
		preview := sacha.Get(sent.Location)
		preview.Wants(t, http.StatusOK, "choix retiré : suivie", "niveau 1 : total 6 % devient total 7 %", "2 réponses (la réponse n’est plus proposée)",
			"Gap", "3 équipes sont prévenues", "Cela ne s’annule pas", `name="revision" value="1"`)
		preview.Wants(t, http.StatusOK, `href="`+sent.Location+`/apercu"`)
		sacha.Get(sent.Location+"/apercu?genre=region").Wants(t, http.StatusOK, "<title>Aperçu", "Rien de ce que vous saisissez", "ne concerne pas ce territoire")
		sacha.Post(sent.Location+"/apercu/axes/strategie", url.Values{"strategie-formalisee": {"tenue"}}).Wants(t, http.StatusOK, "Note : 4 sur 8.")
		sacha.Get(sent.Location+"/apercu/axes/nulle-part").Wants(t, http.StatusNotFound)
		concerned.Get(sent.Location).Wants(t, http.StatusOK, "Ce qui concerne votre territoire n’est pas montré.")
		concerned.Get(sent.Location).Lacks(t, ">Lyon<")
		sacha.Get(versions+"/"+s.Edition.QuestionnaireHash).Wants(t, http.StatusOK, "identique à celui de l’édition")
		sacha.Get(versions+"/"+s.Edition.QuestionnaireHash).Lacks(t, "Remplacer le questionnaire maintenant")
		sacha.Get(versions+"/"+strings.Repeat("0", 64)).Wants(t, http.StatusNotFound, "n’est plus gardé")

		sacha.Post(sent.Location, url.Values{"revision": {"1"}, "note": {""}}).Wants(t, http.StatusUnprocessableEntity, "Dites en une phrase", `href="#field-note"`)
		sacha.Post(sent.Location, url.Values{"revision": {"9"}, "note": {"Une faute."}}).Wants(t, http.StatusConflict, "Quelqu’un a modifié cette édition", "Une faute.")
		sacha.Post(sent.Location, url.Values{"revision": {"1"}, "note": {"Une faute."}}).Leads(t, versions)
		after := sacha.Get(versions)
		after.Wants(t, http.StatusOK, "Le questionnaire est remplacé", "N° 2", "par Sacha", "Une faute.", "2 dépôts suivent une version remplacée", "Télécharger la version 1")
		concerned.Get(versions).Wants(t, http.StatusOK, "Votre territoire : non montré")
		for hash, want := range map[string]string{strings.TrimPrefix(sent.Location, versions+"/"): mended(t)} {
			if got := sacha.Get("/secretariat/questionnaires/" + hash + ".yaml"); got.Body != want {
				t.Error("the file is not the one that was sent")
			}
		}
		sacha.Get("/secretariat/questionnaires/x").Wants(t, http.StatusNotFound)
		sacha.Get("/secretariat/journal").Wants(t, http.StatusOK, "a remplacé le questionnaire", "a mis des réponses à part")

		s.Close()
		sacha.Get(versions).Wants(t, http.StatusOK, "ne change plus")
		sacha.Post(sent.Location, url.Values{"revision": {"2"}, "note": {"x"}}).Wants(t, http.StatusConflict, "closes")
	})
}

func TestAnEditionIsPreparedWithAFileOfOnesOwn(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := site(t, db)
		sacha := s.As(s.Secretariat("Sacha"))
		fields := url.Values{
			"year": {"2031"}, "name": {"Édition à nous"}, "questionnaire": {"tnl-2021"}, "opens_at": {"2031-06-01T09:00"}, "closes_at": {"2031-10-15T23:59"},
		}
		own := strings.Replace(mended(t), "id: tnl-2021", "id: le-notre", 1)
		upload(sacha, "/secretariat/editions", strings.Replace(own, "scale:", "scal:", 1), fields).
			Wants(t, http.StatusUnprocessableEntity, "Ligne 1", "Édition à nous", "id: le-notre", `value="_" selected`)
		wrong := url.Values{"year": {"1999"}, "name": {""}, "questionnaire": {"_"}}
		sacha.Post("/secretariat/editions", wrong).Wants(t, http.StatusUnprocessableEntity, "Choisissez un fichier, ou collez", "Indiquez la date")
		upload(sacha, "/secretariat/editions", own, fields).Leads(t, "/secretariat/editions/2031")
		sacha.Get("/secretariat/editions/2031/questionnaire").Wants(t, http.StatusOK, "le-notre", "Aucun dépôt")
		s.Clock = s.Clock.Add(time.Minute)
		// Nobody has answered yet: another one may take its place, without a word.
		fields.Set("text", strings.Replace(own, "id: le-notre", "id: un-autre", 1))
		sent := sacha.Post("/secretariat/editions/2031/questionnaire", fields)
		sacha.Get(sent.Location).Wants(t, http.StatusOK, "aucun courriel ne part", "Aucune candidature n’est déposée.")
		sacha.Post(sent.Location, url.Values{"revision": {"1"}}).Leads(t, "/secretariat/editions/2031/questionnaire")
	})
}

func TestOnlyTheSecretariatSeesAndMendsQuestionnaires(t *testing.T) {
	s := site(t, databasetest.Open(t, database.SQLite))
	for _, who := range []*account.Person{accounttest.Person(t, s.DB, "Quidam"), s.Juror("Ana")} {
		browser := s.As(who)
		hash := strings.Repeat("0", 64)
		for _, address := range []string{versions, versions + "/" + hash, "/secretariat/questionnaires/" + hash + ".yaml"} {
			browser.Get(address).Wants(t, http.StatusForbidden)
		}
		browser.Post(versions, url.Values{"text": {"id: x"}}).Wants(t, http.StatusForbidden)
		browser.Post(versions+"/"+hash, url.Values{"note": {"x"}}).Wants(t, http.StatusForbidden)
	}
}

func TestWhatWasSubmittedIsJudgedOnItsOwnScale(t *testing.T) {
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		s := site(t, db)
		gap := s.Candidacy("05061")
		sacha := s.As(s.Secretariat("Sacha"))
		text := mended(t)
		short := text[:strings.Index(text, "    - title: Excellence")]
		sent := upload(sacha, versions, short, nil)
		sacha.Get(sent.Location).Wants(t, http.StatusOK, "niveau 5 retiré : « Excellence »")
		sacha.Post(sent.Location, url.Values{"revision": {"1"}, "note": {"Quatre niveaux suffisent."}}).Leads(t, versions)
		lyon := s.Submitted(accounttest.Person(t, db, "Lyon"), "69123", `answers: {strategie-formalisee: votee}`)
		s.Close()
		for id, level := range map[string]string{gap: "5", lyon: "4"} {
			dossier := "/secretariat/candidatures/" + id
			sacha.Post(dossier+"/decision", url.Values{"level": {level}, "reason": {"x"}, "opinion": {"x"}, "revision": {"0"}}).Leads(t, dossier)
		}
		sacha.Get("/secretariat/editions/2026/publication").Wants(t, http.StatusOK, "Niveau 5", "Niveau 4", "Gap", "Lyon", "2 labels paraissent")
	})
}
