package account_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tnl/app/account"
)

func copyTo(w io.Writer, response *http.Response) (int64, error) { return io.Copy(w, response.Body) }

func TestAVisitorOpensAnAccountAndSignsIn(t *testing.T) {
	each(t, func(b *browser) {
		form := b.get("/inscription").shows(200, "<title>Ouvrir un compte – Territoire numérique libre</title>",
			`autocomplete="name"`, `autocomplete="username"`, `autocomplete="new-password"`, "Au moins 12 caractères")
		form.unique()
		if form.header.Get("Set-Cookie") != "" {
			b.Error("a visitor was given a cookie")
		}
		b.post("/inscription", "name", "Ada Lovelace", "email", "ada@mairie.example.org", "password", secret).leadsTo("/inscription/envoyee")
		b.get("/inscription/envoyee").shows(200, "Ouvrez le lien").unique()
		b.post("/connexion", "email", "ada@mairie.example.org", "password", secret).
			shows(403, "<title>Erreur\u00a0: Se connecter", "n’est pas encore confirmée", `value="ada@mairie.example.org"`).lacks(secret)

		link := b.link()
		for range 2 {
			page := b.get(link).shows(200, "Confirmer votre adresse", "ada@mairie.example.org", `method="post"`, "noindex")
			page.unique()
			if page.header.Get("Referrer-Policy") != "no-referrer" || page.header.Get("Cache-Control") != "no-store" {
				b.Errorf("headers of a secret address: %v", page.header)
			}
		}
		b.post(link).leadsTo("/connexion")
		b.get("/connexion").shows(200, "Votre adresse est confirmée").unique()
		b.get("/connexion").shows(200).lacks("Votre adresse est confirmée")
		b.post(link).shows(404, "Ce lien ne sert plus", "/confirmation").unique()
		b.get(link).shows(404, "Ce lien ne sert plus")
		b.post("/connexion", "email", "ADA@mairie.example.org", "password", secret).leadsTo("/candidatures")
		b.get("/candidatures").shows(200, "hello Ada Lovelace")
	})
}

func TestFormsKeepWhatWasTypedButThePassword(t *testing.T) {
	each(t, func(b *browser) {
		b.post("/inscription", "name", "Ada <Lovelace>", "email", "ada", "password", "tropcourt").
			shows(422, "<title>Erreur\u00a0: Ouvrir un compte", `value="Ada <Lovelace>"`, `value="ada"`, "3 réponses sont à corriger",
				`href="#field-name"`, `href="#field-email"`, `href="#field-password"`, `aria-invalid="true"`).
			lacks("tropcourt").unique()
		b.post("/connexion", "email", "ada@example.org", "password", "tropcourt").
			shows(422, "<title>Erreur\u00a0: Se connecter", `value="ada@example.org"`, "L’adresse ou le mot de passe ne convient pas.").
			lacks("tropcourt").unique()
		b.post("/confirmation", "email", "ada").shows(422, `value="ada"`).unique()
		b.post("/mot-de-passe/oubli", "email", "ada").shows(422, `value="ada"`).unique()
	})
}

func TestADoorLeadsBackToWhereOneWasGoing(t *testing.T) {
	each(t, func(b *browser) {
		person := b.person("Ada Lovelace")
		b.get("/candidatures?page=2").leadsTo("/connexion?suite=%2Fcandidatures%3Fpage%3D2")
		b.post("/candidatures").shows(401, "Connectez-vous pour continuer")
		b.get("/connexion?suite=%2Fcandidatures%3Fpage%3D2").shows(200, `name="suite" value="/candidatures?page=2"`, "à la page que vous demandiez").unique()
		b.post("/connexion", "email", person.Email, "password", "faux mot de passe", "suite", "/candidatures?page=2").
			shows(422, `name="suite" value="/candidatures?page=2"`)
		b.post("/connexion", "email", person.Email, "password", secret, "suite", "/candidatures?page=2").leadsTo("/candidatures?page=2")
		b.get("/connexion?suite=%2Fcandidatures%3Fpage%3D3").leadsTo("/candidatures?page=3")
		b.get("/inscription").leadsTo("/compte")
	})
}

func TestADoorLeadsNowhereElse(t *testing.T) {
	each(t, func(b *browser) {
		person := b.person("Ada Lovelace")
		for _, elsewhere := range []string{
			"https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "javascript:alert(1)",
			"evil", "/%2f/../\n/evil.example", "/connexion", "/deconnexion",
		} {
			b.client = b.newClient()
			b.get("/connexion?suite="+url.QueryEscape(elsewhere)).shows(200).lacks("evil", "javascript:", `name="suite"`)
			b.post("/connexion", "email", person.Email, "password", secret, "suite", elsewhere).leadsTo("/candidatures")
		}
	})
}

func TestPeopleGoToWhereTheyWork(t *testing.T) {
	each(t, func(b *browser) {
		for address, roles := range map[string][]account.Role{
			"/candidatures": nil, "/jury": {account.Juror}, "/secretariat": {account.Secretariat, account.Juror},
		} {
			b.client = b.newClient()
			b.post("/connexion", "email", b.person("Ada", roles...).Email, "password", secret).leadsTo(address)
		}
	})
}

func TestSigningOut(t *testing.T) {
	each(t, func(b *browser) {
		person := b.person("Ada Lovelace")
		b.post("/connexion", "email", person.Email, "password", secret).leadsTo("/candidatures")
		if b.get("/deconnexion").status < 400 {
			b.Error("a GET signs out")
		}
		b.get("/candidatures").shows(200, "hello Ada")
		b.post("/deconnexion").leadsTo("/")
		b.get("/connexion").shows(200, "Votre session est fermée")
		b.get("/candidatures").leadsTo("/connexion?suite=%2Fcandidatures")
		b.post("/deconnexion").leadsTo("/")
	})
}

func TestAForgottenPassword(t *testing.T) {
	each(t, func(b *browser) {
		person := b.person("Ada Lovelace")
		b.get("/connexion").shows(200, `href="/mot-de-passe/oubli"`)
		b.post("/connexion", "email", person.Email, "password", secret).leadsTo("/candidatures")
		elsewhere := b.client
		b.client = b.newClient()
		b.get("/mot-de-passe/oubli").shows(200, `autocomplete="username"`).unique()
		b.post("/mot-de-passe/oubli", "email", person.Email).leadsTo("/mot-de-passe/oubli/envoye")
		b.get("/mot-de-passe/oubli/envoye").shows(200, "valable une heure").unique()
		link := b.link()
		b.get(link).shows(200, person.Email, `autocomplete="new-password"`, "noindex").unique()
		b.post(link, "password", "tropcourt").shows(422, "<title>Erreur\u00a0: Choisir", "au moins 12 caractères").lacks("tropcourt").unique()
		b.post(link, "password", "un tout nouveau secret").leadsTo("/connexion")
		b.get("/connexion").shows(200, "Votre nouveau mot de passe est enregistré")
		b.get(link).shows(404, "Ce lien ne sert plus", "/mot-de-passe/oubli")
		b.post(link, "password", "encore un autre secret").shows(404, "Ce lien ne sert plus")
		b.post("/connexion", "email", person.Email, "password", "un tout nouveau secret").leadsTo("/candidatures")
		b.client = elsewhere
		b.get("/candidatures").leadsTo("/connexion?suite=%2Fcandidatures")
	})
}

func TestOnesOwnAccount(t *testing.T) {
	each(t, func(b *browser) {
		person := b.person("Ada Lovelace", account.Juror)
		b.get("/compte").leadsTo("/connexion?suite=%2Fcompte")
		b.post("/connexion", "email", person.Email, "password", secret).leadsTo("/jury")
		elsewhere := b.client
		b.client = b.newClient()
		b.post("/connexion", "email", person.Email, "password", secret).leadsTo("/jury")
		page := b.get("/compte").shows(200, "<title>Mon compte", person.Email, `value="Ada Lovelace"`, "Membre du jury",
			`autocomplete="current-password"`, `autocomplete="new-password"`, "noindex")
		page.unique()
		if page.header.Get("Cache-Control") != "private, no-cache" || !strings.Contains(page.header.Get("Vary"), "Cookie") {
			b.Errorf("headers %v", page.header)
		}

		b.post("/compte/nom", "name", "").shows(422, "<title>Erreur\u00a0: Mon compte", "Saisissez votre nom").unique()
		b.post("/compte/nom", "name", "Ada Byron").leadsTo("/compte")
		b.get("/compte").shows(200, "Votre nom est enregistré", `value="Ada Byron"`)

		b.post("/compte/mot-de-passe", "current", "pas le bon du tout", "password", "un tout nouveau secret").
			shows(422, "Ce n’est pas votre mot de passe actuel", `value="Ada Byron"`).lacks("pas le bon", "tout nouveau").unique()
		b.post("/compte/mot-de-passe", "current", secret, "password", "un tout nouveau secret").leadsTo("/compte")
		b.get("/compte").shows(200, "Votre nouveau mot de passe est enregistré")
		here := b.client
		b.client = elsewhere
		b.get("/compte").leadsTo("/connexion?suite=%2Fcompte")
		b.post("/connexion", "email", person.Email, "password", "un tout nouveau secret").leadsTo("/jury")

		b.client = here
		b.post("/compte/sessions").leadsTo("/compte")
		b.get("/compte").shows(200, "Vos autres appareils sont déconnectés")
		b.client = elsewhere
		b.get("/compte").leadsTo("/connexion?suite=%2Fcompte")
	})
}

// Whether an address has an account is nobody's business: the answers are the same, byte for byte.
func TestAnswersDoNotTellWhoHasAnAccount(t *testing.T) {
	each(t, func(b *browser) {
		person := b.person("Ada Lovelace")
		const nobody = "personne@example.org"
		show := func(a *answer, email string) string {
			a.header.Del("Date")
			return strings.ReplaceAll(strings.Join([]string{http.StatusText(a.status), headers(a.header), a.body}, "\n"), email, "ADDRESS")
		}
		for _, request := range [][]string{
			{"/connexion", "password", "pas le bon du tout"},
			{"/inscription", "name", "Quelqu’un", "password", "les oiseaux du marais"},
			{"/inscription", "name", "", "password", "les oiseaux du marais"},
			{"/mot-de-passe/oubli"},
			{"/confirmation"},
		} {
			var seen []string
			for _, email := range []string{person.Email, nobody} {
				b.client = b.newClient()
				seen = append(seen, show(b.post(request[0], append(request[1:], "email", email)...), email))
			}
			if seen[0] != seen[1] {
				b.Errorf("%v: known\n%s\nunknown\n%s", request, seen[0], seen[1])
			}
		}
		// And so does being told to wait.
		for _, email := range []string{person.Email, nobody} {
			for range 10 {
				b.post("/connexion", "email", email, "password", "pas le bon du tout")
			}
		}
		var seen []string
		for _, email := range []string{person.Email, nobody} {
			seen = append(seen, show(b.post("/connexion", "email", email, "password", secret).shows(429, "Trop de tentatives", "minutes"), email))
		}
		if seen[0] != seen[1] {
			b.Errorf("waiting: known\n%s\nunknown\n%s", seen[0], seen[1])
		}
	})
}

func headers(header http.Header) string {
	var out strings.Builder
	if err := header.Write(&out); err != nil {
		return err.Error()
	}
	return out.String()
}

func TestTheMailboxOfTheDemonstration(t *testing.T) {
	each(t, func(b *browser) {
		b.get("/demo/courrier").shows(200, "Aucun message").unique()
		b.post("/inscription", "name", "Ada", "email", "ada@example.org", "password", secret)
		letter := b.deliver()
		b.get("/demo/courrier").shows(200, letter.Subject, "ada@example.org", "/demo/courrier/"+letter.Name, "noindex").unique()
		page := b.get("/demo/courrier/"+letter.Name).shows(200, letter.Subject, `rel="nofollow"`, "Bonjour,",
			`<a href="`+letter.Links[0]+`" rel="nofollow">`)
		page.unique()
		for _, name := range []string{"nothing.eml", "20261123-120000-x.eml", "..%2f..%2fsecret.eml", "%00"} {
			b.get("/demo/courrier/" + name).shows(404)
		}
	})
}

func TestStrangeRequestsAreToldSo(t *testing.T) {
	each(t, func(b *browser) {
		for _, address := range []string{"/confirmation/x", "/confirmation/%00", "/mot-de-passe/%ff", "/mot-de-passe/" + strings.Repeat("x", 3000)} {
			b.get(address).shows(404, "Ce lien ne sert plus")
			b.post(address, "password", "les oiseaux du marais").shows(404, "Ce lien ne sert plus")
		}
		request, err := http.NewRequest(http.MethodPost, b.base+"/connexion", strings.NewReader("email=%zz"))
		if err != nil {
			b.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		b.send(request).shows(400)
		b.post("/connexion").shows(422, "Saisissez votre adresse électronique", "Saisissez votre mot de passe").unique()
		b.post("/inscription", "name", "A\x00", "email", "\xff@example.org", "password", strings.Repeat("é", 100000)).shows(422)
	})
}
