// Two people of one team on the same answer: the second is told, sees both values, and nothing is lost.
import assert from "node:assert/strict";
import { addressOf, question, saved, savedLine } from "../harness/candidacy.js";
import { world } from "../harness/world.js";

const w = world();
const press = { delay: 120 }; // milliseconds that a finger stays on a button: what is under it must not move meanwhile
const field = (page, id) => question(page, id).getByLabel("Votre réponse", { exact: true });
const value = (page) => field(page, "initiative").inputValue();

// meet brings Camille and Sacha to the same axis, where Camille saves first and Sacha then types something else.
async function meet(cast, first, second) {
  const [camille, sacha] = [await cast.person("camille"), await cast.person("sacha")];
  const axis = `${await addressOf(camille, "Valbrune")}/axes/ecosysteme`;
  await camille.goto(axis);
  await sacha.goto(axis);
  await field(camille, "initiative").fill(first);
  await saved(camille, "initiative");
  await field(sacha, "initiative").fill(second);
  const panel = question(sacha, "initiative").locator("[data-clash]");
  await panel.waitFor();
  return { camille, sacha, panel, axis };
}

w.scenario("the second person is told with both values, and keeps theirs", async (cast) => {
  const { camille, sacha, panel } = await meet(cast, "Un café du libre chaque mois", "Une fête du libre au printemps");
  const told = await panel.innerText();
  assert.match(told, /Camille Martin a modifié cette réponse à \d+\sh\s\d+/);
  assert.match(told, /Un café du libre chaque mois/);
  assert.match(told, /Une fête du libre au printemps/);
  assert.equal(await panel.getAttribute("role"), "alert", "screen readers are told");
  assert.match(await savedLine(sacha, "initiative").innerText(), /^Non enregistré/);

  await camille.reload();
  assert.equal(await value(camille), "Un café du libre chaque mois", "the first value stands until the second person chooses");

  await panel.getByRole("button", { name: "Garder ma saisie" }).click(press);
  await saved(sacha, "initiative");
  assert.equal(await question(sacha, "initiative").locator("[data-clash]").count(), 0);
  await camille.reload();
  assert.equal(await value(camille), "Une fête du libre au printemps");
});

w.scenario("the second person takes the other's answer", async (cast) => {
  const { sacha, panel } = await meet(cast, "Un atelier à la médiathèque", "Un stand au marché");
  await panel.getByRole("link", { name: "Reprendre celle de l’équipe" }).click(press);
  await question(sacha, "initiative").locator("[data-clash]").waitFor({ state: "detached" });
  assert.equal(await value(sacha), "Un atelier à la médiathèque");
  await sacha.reload();
  assert.equal(await value(sacha), "Un atelier à la médiathèque", "what was put aside does not come back");
});

w.scenario("a clash left as it is waits in the browser", async (cast) => {
  const { sacha, axis } = await meet(cast, "Un repair-café", "Une gazette du libre");
  await sacha.goto("/candidatures");
  await sacha.goto(axis);
  await question(sacha, "initiative").locator("[data-clash]").waitFor();
  assert.equal(await value(sacha), "Une gazette du libre", "what was typed is still there");
  assert.match(await question(sacha, "initiative").locator("[data-clash]").innerText(), /Un repair-café/);
});

w.scenario("answers to different questions do not meet", async (cast) => {
  const [camille, sacha] = [await cast.person("camille"), await cast.person("sacha")];
  const axis = `${await addressOf(camille, "Valbrune")}/axes/ecosysteme`;
  await camille.goto(axis);
  await sacha.goto(axis);
  await question(camille, "formation").getByRole("radio").first().check();
  await question(sacha, "evenements").getByRole("radio").first().check();
  await Promise.all([saved(camille, "formation"), saved(sacha, "evenements")]);
  await camille.reload();
  assert.equal(await question(camille, "formation").getByRole("radio").first().isChecked(), true);
  assert.equal(await question(camille, "evenements").getByRole("radio").first().isChecked(), true);
});

w.scenario("who leaves by the button right after typing leaves nothing behind", async (cast) => {
  const [camille, sacha] = [await cast.person("camille"), await cast.person("sacha")];
  const axis = `${await addressOf(camille, "Valbrune")}/axes/ecosysteme`;
  await camille.goto(axis);
  await field(camille, "initiative").fill("Une grainothèque de logiciels");
  await camille.getByRole("button", { name: "Enregistrer et continuer" }).click();
  await camille.waitForURL("**/axes/donnees");
  await camille.getByText(/Vos réponses à l’axe .* sont enregistrées/).waitFor();
  assert.equal(await camille.evaluate(() => localStorage.length), 0);

  await sacha.goto(axis);
  assert.equal(await value(sacha), "Une grainothèque de logiciels");
  await field(sacha, "initiative").fill("Une grainothèque, et des ateliers");
  await saved(sacha, "initiative");

  await camille.goto(axis);
  assert.equal(await value(camille), "Une grainothèque, et des ateliers", "the colleague's answer is not taken for a clash");
  assert.equal(await question(camille, "initiative").locator("[data-clash]").count(), 0);
});

w.scenario("going back to a form and typing on meets nobody", async (cast) => {
  const page = await cast.person("camille");
  const axis = `${await addressOf(page, "Valbrune")}/axes/ecosysteme`;
  await page.goto(axis);
  await field(page, "initiative").fill("Un début");
  await page.getByRole("button", { name: "Enregistrer et continuer" }).click();
  await page.waitForURL("**/axes/donnees");
  await page.goBack();
  await field(page, "initiative").fill("Un début, puis une suite");
  await saved(page, "initiative");
  assert.equal(await question(page, "initiative").locator("[data-clash]").count(), 0);
  await page.reload();
  assert.equal(await value(page), "Un début, puis une suite");
});
