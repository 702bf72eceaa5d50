// What a territory tells of itself: ticked, agreed to, published with its label, found by a visitor, and taken back.
import assert from "node:assert/strict";
import { addressOf } from "../harness/candidacy.js";
import { closeEdition, publish } from "../harness/journey.js";
import { world } from "../harness/world.js";

const w = world();
const territory = "Syndicat d’énergie des Trois-Caps";

w.scenario("an inventory from its first tick to its withdrawal", async (cast) => {
  const sacha = await cast.person("sacha");
  const address = await addressOf(sacha, territory);
  await fill(sacha, address);
  await tell(sacha, address);

  const visitor = await cast.visitor();
  await visitor.goto("/logiciels?q=trois+caps");
  await visitor.getByText("Aucun logiciel de ce nom").waitFor();

  const claude = await cast.person("claude");
  const year = await closeEdition(claude);
  await decide(claude, year);
  await publish(claude, year);

  await find(visitor);
  await takeBack(sacha, address);
  await visitor.goto("/logiciels?q=trois+caps");
  await visitor.getByText("Aucun logiciel de ce nom").waitFor();
  assert.equal((await visitor.request.get("/logiciels/carnettroiscaps")).status(), 404);
  assert.doesNotMatch(await (await visitor.request.get("/initiatives")).text(), /Trois-Caps/);
});

async function decide(page, year) {
  await page.goto(`/secretariat/editions/${year}?etat=under_review`);
  await page.getByRole("link", { name: territory }).click();
  await page.getByRole("radio", { name: "Niveau 1" }).check();
  await page.getByLabel(/^Raison/).fill("Décision unanime.");
  await page.getByLabel(/^Avis du jury/).fill("Un premier pas net.");
  await page.getByRole("button", { name: "Enregistrer la décision" }).click();
  await page.getByText("La décision est enregistrée").waitFor();
}

async function fill(page, address) {
  await page.goto(address);
  await page.getByRole("link", { name: "Nos logiciels libres" }).click();
  await page.getByText("Serveurs et réseau").first().click();
  await page.getByRole("checkbox", { name: /^PostgreSQL/ }).check();
  await page.getByLabel("Autre logiciel").fill("Carnet Trois Caps");
  await page.getByRole("button", { name: "Enregistrer et en ajouter un autre" }).click();
  await page.getByText("Rien n’en sera publié sans votre accord").waitFor();

  const details = page.locator("li", { has: page.getByRole("checkbox", { name: "Carnet Trois Caps" }) });
  await details.getByText("Préciser").click();
  await details.getByLabel("Depuis").fill("2021");
  await details.getByLabel("Nous pouvons en parler").check();
  await page.getByLabel("accepte que cet inventaire soit publié").check();
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.locator(".error-summary").getByText("Donnez l’adresse d’un service").click();
  await page.keyboard.type("numerique@trois-caps.example");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByText("Il sera publié si un label vous est décerné").waitFor();
}

async function tell(page, address) {
  await page.goto(`${address}/initiatives`);
  await page.getByLabel("Titre").fill("Un cahier commun");
  await page.getByLabel("Thème").selectOption({ label: "Mettre en commun" });
  await page.getByLabel("En quelques phrases").fill("Douze communes écrivent au même endroit.");
  await page.getByLabel("accepte que cette initiative soit publiée").check();
  await page.getByRole("button", { name: "Ajouter l’initiative" }).click();
  await page.getByText("Publication acceptée").waitFor();
}

async function find(page) {
  await page.goto("/logiciels");
  await page.getByLabel("Nom d’un logiciel").fill("trois caps");
  await page.getByRole("button", { name: "Chercher" }).click();
  await page.getByRole("link", { name: "Carnet Trois Caps" }).click();
  await page.getByText("Depuis 2021").waitFor();
  assert.equal(await page.getByRole("link", { name: "numerique@trois-caps.example" }).getAttribute("href"), "mailto:numerique@trois-caps.example");
  await page.getByRole("link", { name: territory }).click();
  await page.getByRole("heading", { name: "Un cahier commun" }).waitFor();
}

async function takeBack(page, address) {
  await page.goto(`${address}/logiciels`);
  await page.getByRole("link", { name: "Le retirer des pages publiques" }).click();
  await page.getByRole("button", { name: "Retirer l’inventaire" }).click();
  await page.getByText("L’inventaire n’est plus public.").waitFor();
  await page.goto(`${address}/initiatives`);
  await page.getByRole("link", { name: /^Retirer/ }).click();
  await page.getByRole("button", { name: "Retirer l’initiative" }).click();
  await page.getByText("L’initiative n’est plus publique.").waitFor();
}
