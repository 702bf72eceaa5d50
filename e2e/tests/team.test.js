// A candidacy is a team's: people are invited, join, withdraw it and take it up again.
import assert from "node:assert/strict";
import { openCandidacy, question, saved } from "../harness/candidacy.js";
import { openLetter } from "../harness/post.js";
import { world } from "../harness/world.js";

const w = world();

w.scenario("a colleague is invited, joins and answers", async (cast) => {
  const [camille, sacha] = [await cast.person("camille"), await cast.person("sacha")];
  const address = await openCandidacy(camille, "69490", "Saint-Forgeux");
  assert.equal((await sacha.goto(address)).status(), 404, "not of the team yet");

  await camille.goto(`${address}/equipe`);
  await camille.getByLabel("Adresse électronique de votre collègue").fill("sacha@valbrune.example");
  await camille.getByRole("button", { name: "Envoyer l’invitation" }).click();
  await camille.getByText("L’invitation est envoyée à sacha@valbrune.example.").waitFor();
  const letter = await openLetter(sacha, "sacha@valbrune.example", /^Invitation : la candidature de Saint-Forgeux/);
  assert.match(letter.text, /Camille Martin vous invite/);
  assert.equal((await sacha.goto(address)).status(), 404, "an invitation shows nothing before it is taken");

  await sacha.goto(letter.text.match(/http:\S+\/candidatures\S*/)[0]);
  const invitation = sacha.locator(".invitation").filter({ hasText: "Saint-Forgeux" });
  await invitation.getByRole("button", { name: "Rejoindre l’équipe" }).click();
  await sacha.getByText("Vous faites maintenant partie de l’équipe.").waitFor();
  await sacha.goto(`${address}/axes/strategie`);
  await question(sacha, "plan-action").getByRole("radio").first().check();
  await saved(sacha, "plan-action");
  assert.equal((await sacha.goto(`${address}/equipe`)).status(), 200);
  assert.equal(await sacha.getByRole("button", { name: "Envoyer l’invitation" }).count(), 0, "only who is responsible invites");

  await camille.goto(`${address}/axes/strategie`);
  assert.equal(await question(camille, "plan-action").getByRole("radio").first().isChecked(), true);
});

w.scenario("an invitation taken back lets nobody in", async (cast) => {
  const [camille, sacha] = [await cast.person("camille"), await cast.person("sacha")];
  const address = await openCandidacy(camille, "69490", "Vindry-sur-Turdine");
  await camille.goto(`${address}/equipe`);
  await camille.getByLabel("Adresse électronique de votre collègue").fill("sacha@valbrune.example");
  await camille.getByRole("button", { name: "Envoyer l’invitation" }).click();
  await camille.getByRole("button", { name: /^Annuler/ }).waitFor();
  await sacha.goto("/candidatures");
  const join = sacha.locator(".invitation").filter({ hasText: "Vindry" }).getByRole("button", { name: "Rejoindre l’équipe" });
  await join.waitFor();
  await camille.getByRole("button", { name: /^Annuler/ }).click();
  await camille.getByText("L’invitation est annulée.").waitFor();
  await join.click();
  await sacha.getByRole("heading", { name: "Cette page n’existe pas" }).waitFor();
});

w.scenario("a territory has one candidacy in an edition", async (cast) => {
  const [camille, sacha] = [await cast.person("camille"), await cast.person("sacha")];
  await openCandidacy(camille, "69490", "Saint-Romain-de-Popey");
  await sacha.goto("/candidatures/nouvelle?q=69490");
  await sacha.getByRole("button", { name: "Choisir Saint-Romain-de-Popey" }).click();
  await sacha.locator(".notice--warning").waitFor();
  assert.equal(new URL(sacha.url()).pathname, "/candidatures");
  await sacha.getByLabel("Nom, code postal, code INSEE ou SIREN").waitFor();
});

w.scenario("a candidacy is withdrawn after a confirmation, and taken up again", async (cast) => {
  const page = await cast.person("camille");
  const address = await openCandidacy(page, "69490", "Ancy");
  await page.getByRole("link", { name: "Retirer la candidature" }).click();
  await page.getByRole("link", { name: "Ne rien changer" }).click();
  await page.getByRole("heading", { name: "Cette candidature est un brouillon" }).waitFor();
  await page.goto(`${address}/retrait`);
  await page.getByRole("button", { name: "Retirer la candidature" }).click();
  await page.getByRole("heading", { name: "Cette candidature est retirée" }).waitFor();
  assert.match(await page.title(), /^Retirée/);
  await page.getByRole("button", { name: "Reprendre la candidature" }).click();
  await page.getByText("c’est de nouveau un brouillon").waitFor();
});
