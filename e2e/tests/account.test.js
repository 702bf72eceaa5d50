// A person's own account: a password that was forgotten, other devices, a name.
import assert from "node:assert/strict";
import { accounts, fillSignIn } from "../harness/people.js";
import { countLetters, openLetter } from "../harness/post.js";
import { world } from "../harness/world.js";

const w = world();

w.scenario("a forgotten password is replaced, once, and other devices are signed out", async (cast) => {
  const elsewhere = await cast.person("sacha");
  const page = await cast.visitor();
  await page.goto("/connexion");
  await page.getByRole("link", { name: "Mot de passe oublié" }).click();
  await page.getByLabel("Adresse électronique").fill(accounts.sacha.email);
  await page.getByRole("button", { name: "Envoyer le lien" }).click();
  await page.waitForURL("/mot-de-passe/oubli/envoye");
  const letter = await openLetter(page, accounts.sacha.email, /mot de passe/);
  const link = letter.text.match(/http:\S+\/mot-de-passe\/\S+/)[0];

  assert.equal((await fetch(link)).status, 200, "following the link changes nothing");
  await elsewhere.goto("/candidatures");
  assert.equal(new URL(elsewhere.url()).pathname, "/candidatures");

  await page.goto(link);
  await page.getByLabel("Nouveau mot de passe").fill("trop court");
  await page.getByRole("button", { name: "Enregistrer ce mot de passe" }).click();
  await page.locator(".error-summary").waitFor();
  const password = "un autre mot de passe, plus long";
  await page.getByLabel("Nouveau mot de passe").fill(password);
  await page.getByRole("button", { name: "Enregistrer ce mot de passe" }).click();
  await page.getByText("Votre nouveau mot de passe est enregistré.").waitFor();
  await fillSignIn(page, { email: accounts.sacha.email, password });
  await page.waitForURL("/candidatures");

  await elsewhere.goto("/candidatures");
  assert.equal(new URL(elsewhere.url()).pathname, "/connexion");
  await page.goto(link);
  await page.getByRole("heading", { name: "Ce lien ne sert plus" }).waitFor();
  await openLetter(page, accounts.sacha.email, /^Votre mot de passe a été changé/);
});

w.scenario("nobody learns whether an address has an account", async (cast) => {
  const page = await cast.visitor();
  const seen = [];
  for (const email of [accounts.camille.email, "personne@nulle-part.example"]) {
    await page.goto("/mot-de-passe/oubli");
    await page.getByLabel("Adresse électronique").fill(email);
    await page.getByRole("button", { name: "Envoyer le lien" }).click();
    await page.waitForURL("/mot-de-passe/oubli/envoye");
    seen.push(await page.locator("main").innerText());
    await page.goto("/inscription");
    await page.getByLabel("Prénom et nom").fill("Quelqu’un");
    await page.getByLabel("Adresse électronique").fill(email);
    await page.getByLabel("Mot de passe").fill("une longue phrase à retenir");
    await page.getByRole("button", { name: "Ouvrir mon compte" }).click();
    await page.waitForURL("/inscription/envoyee");
    seen.push(await page.locator("main").innerText());
    await page.goto("/connexion");
    await fillSignIn(page, { email, password: "ce n’est pas le bon" });
    await page.locator(".error-summary").waitFor();
    seen.push(await page.locator(".error-summary").innerText());
  }
  assert.deepEqual(seen.slice(0, 3), seen.slice(3));
  await openLetter(page, accounts.camille.email, /^Vous avez déjà un compte/);
  assert.equal(await countLetters(page, "personne@nulle-part.example", /mot de passe/), 0);
});

w.scenario("a name is changed, and what is wrong is told", async (cast) => {
  const page = await cast.person("camille");
  await page.goto("/compte");
  const name = page.getByLabel("Prénom et nom");
  await name.fill("");
  await page.getByRole("button", { name: "Enregistrer mon nom" }).click();
  await page.locator(".error-summary").waitFor();
  await name.fill("Camille d’Arc-Vuitton");
  await page.getByRole("button", { name: "Enregistrer mon nom" }).click();
  await page.getByText("Votre nom est enregistré.").waitFor();
  await page.locator("details.menu > summary").filter({ hasText: "Camille d’Arc-Vuitton" }).waitFor();
  await page.reload();
  assert.equal(await page.getByText("Votre nom est enregistré.").count(), 0, "the news is told once");
});
