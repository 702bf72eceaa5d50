// Finds, as people do, the addresses in the demonstration that pages.js leaves open.
import { addressOf } from "./candidacy.js";
import { openLetter } from "./post.js";
import { corrected, currentText, send } from "./questionnaire.js";

const path = (link) => link.evaluate((one) => one.pathname);

export async function visitorFacts(page) {
  const year = await publishedYear(page);
  await page.goto(`/editions/${year}`);
  const territory = page.locator("main .results a").first();
  const facts = { "published year": year, territory: (await path(territory)).split("/").pop() };
  facts.number = await certificateOf(page, facts.territory);
  await page.goto("/editions/2021");
  facts["old territory"] = (await path(page.locator("main .results a").first())).split("/").pop();
  facts["old number"] = await certificateOf(page, facts["old territory"]);

  await page.goto("/inscription");
  await page.getByLabel("Prénom et nom").fill("Ysé Le Bihan");
  await page.getByLabel("Adresse électronique").fill("yse@commune.example");
  await page.getByLabel("Mot de passe").fill("une longue phrase à retenir");
  await page.getByRole("button", { name: "Ouvrir mon compte" }).click();
  await page.waitForURL("/inscription/envoyee");
  facts.confirmation = link(await openLetter(page, "yse@commune.example", /^Confirmez/));
  facts.letter = new URL(page.url()).pathname;
  await page.goto("/mot-de-passe/oubli");
  await page.getByLabel("Adresse électronique").fill("camille@valbrune.example");
  await page.getByRole("button", { name: "Envoyer le lien" }).click();
  await page.waitForURL("/mot-de-passe/oubli/envoye");
  facts.reset = link(await openLetter(page, "camille@valbrune.example", /mot de passe/));
  return facts;
}

const link = (letter) => new URL(letter.text.match(/http:\S+\/(confirmation|mot-de-passe)\/\S+/)[0]).pathname;

async function publishedYear(page) {
  await page.goto("/editions");
  return (await path(page.locator("main .results a").first())).split("/").pop();
}

async function certificateOf(page, slug) {
  await page.goto(`/territoires/${slug}`);
  return (await path(page.locator('main a[href^="/certificats/"]:not([href$=".pdf"])').first())).split("/").pop();
}

export async function candidateFacts(page) {
  const facts = { draft: await addressOf(page, "Valbrune") };
  for (const item of await page.locator(".results > li").all()) {
    const address = await path(item.getByRole("link").first());
    if (await item.getByText("Lue par le jury").count()) facts["read by the jury"] = address;
    if (await item.getByText("Publiée").count()) facts.published = address;
  }
  await page.goto(`${facts.draft}/initiatives`);
  facts.initiative = await path(page.getByRole("link", { name: /^Modifier/ }).first());
  return facts;
}

/** page is Alix's, who has handed one review in; a draft of another is left by her. */
export async function jurorFacts(page) {
  await page.goto("/jury");
  const facts = {};
  for (const item of await page.locator(".results > li").all()) {
    const address = await path(item.getByRole("link").first());
    facts[(await item.getByText("Rendue").count()) ? "handed in" : "to read"] = address;
  }
  Object.assign(facts, await years(page));
  await page.goto(facts["to read"]);
  facts.question = (await page.getByRole("link", { name: /^Ajuster la question/ }).first().getAttribute("href")).match(/ajuster=([^#&]+)/)[1];
  await page.getByRole("radio", { name: /^Niveau 3/ }).check();
  await page.getByRole("button", { name: "Enregistrer le brouillon" }).click();
  await page.getByText("Votre proposition est enregistrée").waitFor();
  return facts;
}

// years are those of the demonstration: one published, then one before the jury, then one open.
async function years(page) {
  const published = Number(await publishedYear(page));
  return { "published year": String(published), "review year": String(published + 1), "open year": String(published + 2) };
}

/** Decides one candidacy on the way. */
export async function secretariatFacts(page) {
  const facts = await years(page);
  await page.goto(`/secretariat/editions/${facts["review year"]}?etat=under_review`);
  const dossiers = await page.locator("tbody th a").evaluateAll((links) => links.map((one) => one.pathname));
  [facts["to decide"], facts.decided] = dossiers;
  await page.goto(facts.decided);
  await page.getByRole("radio", { name: /^Niveau 1/ }).check();
  await page.getByLabel(/^Raison/).fill("Décision unanime.");
  await page.getByLabel(/^Avis du jury/).fill("Un premier pas net.\n\nLe suivant : publier vos données.");
  await page.getByRole("button", { name: "Enregistrer la décision" }).click();
  await page.getByText("La décision est enregistrée").waitFor();
  await page.goto(`/secretariat/editions/${facts["open year"]}?etat=draft`);
  facts["not submitted"] = await path(page.locator("tbody th a").first());
  await send(page, facts["open year"], corrected(await currentText(page, facts["open year"])));
  facts.corrected = new URL(page.url()).pathname.split("/").pop();
  await page.goto("/secretariat/declarations");
  facts.inventory = await path(page.getByRole("link", { name: /^Retirer l’inventaire/ }).first());
  facts.told = await path(page.getByRole("link", { name: /^Retirer l’initiative/ }).first());
  await page.goto("/secretariat/personnes");
  facts["role to take back"] = await path(page.getByRole("link", { name: /^Retirer/ }).first());
  return facts;
}
