// The label with a mouse or a finger, pressed for as long as people press: nothing moves under it.
import assert from "node:assert/strict";
import { addressOf, question, saved } from "../harness/candidacy.js";
import { world } from "../harness/world.js";

const w = world();
const press = { delay: 400 }; // milliseconds, longer than any answer of the server takes
const percentage = (page, id) => question(page, id).getByLabel("Votre réponse, en pourcentage");

async function openAxis(cast, axis, options) {
  const page = await cast.person("camille", options);
  await page.goto(`${await addressOf(page, "Valbrune")}/axes/${axis}`);
  return page;
}

w.scenario("an error that appears above does not take a press away", async (cast) => {
  const page = await openAxis(cast, "logiciels");
  await percentage(page, "bureautique").fill("beaucoup");
  const below = question(page, "messagerie").getByRole("radio").last();
  await page.locator(`label:has(#${await below.getAttribute("id")})`).click(press);
  await question(page, "bureautique").locator(".error").waitFor();
  assert.equal(await below.isChecked(), true);
  await saved(page, "messagerie");
});

w.scenario("nor does a question that an answer brings in", async (cast) => {
  const page = await openAxis(cast, "logiciels");
  await question(page, "serveurs-presence").getByLabel("Oui").check();
  await saved(page, "serveurs-presence");
  await percentage(page, "serveurs").fill("60"); // brings the next question in once it is saved
  const below = question(page, "metier").getByRole("checkbox").first();
  await page.locator(`label:has(#${await below.getAttribute("id")})`).click(press);
  await question(page, "infrastructure").waitFor({ state: "visible" });
  assert.equal(await below.isChecked(), true);
});

w.scenario("saying that an answer is saved moves nothing", async (cast) => {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 320, height: 800 }]) {
    const page = await openAxis(cast, "donnees", { viewport });
    const block = question(page, "donnees-strategie");
    const before = await block.boundingBox();
    await block.getByRole("radio").nth(viewport.width === 320 ? 0 : 1).check();
    await saved(page, "donnees-strategie");
    assert.equal((await block.boundingBox()).height, before.height, `${viewport.width} px wide`);
  }
});
