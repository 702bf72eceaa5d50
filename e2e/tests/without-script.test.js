// The form of an axis without JavaScript: one button saves it, and nothing typed is ever lost.
import assert from "node:assert/strict";
import { addressOf, nameRepresentatives, openCandidacy, question } from "../harness/candidacy.js";
import { world } from "../harness/world.js";

const w = world();
const plain = { javaScriptEnabled: false };

w.scenario("an axis is answered with the plain button", async (cast) => {
  const page = await cast.person("camille", plain);
  const address = await openCandidacy(page, "69490", "Sarcey (Rhône)");
  await page.getByRole("link", { name: "Répondre au questionnaire" }).click();

  const followUp = question(page, "mutualisation-part");
  assert.equal(await followUp.isVisible(), true, "without a script every question is shown");
  await followUp.getByText("À remplir selon votre réponse à la question 1.7.").waitFor();

  await question(page, "strategie-formalisee").getByLabel("Oui, votée par l’assemblée").check();
  await question(page, "mutualisation-formes").getByLabel("Nous achetons ensemble").check();
  await followUp.getByLabel("Votre réponse, en pourcentage").fill("45");
  await page.getByRole("button", { name: "Enregistrer et rester ici" }).click();
  await page.getByText("Vos réponses à l’axe « Stratégie et mutualisation » sont enregistrées.").waitFor();
  assert.equal(await followUp.getByLabel("Votre réponse, en pourcentage").inputValue(), "45");

  await page.getByRole("button", { name: "Enregistrer et continuer" }).click();
  await page.waitForURL(`${address}/axes/interoperabilite`);
  await page.goto(address);
  assert.match(await page.locator("#content").innerText(), /^3 questions remplies sur \d+/m);
});

w.scenario("a wrong value is told beside its field and loses nothing", async (cast) => {
  const page = await cast.person("camille", plain);
  const address = await addressOf(page, "Valbrune");
  await page.goto(`${address}/axes/logiciels`);
  const wrong = question(page, "postes-linux");
  const other = question(page, "messagerie");
  const choice = await other.getByRole("radio").last().getAttribute("value");
  await wrong.getByLabel("Votre réponse, en pourcentage").fill("beaucoup");
  await wrong.getByText("Ajouter une précision ou un justificatif").click();
  await wrong.getByLabel("Précision").fill("Tous les postes de l’accueil,\net ceux de l’école.");
  await other.getByRole("radio").last().check();
  await page.getByRole("button", { name: "Enregistrer et continuer" }).click();

  await page.getByRole("heading", { name: /erreur|corriger/i }).waitFor();
  assert.match(await page.title(), /^Erreur/);
  const message = await wrong.locator(".error").innerText();
  const entry = page.locator(".error-summary").getByRole("link", { name: /^Question 3\.1/ });
  assert.ok((await entry.innerText()).replace(/\s/g, " ").includes(message.replace(/\s/g, " ").replace("Erreur : ", "")), "the summary repeats the field's words");
  await entry.click();
  assert.equal(new URL(page.url()).hash, "#q-postes-linux");

  const field = wrong.getByLabel("Votre réponse, en pourcentage");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  assert.match(await field.getAttribute("aria-describedby"), /error/);
  assert.equal(await field.inputValue(), "beaucoup", "what was typed is still there");
  assert.equal(await wrong.getByLabel("Précision").inputValue(), "Tous les postes de l’accueil,\net ceux de l’école.");
  assert.equal(await other.locator(`[value="${choice}"]`).isChecked(), true);

  await field.fill("12,5");
  await page.getByRole("button", { name: "Enregistrer et rester ici" }).click();
  await page.getByText(/Vos réponses à l’axe .* sont enregistrées/).waitFor();
  await page.reload();
  assert.equal(await field.inputValue(), "12,5");
  assert.equal(await wrong.getByLabel("Précision").inputValue(), "Tous les postes de l’accueil,\net ceux de l’école.");
  assert.equal(await other.locator(`[value="${choice}"]`).isChecked(), true);
});

w.scenario("two people who post the same axis are told, and choose", async (cast) => {
  const [camille, sacha] = [await cast.person("camille", plain), await cast.person("sacha", plain)];
  const axis = `${await addressOf(camille, "Valbrune")}/axes/donnees`;
  await camille.goto(axis);
  await sacha.goto(axis);
  const field = (page) => question(page, "donnees-exemple").getByLabel("Votre réponse");
  await field(camille).fill("Les horaires des bus");
  await camille.getByRole("button", { name: "Enregistrer et rester ici" }).click();
  await camille.getByText("sont enregistrées").waitFor();

  await field(sacha).fill("Les arbres de la ville");
  await sacha.getByRole("button", { name: "Enregistrer et rester ici" }).click();
  const panel = sacha.locator("[data-clash]");
  await panel.getByText(/Camille Martin a modifié cette réponse/).waitFor();
  assert.match(await panel.innerText(), /Les horaires des bus[\s\S]*Les arbres de la ville/, "both are shown");
  assert.equal(await field(sacha).inputValue(), "Les arbres de la ville");

  await panel.getByRole("button", { name: "Garder ma saisie" }).click();
  await sacha.waitForURL((url) => !url.pathname.endsWith("/donnees"));
  await camille.goto(axis);
  assert.equal(await field(camille).inputValue(), "Les arbres de la ville");
});

w.scenario("a candidacy is submitted, and says what it lacks before", async (cast) => {
  const page = await cast.person("sacha", plain);
  const address = await openCandidacy(page, "69490", "Ancy");
  await page.getByRole("link", { name: "Déposer", exact: true }).click();
  await page.getByRole("heading", { name: "Il manque quelque chose pour déposer" }).waitFor();
  assert.equal(await page.getByRole("button", { name: "Déposer la candidature" }).count(), 0);

  await nameRepresentatives(page, address);
  await page.goto(`${address}/axes/strategie`);
  await question(page, "plan-action").getByLabel("Oui, avec des échéances et des moyens").check();
  await page.getByRole("button", { name: "Enregistrer et continuer" }).click();
  await page.goto(`${address}/depot`);
  await page.getByRole("button", { name: "Déposer la candidature" }).click();
  await page.getByText("C’est le dépôt n° 1.").waitFor();
  assert.match(await page.title(), /^Déposée/);
});
