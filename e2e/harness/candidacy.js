// What a candidate does again and again, by the page's own words.

/** Opens a candidacy for the territory found by a postal code; gives its address. */
export async function openCandidacy(page, search, territory) {
  await page.goto("/candidater");
  await page.getByRole("link", { name: "Commencer une candidature" }).click();
  await page.getByLabel("Nom, code postal, code INSEE ou SIREN").fill(search);
  await page.getByRole("button", { name: "Chercher" }).click();
  await page.getByRole("button", { name: `Choisir ${territory}` }).click();
  await page.getByRole("heading", { name: "Cette candidature est un brouillon" }).waitFor();
  return new URL(page.url()).pathname;
}

/** Names both representatives on the page of the candidacy at address. */
export async function nameRepresentatives(page, address) {
  await page.goto(`${address}/representants`);
  const people = {
    "Élu ou élue référente": ["Noémie Vasseur", "maire", "maire@commune.example"],
    "Référent ou référente technique": ["Loïc d’Haëne", "secrétaire de mairie", "mairie@commune.example"],
  };
  for (const [group, [name, duty, email]] of Object.entries(people)) {
    const fields = page.getByRole("group", { name: group });
    await fields.getByLabel("Prénom et nom").fill(name);
    await fields.getByLabel("Fonction", { exact: true }).fill(duty);
    await fields.getByLabel("Adresse électronique").fill(email);
  }
  await page.getByLabel("accepte que son nom et sa fonction soient publiés").check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Les référents sont enregistrés.").waitFor();
}

/** The block of one question. */
export const question = (page, id) => page.locator(`#q-${id}`);

/** The line of a question that says whether its answer is saved. */
export const savedLine = (page, id) => question(page, id).locator("[data-saved]");

/** Waits until the page says that the answer to a question is saved. */
export const saved = (page, id) => savedLine(page, id).filter({ hasText: /^Enregistré à / }).waitFor();

/** The column beside the form: progress and level. */
export const side = (page) => page.locator("#candidacy-side");

/** Submits the candidacy at address. */
export async function submit(page, address) {
  await page.goto(`${address}/depot`);
  await page.getByRole("button", { name: /^Déposer/ }).click();
  await page.getByText("Votre candidature est déposée.").waitFor();
}

/** The address of the person's candidacy of the territory, this year's first. */
export async function addressOf(page, territory) {
  await page.goto("/candidatures");
  const link = page.getByRole("link", { name: new RegExp(`^${territory}, `) }).first();
  return new URL(await link.getAttribute("href"), page.url()).pathname;
}
