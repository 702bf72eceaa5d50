// The label without a mouse.
import assert from "node:assert/strict";
import { addressOf, nameRepresentatives, question, saved } from "../harness/candidacy.js";
import { assertFocusSeen, focused, tabTo } from "../harness/keyboard.js";
import { world } from "../harness/world.js";

const w = world();
const named = (element, text) => element.innerText?.trim() === text;

w.scenario("the first stop skips to the content", async (cast) => {
  const page = await cast.visitor();
  for (const address of ["/", "/annuaire", "/connexion"]) {
    await page.goto(address);
    await page.keyboard.press("Tab");
    assert.equal((await focused(page)).text, "Aller au contenu");
    await assertFocusSeen(page);
    const box = await page.getByRole("link", { name: "Aller au contenu" }).boundingBox();
    assert.ok(box.x >= 0 && box.y >= 0 && box.height > 10, "the link shows itself when it has the focus");
    await page.keyboard.press("Enter");
    assert.equal((await focused(page)).id, "content");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), true, "the next stop is in the content");
  }
});

w.scenario("a candidacy is answered and submitted with Tab, Space, Enter and arrows", async (cast) => {
  const page = await cast.person("camille");
  const address = await addressOf(page, "Valbrune");
  await nameRepresentatives(page, address);
  await page.goto(address);
  await page.locator("body").press("Home");
  await tabTo(page, named, "Répondre au questionnaire");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/axes/strategie");
  await tabTo(page, (element) => element.pathname?.endsWith("/axes/ecosysteme"));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/axes/ecosysteme");

  await tabTo(page, (element) => element.name === "formation");
  await page.keyboard.press("Space");
  await saved(page, "formation");
  assert.equal((await focused(page)).name, "formation", "saving leaves the focus where it is");
  await page.keyboard.press("ArrowDown");
  await page.waitForFunction(() => document.querySelector("[name='formation.revision']").value === "2");
  assert.equal(await question(page, "formation").getByRole("radio").nth(1).isChecked(), true);

  await tabTo(page, named, "Enregistrer et continuer");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/axes/donnees");
  await page.goto(address);
  await tabTo(page, named, "Déposer");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/depot");
  await tabTo(page, named, "Déposer la candidature");
  await page.keyboard.press("Space");
  await page.getByText("Votre candidature est déposée.").waitFor();
});

w.scenario("after a refused form the focus is on the summary of errors", async (cast) => {
  const visitor = await cast.visitor();
  await visitor.goto("/inscription");
  await visitor.getByLabel("Adresse électronique").fill("sans-arobase");
  await visitor.keyboard.press("Enter");
  await visitor.locator(".error-summary").waitFor();
  assert.equal((await focused(visitor)).id, "errors");
  await tabTo(visitor, (element) => element.matches(".error-summary a"), null, { most: 1 });
  await visitor.keyboard.press("Enter");
  assert.match(new URL(visitor.url()).hash, /^#/);
  const target = new URL(visitor.url()).hash.slice(1);
  assert.equal(await visitor.locator(`[id="${target}"]`).getAttribute("aria-invalid"), "true");

  const candidate = await cast.person("camille");
  await candidate.goto(`${await addressOf(candidate, "Valbrune")}/axes/logiciels`);
  await question(candidate, "postes-linux").getByLabel("Votre réponse, en pourcentage").fill("beaucoup");
  await candidate.getByRole("button", { name: "Enregistrer et rester ici" }).click();
  await candidate.locator(".error-summary").waitFor();
  assert.equal((await focused(candidate)).id, "errors");
  await assertFocusSeen(candidate);
});

w.scenario("a wrong value typed is told beside its field at once", async (cast) => {
  const page = await cast.person("camille");
  await page.goto(`${await addressOf(page, "Valbrune")}/axes/logiciels`);
  const field = question(page, "bureautique").getByLabel("Votre réponse, en pourcentage");
  await field.fill("140");
  await field.blur();
  await question(page, "bureautique").locator(".error").waitFor();
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  const described = (await field.getAttribute("aria-describedby")).split(" ");
  assert.ok(described.includes(await question(page, "bureautique").locator(".error").getAttribute("id")));
  await field.fill("40");
  await saved(page, "bureautique");
  assert.equal(await question(page, "bureautique").locator(".error").count(), 0);
  assert.equal(await field.getAttribute("aria-invalid"), null);
});

w.scenario("the account's menu opens, closes on Escape and gives the focus back", async (cast) => {
  const page = await cast.person("camille");
  await tabTo(page, (element) => element.matches("details.menu > summary"));
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Mon compte" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Mon compte" }).waitFor({ state: "hidden" });
  assert.match((await focused(page)).text, /Camille Martin/);
});

w.scenario("the map and the filters of the directory are reached one by one", async (cast) => {
  const page = await cast.visitor();
  await page.goto("/annuaire");
  await tabTo(page, (element) => element.matches("svg.map a"));
  assert.ok(await page.evaluate(() => document.activeElement.getAttribute("aria-label")));
  await page.goto("/annuaire");
  await tabTo(page, named, "Passer la carte");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest("#liste"))), true);
});
