// A fault is found in the questionnaire of the open edition: the secretariat mends it, and nobody loses a word.
import assert from "node:assert/strict";
import { addressOf, question, saved, savedLine, submit } from "../harness/candidacy.js";
import { inspect } from "../harness/inspection.js";
import { openLetter } from "../harness/post.js";
import { corrected, currentText, edit, openYear, paste, send } from "../harness/questionnaire.js";
import { world } from "../harness/world.js";

const w = world();

w.scenario("a mended questionnaire takes the place of the open edition's", async (cast) => {
  const [claude, camille, late, sacha] = [await cast.person("claude"), await cast.person("camille"), await cast.person("camille", { javaScriptEnabled: false }), await cast.person("sacha")];
  const year = await openYear(claude);
  const original = await currentText(claude, year);

  // Faults are told with their places, and the text stays to be mended.
  await send(claude, year, edit(original, "id: mutualisation-part\n        type: percentage\n", "id: mutualisation-part\n        type: percentag\n"));
  const faults = claude.locator("#fautes");
  await faults.waitFor();
  assert.match(await faults.innerText(), /Ligne\s\d+, colonne\s\d+\s: type de question inconnu\s`percentag`, vouliez-vous `percentage`/);
  assert.match(await claude.title(), /^Erreur/);
  assert.deepEqual(await inspect(claude), []);
  const typed = claude.getByLabel("Ou collez ici le texte du questionnaire");
  assert.match(await typed.inputValue(), /percentag\n/);

  // Camille has two forms open; in one, scripts run.
  const valbrune = await addressOf(camille, "Valbrune");
  await camille.goto(`${valbrune}/axes/strategie`);
  await late.goto(`${valbrune}/axes/strategie`);

  await paste(typed, corrected(original));
  await claude.getByRole("button", { name: "Vérifier et voir ce qui change" }).click();
  await claude.waitForURL(/questionnaire\/[0-9a-f]{64}$/);
  await claude.getByRole("heading", { level: 1, name: "Avant de remplacer le questionnaire" }).waitFor();
  await claude.reload(); // a page that can be come back to
  const preview = await claude.locator("main").innerText();
  for (const told of [/continue bilans/, /question retirée/, /Avez-vous un plan d’action\s\? : 2\sréponses/, /Syndicat d’énergie des Trois-Caps/, /Montent\s: \d+\. Descendent\s: \d+/]) assert.match(preview, told);
  assert.deepEqual(await inspect(claude), []);
  await claude.getByRole("button", { name: "Remplacer le questionnaire" }).click();
  await claude.getByText("Dites en une phrase ce qui a été corrigé").first().waitFor();
  await claude.getByLabel("Ce qui a été corrigé, en une phrase").fill("Le plan d’action distingue un projet de plusieurs.");
  await claude.getByRole("button", { name: "Remplacer le questionnaire" }).click();
  await claude.getByText("Le questionnaire est remplacé.").waitFor();

  // What the secretariat sees afterwards.
  const row = claude.getByRole("row", { name: /Trois-Caps/ });
  assert.match(await row.innerText(), /N°\s1/);
  assert.doesNotMatch(await row.innerText(), /À jour/);
  assert.deepEqual(await inspect(claude), []);

  // The form that was open: unchanged questions save, a renamed one too, and each of the others says why.
  await question(camille, "enjeux").getByRole("checkbox").nth(2).check();
  await saved(camille, "enjeux");
  await question(camille, "bilans").getByRole("radio").nth(1).check();
  await saved(camille, "bilans");
  cast.forgive(camille, /409|422/);
  await question(camille, "plan-action").getByLabel("Précision").or(question(camille, "plan-action").locator("summary").first()).first().click();
  await question(camille, "plan-action").locator("textarea").fill("Trois projets cette année");
  await question(camille, "plan-action").getByText(/« Un ou plusieurs projets décidés, sans plan d’ensemble », n’est plus proposée/).waitFor();
  assert.equal(await question(camille, "plan-action").locator("textarea").inputValue(), "Trois projets cette année");
  await question(camille, "obstacles").getByRole("checkbox").nth(1).check();
  await savedLine(camille, "obstacles").filter({ hasText: "Votre réponse est gardée à part" }).waitFor();

  await sacha.goto(`${valbrune}/axes/strategie`);
  assert.equal(await question(sacha, "bilan-demarche").getByRole("radio").nth(1).isChecked(), true, "the renamed question has the answer given under its old name");

  // Without a script: everything typed comes back, the choice that is gone is told beside its question.
  await question(late, "plan-action").locator("summary").first().click();
  await question(late, "plan-action").locator("textarea").fill("Un plan pour 2027");
  await question(late, "portage").getByRole("checkbox").nth(1).check();
  await late.getByRole("button", { name: "Enregistrer et rester ici" }).click();
  await late.locator(".error-summary").waitFor();
  assert.match(await question(late, "plan-action").innerText(), /n’est plus proposée/);
  assert.equal(await question(late, "plan-action").locator("textarea").inputValue(), "Un plan pour 2027");
  assert.equal(await question(late, "portage").getByRole("checkbox").nth(1).isChecked(), true);
  assert.equal(await question(late, "obstacles").count(), 0);
  await question(late, "plan-action").getByRole("radio").nth(1).check();
  await late.getByRole("button", { name: "Enregistrer et rester ici" }).click();
  await late.getByText(/Vos réponses à l’axe .* sont enregistrées/).waitFor();

  // What changed for the team.
  await camille.evaluate(() => localStorage.clear());
  await camille.goto(valbrune);
  assert.deepEqual(await inspect(camille), []);
  await camille.getByText("Le plan d’action distingue un projet de plusieurs.").waitFor();
  await camille.getByRole("link", { name: "Voir ce qui a changé pour vous" }).click();
  await camille.waitForURL("**/changements");
  const changes = await camille.locator("main").innerText();
  for (const told of [/Un ou plusieurs projets décidés, sans plan d’ensemble/, /question retirée/, /1\.\d Avez-vous un plan d’action/]) assert.match(changes, told);
  assert.deepEqual(await inspect(camille), []);
  await camille.goto(`${valbrune}/axes/strategie`);
  assert.equal(await question(camille, "plan-action").getByRole("radio").nth(1).isChecked(), true);

  // Letters, and what was submitted.
  const draft = await openLetter(claude, "camille@valbrune.example", /^Questionnaire corrigé.*Valbrune/);
  assert.match(draft.text, /Avez-vous un plan d’action/);
  const sent = await openLetter(claude, "sacha@valbrune.example", /^Questionnaire corrigé.*Trois-Caps/);
  assert.match(sent.text, /Votre dépôt n° 1 garde la version/);
  const theirs = await addressOf(sacha, "Syndicat d’énergie des Trois-Caps");
  await sacha.goto(`${theirs}/depot`);
  await sacha.getByText(/avec la version 1 du questionnaire, remplacée depuis/).waitFor();
  await submit(sacha, theirs);
  await claude.goto(`/secretariat/editions/${year}/questionnaire`);
  assert.match(await claude.getByRole("row", { name: /Trois-Caps/ }).innerText(), /N°\s2[\s\S]*À jour/);

  // Anybody can check both versions.
  const visitor = await cast.visitor();
  await visitor.goto(`/label/criteres/${year}`);
  const former = await visitor.getByRole("link", { name: "Version 1" }).getAttribute("href");
  const answer = await visitor.request.get(former);
  assert.equal(await answer.text(), original);
  assert.equal(answer.headers().etag, `"${former.match(/[0-9a-f]{64}/)[0]}"`);
  assert.match(answer.headers()["cache-control"], /immutable/);
});

w.scenario("an edition is prepared with a questionnaire of one's own", async (cast) => {
  const page = await cast.person("claude");
  const text = edit(await currentText(page, await openYear(page)), "id: tnl-2021\n", "id: le-notre\n");
  await page.goto("/secretariat/editions/nouvelle");
  await page.getByLabel("Nom de l’édition").fill("Édition à nous");
  await page.getByLabel("Ouverture des candidatures").fill("2031-06-01T09:00");
  await page.getByLabel("Clôture des candidatures").fill("2031-10-15T23:59");
  await page.getByText("Envoyer mon propre questionnaire").click();
  await page.getByLabel("Fichier du questionnaire").setInputFiles({ name: "notre.yaml", mimeType: "text/yaml", buffer: Buffer.from(edit(text, "scale:\n", "scal:\n")) });
  await page.getByRole("button", { name: "Préparer l’édition" }).click();
  await page.locator("#fautes").getByText(/Ligne\s\d+/).first().waitFor();
  assert.deepEqual(await inspect(page), []);
  assert.equal(await page.getByLabel("Nom de l’édition").inputValue(), "Édition à nous");
  await paste(page.getByLabel("Ou collez ici le texte du questionnaire"), text);
  await page.getByRole("button", { name: "Préparer l’édition" }).click();
  await page.getByText("L’édition est préparée.").waitFor();
  await page.getByRole("link", { name: "Questionnaire" }).click();
  await page.locator("code").getByText("le-notre").waitFor();
});
