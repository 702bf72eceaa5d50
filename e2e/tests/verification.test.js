// An award that anyone recomputes: the jury's points and their reasons, the team that reads why, and the program that
// says whether all agrees.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addressOf } from "../harness/candidacy.js";
import { inspect } from "../harness/inspection.js";
import { closeEdition, publish } from "../harness/journey.js";
import { openLetter } from "../harness/post.js";
import { binary, environment } from "../harness/server.js";
import { world } from "../harness/world.js";

const w = world();
const territory = "Syndicat d’énergie des Trois-Caps";
const reason = "Le bilan joint ne porte que sur une moitié des membres.";

w.scenario("from a retained adjustment to the program that finds it again", async (cast) => {
  const sacha = await cast.person("sacha");
  const address = await addressOf(sacha, territory);
  await agree(sacha, address);
  assert.equal((await sacha.request.get(`${address}/resultat`)).status(), 404, "nothing is decided");

  const claude = await cast.person("claude");
  const year = await closeEdition(claude);
  await decide(claude, year);
  assert.equal((await sacha.request.get(`${address}/resultat`)).status(), 404, "nothing is published");
  await publish(claude, year);

  const number = await readResult(sacha, address);
  const visitor = await cast.visitor();
  const file = await downloadFile(visitor, number);
  verify(file);
  await readAnswers(visitor, number);
});

async function agree(page, address) {
  await page.goto(`${address}/representants`);
  await page.getByLabel("accepte que ses réponses soient publiées").check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Les référents sont enregistrés.").waitFor();
  await page.goto(`${address}/representants`);
  assert.equal(await page.getByLabel("accepte que ses réponses soient publiées").isChecked(), true);
}

async function decide(page, year) {
  await page.goto(`/secretariat/editions/${year}?etat=under_review`);
  await page.getByRole("link", { name: territory }).click();
  const another = page.getByRole("group", { name: "Ajuster une question" });
  const question = await another.getByLabel("Question à ajuster").locator("option", { hasText: /bilan/ }).first().innerText();
  await another.getByLabel("Question à ajuster").selectOption({ label: question });
  await another.getByLabel("Points retenus").fill("trois");
  await another.getByLabel("Pourquoi ces points").fill(reason);
  await page.getByRole("button", { name: "Calculer avec ces points" }).click();
  await page.locator(".error-summary").waitFor();
  const row = page.getByRole("group", { name: question.slice(question.indexOf(" ") + 1) });
  assert.equal(await row.getByLabel("Pourquoi ces points").inputValue(), reason, "nothing typed is lost");
  await row.getByLabel("Points retenus").fill("0,5");
  await page.getByRole("button", { name: "Calculer avec ces points" }).click();
  await page.getByText("Avec les points ci-dessus").waitFor();
  assert.deepEqual(await inspect(page), []);

  await page.getByRole("radio", { name: /^Niveau 3/ }).check();
  await page.getByRole("checkbox", { name: "Mutualisation" }).check();
  await page.getByLabel(/^Raison/).fill("Le jury attend que la charte soit votée.");
  await page.getByLabel(/^Avis du jury/).fill("Vous entraînez vos membres. Étendez vos bilans à tous.");
  await page.getByRole("button", { name: "Enregistrer la décision" }).click();
  await page.getByText("La décision est enregistrée").waitFor();
  await page.getByText(`0,5 au lieu de`).first().waitFor();
}

async function readResult(page, address) {
  const letter = await openLetter(page, "sacha@valbrune.example", /^Niveau\s3 – Syndicat/);
  const link = new URL(letter.text.match(/http:\S+\/resultat/)[0]);
  assert.equal(link.pathname, `${address}/resultat`);
  await page.goto(link.pathname);
  const main = page.locator("main");
  await main.getByRole("heading", { name: /^Niveau\s3, / }).first().waitFor();
  const text = await main.innerText();
  for (const said of [reason, "Vous entraînez vos membres", "mutualisation", "Chaque niveau, et ce qui lui manque"]) assert.ok(text.includes(said), said);
  assert.doesNotMatch(text, /Le jury attend que/, "the reason of the decision is the jury's own");
  await main.getByRole("link", { name: /^Question/ }).first().click();
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.getByRole("link", { name: "Voir le certificat" }).isVisible(), false);
  assert.equal(await page.getByText(reason).first().isVisible(), true);
  await page.emulateMedia({ media: "screen" });
  const certificate = await page.getByRole("link", { name: "Voir le certificat" }).getAttribute("href");
  return certificate.split("/").pop();
}

async function downloadFile(page, number) {
  await page.goto(`/certificats/${number}`);
  const started = page.waitForEvent("download");
  await page.getByRole("link", { name: "le dossier de vérification" }).click();
  const download = await started;
  assert.equal(download.suggestedFilename(), `dossier-${number}.json`);
  const file = join(w.server.folder, download.suggestedFilename());
  await download.saveAs(file);
  const text = readFileSync(file, "utf8");
  const shown = await page.locator("main").innerText();
  for (const digest of [JSON.parse(text).digest, JSON.parse(text).record.answers_hash]) assert.ok(shown.includes(digest), "the certificate tells the digests");
  assert.doesNotMatch(text, /Noa|Lou Fabre|Garnier|Sacha|territoire\.example/, "nobody is named");
  assert.ok(shown.includes(`tnl score --award dossier-${number}.json`));
  return file;
}

// score runs the program as whoever downloaded the file does.
const score = (file, ...more) => spawnSync(binary(), ["score", "--award", file, ...more], { encoding: "utf8", env: environment() });

function verify(file) {
  const agreed = score(file);
  assert.equal(agreed.status, 0, agreed.stdout + agreed.stderr);
  assert.match(agreed.stdout, /Tout s’accorde/);
  assert.match(agreed.stdout, /Ajusté par le jury/);
  assert.match(agreed.stdout, /le jury l’a décidé/);
  const report = JSON.parse(score(file, "--json").stdout);
  assert.equal(report.agrees, true);

  const text = readFileSync(file, "utf8");
  const record = JSON.parse(text).record;
  for (const [what, change] of Object.entries({
    "an answer": [/"value": "(\w)/, (_, first) => `"value": "${first === "a" ? "b" : "a"}`],
    "a point": [/"points": "0\.5"/, () => '"points": "0.6"'],
    "the salt": [`"salt": "${record.salt}"`, () => `"salt": "${record.salt.replace(/^./, (one) => (one === "0" ? "1" : "0"))}"`],
    "the level": [/"level": 3/, () => '"level": 4'],
  })) {
    const altered = text.replace(change[0], change[1]);
    assert.notEqual(altered, text, what);
    writeFileSync(`${file}.altered`, altered);
    const told = score(`${file}.altered`);
    assert.equal(told.status, 1, `${what}: ${told.stdout}`);
    assert.match(told.stdout, /DIFFÉRENT/, what);
  }
}

async function readAnswers(page, number) {
  await page.goto(`/certificats/${number}`);
  await page.getByRole("link", { name: "lire avec leurs points" }).click();
  await page.getByRole("heading", { name: `${territory} : réponses et note` }).waitFor();
  await page.getByText(`Ajusté par le jury : ${reason}`).waitFor();
  const [hidden, absent] = await Promise.all(["2021-0001", "1999-0001"].map((one) => page.request.get(`/certificats/${one}/reponses`)));
  assert.equal(hidden.status(), 404);
  assert.equal((await hidden.text()).replaceAll("2021-0001", ""), (await absent.text()).replaceAll("1999-0001", ""));
}
