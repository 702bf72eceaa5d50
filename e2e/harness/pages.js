// Every page of the label, by who sees it: the route as the program declares it, and an address of it in the
// demonstration, what to do there before looking, and the status when it is not 200. {words} stand for what differs
// from one run to the next; see facts.js.
const press = (name) => (page) => page.locator("main").getByRole("button", { name }).first().click();
const shut = (page) => page.locator(".error-summary").waitFor();
const refused = (name) => async (page) => { await press(name)(page); await shut(page); };

export const visitor = [
  ["/", "/"],
  ["/label", "/label"],
  ["/label/criteres", "/label/criteres"],
  ["/label/criteres/:year", "/label/criteres/{published year}"],
  ["/label/elus", "/label/elus"],
  ["/label/techniciens", "/label/techniciens"],
  ["/label/habitants", "/label/habitants"],
  ["/questions", "/questions"],
  ["/plan-du-site", "/plan-du-site"],
  ["/label/criteres/:year", "/label/criteres/2021", null, 404],
  ["/label/signature", "/label/signature"],
  ["/annuaire", "/annuaire"],
  ["/annuaire", "/annuaire?departement=69&niveau=2&q=a"],
  ["/annuaire", "/annuaire?page=2"],
  ["/annuaire", "/annuaire?q=nulle-part"],
  ["/annuaire", "/annuaire?q=lyno&type=commune&tri=nom&population=200000-ou-plus"],
  ["/territoires/:slug", "/territoires/{territory}"],
  ["/territoires/:slug", "/territoires/{old territory}"],
  ["/territoires/:slug/badges", "/territoires/{territory}/badges"],
  ["/logiciels", "/logiciels"],
  ["/logiciels", "/logiciels?q=nulle-part"],
  ["/logiciels/:slug", "/logiciels/libreoffice"],
  ["/logiciels/:slug", "/logiciels/libreoffice?type=region"],
  ["/logiciels/:slug", "/logiciels/nulle-part", null, 404],
  ["/logiciels/domaines/:slug", "/logiciels/domaines/serveurs"],
  ["/initiatives", "/initiatives"],
  ["/initiatives/:theme", "/initiatives/ecole"],
  ["/editions", "/editions"],
  ["/editions/:year", "/editions/{published year}"],
  ["/editions/:year", "/editions/2021"],
  ["/statistiques", "/statistiques"],
  ["/certificats/:number", "/certificats/{number}"],
  ["/certificats/:number", "/certificats/{old number}"],
  ["/certificats/:number/reponses", "/certificats/{number}/reponses"],
  ["/certificats/:number/reponses", "/certificats/{old number}/reponses", null, 404],
  ["/donnees", "/donnees"],
  [null, "/donnees/nulle-part.csv", null, 404],
  [null, "/donnees/1999-12-31/labels.csv", null, 404],
  ["/v", "/v"],
  ["/v/:number", "/v/{number}"],
  ["/v/:number", "/v/1999-0001", null, 404],
  ["/api", "/api"],
  ["/verifier", "/verifier"],
  ["/verifier", "/verifier", refused("Vérifier")],
  ["/verifier", "/verifier", async (page) => {
    const content = Buffer.from(`{"id": "/certificats/${new Date().getFullYear() - 2}-0001/"`);
    await page.locator("input[type=file]").setInputFiles({ name: "attestation.json", mimeType: "application/json", buffer: content });
    await press("Vérifier")(page);
    await page.getByRole("heading", { name: /^Ce fichier/ }).waitFor();
  }],
  ["/mentions-legales", "/mentions-legales"],
  ["/donnees-personnelles", "/donnees-personnelles"],
  ["/accessibilite", "/accessibilite"],
  ["/candidater", "/candidater"],
  ["/connexion", "/connexion"],
  ["/connexion", "/connexion?suite=/candidatures", refused("Se connecter")],
  ["/inscription", "/inscription"],
  ["/inscription", "/inscription", refused("Ouvrir mon compte")],
  ["/inscription/envoyee", "/inscription/envoyee"],
  ["/confirmation", "/confirmation"],
  ["/confirmation/:token", "{confirmation}"],
  ["/confirmation/:token", "/confirmation/inconnu", null, 404],
  ["/mot-de-passe/oubli", "/mot-de-passe/oubli"],
  ["/mot-de-passe/oubli", "/mot-de-passe/oubli", refused("Envoyer le lien")],
  ["/mot-de-passe/oubli/envoye", "/mot-de-passe/oubli/envoye"],
  ["/mot-de-passe/:token", "{reset}"],
  ["/mot-de-passe/:token", "/mot-de-passe/inconnu", null, 404],
  ["/demo/courrier", "/demo/courrier"],
  ["/demo/courrier/:name", "{letter}"],
  ["/composants", "/composants"],
  [null, "/nulle-part", null, 404],
];

export const candidate = [
  ["/", "/"],
  ["/candidater", "/candidater"],
  ["/candidatures", "/candidatures"],
  ["/candidatures/nouvelle", "/candidatures/nouvelle"],
  ["/candidatures/nouvelle", "/candidatures/nouvelle?q=69490"],
  ["/candidatures/nouvelle", "/candidatures/nouvelle?q=nulle-part"],
  ["/candidatures/autre-organisme", "/candidatures/autre-organisme"],
  ["/candidatures/autre-organisme", "/candidatures/autre-organisme", refused("Ouvrir la candidature")],
  ["/candidatures/:id", "{draft}"],
  ["/candidatures/:id", "{read by the jury}"],
  ["/candidatures/:id", "{published}"],
  ...["strategie", "interoperabilite", "logiciels", "ecosysteme", "donnees"].map((axis) => ["/candidatures/:id/axes/:axis", `{draft}/axes/${axis}`]),
  ["/candidatures/:id/axes/:axis", "{draft}/axes/logiciels", async (page) => {
    await page.locator("#postes-linux").fill("beaucoup");
    await press("Enregistrer et rester ici")(page);
    await shut(page);
  }],
  ["/candidatures/:id/axes/:axis", "{read by the jury}/axes/strategie"],
  ["/candidatures/:id/reponses", "{draft}/reponses"],
  ["/candidatures/:id/changements", "{draft}/changements"],
  ["/candidatures/:id/fichiers/:sha256", "{draft}/fichiers/inconnu", null, 404],
  ["/candidatures/:id/representants", "{draft}/representants"],
  ["/candidatures/:id/representants", "{draft}/representants", async (page) => {
    await page.getByLabel("Adresse électronique").first().fill("sans-arobase");
    await refused("Enregistrer")(page);
  }],
  ["/candidatures/:id/logiciels", "{draft}/logiciels"],
  ["/candidatures/:id/logiciels", "{draft}/logiciels", async (page) => {
    for (const details of await page.locator("form details").all()) await details.evaluate((one) => { one.open = true; });
    await page.getByLabel("Depuis").first().fill("jadis");
    await refused("Enregistrer")(page);
  }],
  ["/candidatures/:id/logiciels", "{published}/logiciels"],
  ["/candidatures/:id/logiciels/retrait", "{published}/logiciels/retrait"],
  ["/candidatures/:id/initiatives", "{draft}/initiatives"],
  ["/candidatures/:id/initiatives", "{draft}/initiatives", refused("Ajouter l’initiative")],
  ["/candidatures/:id/initiatives/:initiative", "{initiative}"],
  ["/candidatures/:id/initiatives/:initiative/retrait", "{initiative}/retrait"],
  ["/candidatures/:id/equipe", "{draft}/equipe"],
  ["/candidatures/:id/equipe", "{draft}/equipe", refused("Envoyer l’invitation")],
  ["/candidatures/:id/resultat", "{published}/resultat"],
  ["/candidatures/:id/resultat", "{read by the jury}/resultat", null, 404],
  ["/candidatures/:id/depot", "{draft}/depot"],
  ["/candidatures/:id/retrait", "{draft}/retrait"],
  ["/compte", "/compte"],
  ["/compte", "/compte", refused("Changer de mot de passe")],
  [null, "/secretariat", null, 403],
];

export const juror = [
  ["/jury", "/jury"],
  ["/jury", "/jury?edition={published year}"],
  ["/jury", "/jury?edition={open year}"],
  ["/jury/candidatures/:id", "{to read}"],
  ["/jury/candidatures/:id", "{to read}?ajuster={question}"],
  ["/jury/candidatures/:id", "{to read}?ajuster={question}", refused("Enregistrer l’ajustement")],
  ["/jury/candidatures/:id/fichiers/:sha256", "{to read}/fichiers/inconnu", null, 404],
  ["/jury/candidatures/:id/remise", "{to read}/remise"],
  ["/jury/candidatures/:id", "{handed in}"],
  ["/jury/candidatures/:id/reprise", "{handed in}/reprise"],
];

export const secretariat = [
  ["/secretariat", "/secretariat"],
  ["/secretariat/editions/nouvelle", "/secretariat/editions/nouvelle"],
  ["/secretariat/editions/:year", "/secretariat/editions/{open year}"],
  ["/secretariat/editions/:year", "/secretariat/editions/{review year}"],
  ["/secretariat/editions/:year", "/secretariat/editions/{review year}?etat=draft"],
  ["/secretariat/editions/:year", "/secretariat/editions/{published year}"],
  ["/secretariat/editions/:year/reglages", "/secretariat/editions/{open year}/reglages"],
  ["/secretariat/editions/:year/reglages", "/secretariat/editions/{open year}/reglages", async (page) => {
    await page.getByLabel("Nom de l’édition").fill("");
    await refused("Enregistrer")(page);
  }],
  ["/secretariat/editions/:year/reglages", "/secretariat/editions/{published year}/reglages"],
  ["/secretariat/editions/:year/questionnaire", "/secretariat/editions/{open year}/questionnaire"],
  ["/secretariat/editions/:year/questionnaire", "/secretariat/editions/{open year}/questionnaire", refused("Vérifier et voir ce qui change")],
  ["/secretariat/editions/:year/questionnaire", "/secretariat/editions/{published year}/questionnaire"],
  ["/secretariat/editions/:year/questionnaire/:hash", "/secretariat/editions/{open year}/questionnaire/{corrected}"],
  ["/secretariat/editions/:year/questionnaire/:hash/apercu", "/secretariat/editions/{open year}/questionnaire/{corrected}/apercu"],
  ["/secretariat/editions/:year/questionnaire/:hash/apercu/axes/:axis", "/secretariat/editions/{open year}/questionnaire/{corrected}/apercu/axes/logiciels?genre=commune&habitants=900", async (page) => {
    await page.locator("#postes-linux").fill("beaucoup");
    await press("Noter ces réponses")(page);
    await shut(page);
  }],
  ["/secretariat/editions/:year/cloture", "/secretariat/editions/{open year}/cloture"],
  ["/secretariat/editions/:year/publication", "/secretariat/editions/{review year}/publication"],
  ["/secretariat/editions/:year/publication", "/secretariat/editions/{published year}/publication"],
  ["/secretariat/editions/:year/certificats", "/secretariat/editions/{published year}/certificats"],
  ["/secretariat/editions/:year/certificats", "/secretariat/editions/{open year}/certificats"],
  ["/secretariat/candidatures/:id", "{to decide}"],
  ["/secretariat/candidatures/:id", "{to decide}", refused("Enregistrer la décision")],
  ["/secretariat/candidatures/:id", "{to decide}", async (page) => {
    await page.getByRole("radio", { name: /^Niveau 2/ }).check();
    await press("Calculer avec ces points")(page);
    await page.getByText("n’est pas celui du calcul").waitFor();
  }],
  ["/secretariat/candidatures/:id", "{decided}"],
  ["/secretariat/candidatures/:id/fichiers/:sha256", "{to decide}/fichiers/inconnu", null, 404],
  ["/secretariat/candidatures/:id/reouverture", "{decided}/reouverture"],
  ["/secretariat/candidatures/:id", "{not submitted}"],
  ["/secretariat/logiciels", "/secretariat/logiciels"],
  ["/secretariat/logiciels", "/secretariat/logiciels", async (page) => {
    await page.getByLabel(/^Prendre/).first().fill("…");
    await refused("Corriger")(page);
  }],
  ["/secretariat/declarations", "/secretariat/declarations"],
  ["/secretariat/declarations/:id/inventaire", "{inventory}"],
  ["/secretariat/declarations/:id/initiatives/:initiative", "{told}"],
  ["/secretariat/personnes", "/secretariat/personnes"],
  ["/secretariat/personnes", "/secretariat/personnes?recherche=nulle-part"],
  ["/secretariat/personnes/:id/roles/:role/retrait", "{role to take back}"],
  ["/secretariat/journal", "/secretariat/journal"],
  [null, "/jury", null, 403],
];
