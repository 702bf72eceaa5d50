// An edition that asks for documents, and small documents to give.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openCandidacy, question } from "./candidacy.js";

/** The question of the questionnaire of 2025 that is answered by a document. */
const asked = "texte-adopte";

/** Its block on page. */
export const piece = (page) => question(page, asked);

/** The line of the document that page shows as given. */
export const given = (page) => piece(page).locator(".document > p").first();

/** A document for a field, about its own name, with as many bytes more. */
export const pdf = (name, more = 0) => ({
  name, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7\n% ${name}\n${"%".repeat(more)}\n%%EOF\n`),
});

/** A document of so many megabytes, as a file of the disk: a browser takes it faster than from its driver. */
export function heavy(folder, name, megabytes) {
  const path = join(folder, name);
  writeFileSync(path, pdf(name, megabytes * 2 ** 20).buffer);
  return path;
}

/** Opens an edition that follows every other, with the questionnaire of 2025. page is the secretariat's. Gives its year. */
export async function openEditionWithDocuments(page) {
  await page.goto("/secretariat/editions/nouvelle");
  const year = await page.getByLabel("Année").inputValue();
  await page.getByLabel("Questionnaire", { exact: true }).selectOption("tnl-2025");
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 16);
  await page.getByLabel("Ouverture des candidatures").fill(day(-1));
  await page.getByLabel("Clôture des candidatures").fill(day(20));
  await page.getByRole("button", { name: "Préparer l’édition" }).click();
  await page.getByText("L’édition est préparée.").waitFor();
  return year;
}

/** Closes the edition of that year. */
export async function closeEdition(page, year) {
  await page.goto(`/secretariat/editions/${year}/cloture`);
  await page.getByRole("button", { name: "Clore maintenant" }).click();
  await page.getByText("L’édition est close").waitFor();
}

/** Opens a candidacy to that edition, on the axis that asks for a document; gives its address. */
export async function openDossier(page, territory) {
  const address = await openCandidacy(page, "69210", territory);
  await page.goto(`${address}/axes/strategie`);
  await question(page, "strategie-formalisee").getByLabel("Oui, l’assemblée l’a voté").check();
  await piece(page).waitFor(); // with a script, once that answer is saved
  return address;
}
