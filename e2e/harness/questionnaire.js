// What the secretariat does to a questionnaire, by the pages' own words.
import assert from "node:assert/strict";

/** The text of the questionnaire that the open edition uses, downloaded as its author would. */
export async function currentText(page, year) {
  await page.goto(`/secretariat/editions/${year}/questionnaire`);
  const file = await page.getByRole("link", { name: "Télécharger ce questionnaire" }).getAttribute("href");
  return (await page.request.get(file)).text();
}

/** Puts change in the place of found, which must be there once. */
export function edit(text, found, change) {
  assert.equal(text.split(found).length, 2, `${found} stands once in the questionnaire`);
  return text.replace(found, change);
}

/** A mended version: a choice cut in two, a question under a new name, another one gone, and a higher threshold. */
export function corrected(text) {
  text = edit(text, "          - id: projets\n            label: Un ou plusieurs projets décidés, sans plan d’ensemble\n            points: 2\n",
    "          - id: plusieurs\n            label: Plusieurs projets décidés, sans plan d’ensemble\n            points: 2\n          - id: un-projet\n            label: Un projet décidé\n            points: 1\n");
  text = edit(text, "      - id: bilans\n", "      - id: bilan-demarche\n        continues: tnl-2021/bilans\n");
  text = edit(text, "      total: 11\n", "      total: 13\n");
  const gone = text.indexOf("\n      - id: obstacles\n");
  return text.slice(0, gone) + text.slice(text.indexOf("\n      - id: ", gone + 1));
}

/** Sends a questionnaire as a file from the page of the open edition's. */
export async function send(page, year, text, name = "corrige.yaml") {
  await page.goto(`/secretariat/editions/${year}/questionnaire`);
  await page.getByLabel("Fichier du questionnaire").setInputFiles({ name, mimeType: "text/yaml", buffer: Buffer.from(text) });
  await page.getByRole("button", { name: "Vérifier et voir ce qui change" }).click();
}

/** The year of the open edition. */
export async function openYear(page) {
  await page.goto("/secretariat");
  return (await page.getByRole("link", { name: /^Édition \d{4}/ }).first().getAttribute("href")).split("/").pop();
}

/** Puts a long text in a field at once: typing 1 500 lines takes a browser a quarter of a minute. */
export const paste = (field, text) => field.evaluate((one, text) => { one.value = text; }, text);
