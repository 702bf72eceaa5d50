// The label from end to end, as its people live it: from opening an account to the certificate that anybody checks.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { nameRepresentatives, openCandidacy, question, saved, side, submit } from "./candidacy.js";
import { fillSignIn } from "./people.js";
import { openLetter } from "./post.js";

const newcomer = { name: "Inès Le Guen", email: "ines@sarcey.example", password: "une longue phrase à retenir" };
const territory = "Sarcey (Rhône)";

/** Goes the whole way on w's server. */
export async function wholePath(cast) {
  const candidate = await cast.visitor();
  await openAccount(candidate);
  const address = await openCandidacy(candidate, "69490", territory);
  await nameRepresentatives(candidate, address);
  await answer(candidate, address);
  await submitTwice(candidate, address);

  const secretariat = await cast.person("claude");
  const year = await closeEdition(secretariat);
  await review(await cast.person("dominique"), year);
  await decideAll(secretariat, year);
  await publish(secretariat, year);

  await candidate.goto(address);
  await candidate.getByRole("heading", { name: /^Niveau\s2, / }).waitFor();
  await candidate.getByRole("heading", { name: "L’avis du jury" }).waitFor();
  await candidate.getByRole("link", { name: "Voir le certificat" }).waitFor();
  const number = await readResult(candidate);
  const visitor = await cast.visitor();
  await checkCertificate(visitor, number, cast.world.server.folder);
  await findInPublic(visitor, year);
}

async function openAccount(page) {
  await page.goto("/inscription");
  await page.getByLabel("Prénom et nom").fill(newcomer.name);
  await page.getByLabel("Adresse électronique").fill(newcomer.email);
  await page.getByLabel("Mot de passe").fill(newcomer.password);
  await page.getByRole("button", { name: "Ouvrir mon compte" }).click();
  await page.getByRole("heading", { name: "Ouvrez le lien que nous vous envoyons" }).waitFor();

  const letter = await openLetter(page, newcomer.email, /^Confirmez votre adresse/);
  const link = letter.text.match(/http:\S+\/confirmation\/\S+/)[0];

  // A mail scanner follows links before the person does: it must change nothing.
  const scanned = await fetch(link);
  assert.equal(scanned.status, 200);
  await page.goto("/connexion");
  await fillSignIn(page, newcomer);
  await page.locator(".error-summary").waitFor();

  await page.goto(link);
  await page.getByRole("button", { name: "Confirmer mon adresse" }).click();
  await page.getByText("Votre adresse est confirmée.").waitFor();
  await fillSignIn(page, newcomer);
  await page.waitForURL("/candidatures");

  await page.goto(link);
  await page.getByRole("heading", { name: "Ce lien ne sert plus" }).waitFor();
}

async function answer(page, address) {
  await page.goto(`${address}/axes/strategie`);
  assert.match(await page.title(), /^Brouillon\s: /);
  const before = await side(page).innerText();
  assert.match(before, /^0 questions remplies sur \d+/m);

  await question(page, "strategie-formalisee").getByLabel("Oui, votée par l’assemblée").check();
  await saved(page, "strategie-formalisee");
  const after = await side(page).innerText();
  assert.match(after, /^1 questions? remplies? sur \d+/m, "the column beside the form follows");
  assert.notEqual(level(after), level(before), "the estimate follows");

  const followUp = question(page, "mutualisation-part");
  assert.equal(await followUp.isVisible(), false, "nothing leads to this question yet");
  await question(page, "mutualisation-formes").getByLabel("Nous achetons ensemble").check();
  await saved(page, "mutualisation-formes");
  await followUp.waitFor({ state: "visible" });
  await followUp.getByLabel("Votre réponse, en pourcentage").fill("45,5");
  await saved(page, "mutualisation-part");

  await page.reload();
  assert.equal(await question(page, "strategie-formalisee").getByLabel("Oui, votée par l’assemblée").isChecked(), true);
  assert.equal(await followUp.getByLabel("Votre réponse, en pourcentage").inputValue(), "45,5");

  // Enough for a first level: what counts most, axis after axis.
  await fill(page, `${address}/axes/logiciels`, { "postes-linux": "90", bureautique: "95" });
  await fill(page, `${address}/axes/interoperabilite`, {});
}

const level = (text) => text.match(/à ce stade\s*: (\S+)/)[1];

async function fill(page, axis, numbers) {
  await page.goto(axis);
  for (const [id, value] of Object.entries(numbers)) {
    await question(page, id).getByLabel("Votre réponse, en pourcentage").fill(value);
    await saved(page, id);
  }
}

async function submitTwice(page, address) {
  await submit(page, address);
  assert.match(await page.title(), /^Déposée\s: /);
  await page.getByRole("heading", { name: "Cette candidature est déposée" }).waitFor();

  const receipt = await openLetter(page, newcomer.email, /^Candidature déposée : Sarcey/);
  assert.match(receipt.text, /Dépôt n°\s1/);
  assert.doesNotMatch(receipt.subject, /niveau/i, "a receipt cannot be taken for a decision");

  await page.goto(`${address}/axes/strategie`);
  await question(page, "plan-action").getByLabel("Oui, avec des échéances et des moyens").check();
  await saved(page, "plan-action");
  await page.goto(address);
  await page.getByText("Des réponses ont changé depuis le dernier dépôt.").waitFor();
  await page.locator("main").getByRole("link", { name: "Déposer de nouveau" }).click();
  await page.getByRole("button", { name: "Déposer de nouveau" }).click();
  await page.getByText("C’est le dépôt n° 2.").waitFor();
  assert.equal(await page.getByText("Des réponses ont changé depuis").count(), 0);
}

export async function closeEdition(page) {
  const open = page.getByRole("listitem").filter({ hasText: "Ouverte" }).getByRole("link", { name: /^Édition / });
  const year = (await open.innerText()).match(/\d{4}/)[0];
  await open.click();
  await page.getByRole("link", { name: "Clore maintenant" }).click();
  await page.getByRole("heading", { name: /^Clore maintenant/ }).waitFor();
  await page.getByRole("button", { name: "Clore maintenant" }).click();
  await page.getByText("L’édition est close").waitFor();
  return year;
}

async function review(page, year) {
  await page.goto(`/jury?edition=${year}`);
  await page.getByRole("link", { name: /^Sarcey/ }).click();
  await page.getByRole("link", { name: /^Ajuster la question/ }).first().click();
  const form = page.locator("form.adjust");
  await form.getByLabel(/^Points, de 0 à/).fill("1");
  await form.getByRole("button", { name: "Enregistrer l’ajustement" }).click();
  await page.locator(".error-summary").waitFor(); // a reason is mandatory
  await form.getByLabel(/^Raison/).fill("Aucun justificatif ne dit ce que ces réponses recouvrent.");
  await form.getByRole("button", { name: "Enregistrer l’ajustement" }).click();
  await page.getByText("L’ajustement est enregistré.").waitFor();
  await page.getByText("Ajusté par vous").waitFor();

  await page.getByRole("radio", { name: "Niveau 2" }).check();
  await page.getByLabel("Remarques").fill("Une petite commune qui sait où elle va.");
  await page.getByRole("button", { name: "Enregistrer, puis rendre l’évaluation" }).click();
  await page.getByRole("button", { name: "Rendre l’évaluation" }).click();
  await page.getByText("Votre évaluation est rendue.").waitFor();
}

async function decideAll(page, year) {
  await page.goto(`/secretariat/editions/${year}?etat=under_review`);
  const dossiers = await page.locator("tbody th a").evaluateAll((links) => links.map((link) => link.href));
  assert.ok(dossiers.length >= 2, "the demonstration's candidacy and ours");
  for (const dossier of dossiers) {
    await page.goto(dossier);
    const ours = (await page.getByRole("heading", { level: 1 }).innerText()).includes("Sarcey");
    if (ours) await page.getByText("Une petite commune qui sait où elle va.").waitFor();
    await page.getByRole("radio", { name: ours ? "Niveau 2" : "Niveau 1" }).check();
    await page.getByLabel(/^Raison/).fill("Décision unanime.");
    await page.getByLabel(/^Avis du jury/).fill("Des choix clairs, tenus dans la durée. Publiez vos données : c’est le pas suivant.");
    await page.getByRole("button", { name: "Enregistrer la décision" }).click();
    await page.getByText("La décision est enregistrée").waitFor();
  }
}

export async function publish(page, year) {
  const outside = await fetch(new URL(`/editions/${year}`, page.url()));
  assert.equal(outside.status, 404, "nothing is public before the publication");
  await page.goto(`/secretariat/editions/${year}`);
  await page.getByRole("link", { name: "Préparer la publication" }).click();
  await page.getByRole("heading", { name: "Publier maintenant" }).waitFor();
  await page.getByRole("button", { name: "Publier les résultats" }).click();
  await page.getByText("Les résultats sont publiés.").waitFor();
}

async function readResult(page) {
  const letter = await openLetter(page, newcomer.email, /^Niveau\s2 – Sarcey,/);
  assert.match(letter.text, /Des choix clairs, tenus dans la durée/);
  return letter.text.match(/certificats\/(\d{4}-\d+)/)[1];
}

async function checkCertificate(page, number, folder) {
  await page.goto(`/certificats/${number}`);
  const link = page.getByRole("link", { name: /Certificat à imprimer/ });
  readPDF(await (await fetch(await link.evaluate((one) => one.href))).arrayBuffer(), folder, number);
  await link.click(); // it opens in the browser's own reader
  await page.waitForURL(/\.pdf$/);

  await page.goto("/v");
  await page.getByLabel(/^Numéro du certificat/).fill(number);
  await page.keyboard.press("Enter");
  await page.getByText(/authentique/i).first().waitFor();
  await page.locator("main").getByRole("link", { name: /Sarcey/ }).click();
  await page.getByRole("heading", { level: 1, name: /Sarcey/ }).waitFor();
  assert.match(await page.locator("main").innerText(), /Niveau\s2/);

}

/** The paper says whose it is, and its code leads to where it is checked. */
function readPDF(content, folder, number) {
  const file = join(folder, `${number}.pdf`);
  const bytes = Buffer.from(content);
  assert.equal(bytes.subarray(0, 5).toString(), "%PDF-");
  writeFileSync(file, bytes);
  execFileSync("qpdf", ["--check", file]);
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  assert.match(text, /Sarcey/);
  assert.ok(text.includes(number), "the certificate carries its number");
  execFileSync("pdftoppm", ["-r", "150", "-png", "-singlefile", file, join(folder, number)]);
  const code = execFileSync("zbarimg", ["--quiet", "--raw", join(folder, `${number}.png`)], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  assert.match(code.trim(), new RegExp(`/v/${number}$`));
}

async function findInPublic(page, year) {
  await page.goto("/annuaire");
  await page.getByLabel("Nom, code postal ou SIREN").fill("sarcey");
  await page.getByText("Plus de filtres").click();
  await page.getByLabel("Département", { exact: true }).selectOption("69");
  await page.getByRole("button", { name: "Filtrer" }).click();
  await page.getByRole("link", { name: /^Sarcey/ }).waitFor();
  assert.equal(await page.locator("#liste .results > li").count(), 1);

  await page.goto(`/editions/${year}`);
  await page.getByRole("link", { name: /^Sarcey/ }).waitFor();
  assert.match(await page.locator("main").innerText(), /Noémie Vasseur, maire/, "who agreed to be named is");
  assert.doesNotMatch(await page.locator("main").innerText(), /Loïc|@/, "nobody else is");
}
