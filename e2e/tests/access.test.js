// Who may see what. « Hidden » and « does not exist » are the same page.
import assert from "node:assert/strict";
import { addressOf } from "../harness/candidacy.js";
import { signOut } from "../harness/people.js";
import { world } from "../harness/world.js";

const w = world();
const unknown = "01900000-0000-7000-8000-000000000000";

// ask requests an address as the page's person, without showing it.
async function ask(page, address, options = {}) {
  const response = await page.request.fetch(address, { maxRedirects: 0, ...options });
  return { status: response.status(), body: await response.text(), location: response.headers().location };
}

w.scenario("somebody else's candidacy is told apart in nothing from one that does not exist", async (cast) => {
  const [camille, sacha] = [await cast.person("camille"), await cast.person("sacha")];
  const theirs = await addressOf(sacha, "Syndicat d’énergie des Trois-Caps");
  const nowhere = `/candidatures/${unknown}`;
  for (const page of ["", "/axes/strategie", "/reponses", "/changements", `/fichiers/${"0".repeat(64)}`, "/representants", "/logiciels", "/logiciels/retrait", "/initiatives", `/initiatives/${unknown}`, "/equipe", "/depot", "/retrait", "/resultat", "/resultat/dossier.json"]) {
    const [hidden, absent] = [await ask(camille, theirs + page), await ask(camille, nowhere + page)];
    assert.equal(hidden.status, 404, page);
    assert.deepEqual(hidden, absent, page);
  }
  const form = { "plan-action": "complet", "plan-action.revision": "0", "email": "camille@valbrune.example", "revision": "1" };
  for (const page of ["/axes/strategie", "/reponses/plan-action", "/representants", "/logiciels", "/logiciels/retrait", "/initiatives", `/initiatives/${unknown}/retrait`, "/equipe", "/equipe/annulations", "/membres", "/depot", "/retrait", "/reprise"]) {
    const [hidden, absent] = [await ask(camille, theirs + page, { method: "POST", form }), await ask(camille, nowhere + page, { method: "POST", form })];
    assert.equal(hidden.status, 404, page);
    assert.deepEqual(hidden, absent, page);
  }
  await camille.goto(theirs);
  await camille.getByRole("heading", { name: "Cette page n’existe pas" }).waitFor();
});

w.scenario("a result is told to its team alone, and once it is published", async (cast) => {
  const [camille, sacha] = [await cast.person("camille"), await cast.person("sacha")];
  const theirs = await addressOf(sacha, "Pinsac-le-Libre");
  const waiting = await addressOf(sacha, "Lettrives"); // before the jury
  for (const page of ["/resultat", "/resultat/dossier.json"]) {
    const absent = await ask(sacha, `/candidatures/${unknown}${page}`);
    assert.equal((await ask(sacha, theirs + page)).status, 200, page);
    assert.deepEqual(await ask(sacha, waiting + page), absent, page);
    assert.deepEqual(await ask(camille, theirs + page), await ask(camille, `/candidatures/${unknown}${page}`), page);
    assert.match((await ask(await cast.visitor(), theirs + page)).location, /^\/connexion/, page);
  }
});

w.scenario("answers that are not published are told apart in nothing from a number that does not exist", async (cast) => {
  const page = await cast.visitor();
  const [closed, open] = [[], []];
  await page.goto("/editions");
  const year = (await page.locator("main .results a").first().getAttribute("href")).split("/").pop();
  for (let rank = 1; rank <= 4; rank++) {
    const number = `${year}-000${rank}`;
    const answer = await ask(page, `/certificats/${number}/dossier.json`);
    (answer.status === 200 ? open : closed).push(number);
  }
  assert.equal(open.length, 1, "one territory agreed, in the demonstration");
  for (const address of ["/dossier.json", "/reponses"]) {
    const plain = ({ status, body }, number) => ({ status, body: body.replaceAll(number, "") });
    const absent = plain(await ask(page, `/certificats/${year}-0099${address}`), `${year}-0099`);
    assert.equal(absent.status, 404);
    for (const number of [...closed, "2021-0001"]) assert.deepEqual(plain(await ask(page, `/certificats/${number}${address}`), number), absent, number);
  }
});

w.scenario("the jury reads no draft and no candidacy before the closing", async (cast) => {
  const [sacha, juror] = [await cast.person("sacha"), await cast.person("dominique")];
  const nowhere = await ask(juror, `/jury/candidatures/${unknown}`);
  assert.equal(nowhere.status, 404);
  for (const territory of ["Valbrune", "Syndicat d’énergie des Trois-Caps"]) { // a draft, and one submitted to the open edition
    const address = await addressOf(sacha, territory);
    assert.deepEqual(await ask(juror, `/jury${address}`), nowhere, territory);
    assert.equal((await ask(juror, address)).status, 404, "nor by the candidate's own pages");
  }
});

w.scenario("each role has its pages, and is refused the others'", async (cast) => {
  const edition = `/secretariat/editions/${new Date().getFullYear()}/questionnaire`;
  const certificates = ["/secretariat/editions/2021/certificats", "/secretariat/editions/2021/certificats.zip"];
  const pages = [edition, `${edition}/${"0".repeat(64)}`, `${edition}/${"0".repeat(64)}/apercu`, `/secretariat/questionnaires/${"0".repeat(64)}.yaml`, ...certificates];
  const refused = {
    camille: ["/jury", `/jury/candidatures/${unknown}/fichiers/0`, "/secretariat", `/secretariat/candidatures/${unknown}/fichiers/0`, "/secretariat/personnes", "/secretariat/journal", ...pages],
    dominique: ["/secretariat", `/secretariat/candidatures/${unknown}/fichiers/0`, "/secretariat/personnes", ...pages],
    claude: ["/jury", `/jury/candidatures/${unknown}/fichiers/0`],
  };
  for (const [name, addresses] of Object.entries(refused)) {
    const page = await cast.person(name);
    for (const address of addresses) {
      const response = await page.goto(address);
      assert.equal(response.status(), 403, `${name} at ${address}`);
      await page.getByRole("heading", { name: "Vous n’avez pas accès à cette page" }).waitFor();
    }
  }
});

w.scenario("a visitor is led to sign in, then to where they were going", async (cast) => {
  const page = await cast.visitor();
  for (const address of ["/candidatures", "/jury", "/secretariat", "/compte"]) {
    await page.goto(address);
    assert.equal(page.url(), `${w.url}/connexion?suite=${encodeURIComponent(address)}`);
  }
  await page.goto("/secretariat/journal");
  await page.getByLabel("Adresse électronique").fill("claude@label.example");
  await page.getByLabel("Mot de passe").fill("pas le bon mot de passe");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.locator(".error-summary").waitFor();
  await page.getByLabel("Mot de passe").fill("le-secretariat-publie");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.waitForURL("/secretariat/journal");
});

w.scenario("signing out ends the session", async (cast) => {
  const page = await cast.person("camille");
  const [cookie] = await page.context().cookies();
  await signOut(page);
  assert.deepEqual(await page.context().cookies().then((list) => list.filter((one) => one.value === cookie.value)), []);
  await page.context().addCookies([cookie]); // somebody who kept a copy of it
  await page.goto("/candidatures");
  assert.match(page.url(), /\/connexion/);
  await page.goBack();
});

w.scenario("an address to go to after signing in never leaves the site", async (cast) => {
  for (const suite of ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "/deconnexion"]) {
    const page = await cast.visitor();
    await page.goto(`/connexion?suite=${encodeURIComponent(suite)}`);
    await page.getByLabel("Adresse électronique").fill("camille@valbrune.example");
    await page.getByLabel("Mot de passe").fill("valbrune-choisit-le-libre");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await page.waitForURL("/candidatures");
  }
});
