// Last year's answers, one by one: taken over on the spot or by the plain form, and read beside this year's.
import assert from "node:assert/strict";
import { addressOf, question, saved, savedLine, side } from "../harness/candidacy.js";
import { inspect } from "../harness/inspection.js";
import { assertFocusSeen, focused, tabTo } from "../harness/keyboard.js";
import { world } from "../harness/world.js";

const w = world();
const plain = { javaScriptEnabled: false };
const take = (page, id) => question(page, id).getByRole("button", { name: /^Reprendre cette réponse/ });
const share = (page, id) => question(page, id).getByLabel("Votre réponse, en pourcentage");
const words = async (line) => (await line.innerText()).replace(/\s+/g, " ");

async function year(page) {
  await page.goto(await addressOf(page, "Valbrune"));
  return (await page.getByRole("heading", { name: /^Vos réponses de/ }).innerText()).match(/\d{4}/)[0];
}

w.scenario("an answer is taken over on the spot, with the keyboard", async (cast) => {
  const page = await cast.person("camille");
  const last = await year(page);
  const address = await addressOf(page, "Valbrune");
  await page.goto(address);
  const waiting = page.locator(".section", { hasText: `Vos réponses de ${last}` });
  assert.match(await words(waiting), /23 réponses attendent votre confirmation/);
  await waiting.getByRole("link", { name: "Logiciels et systèmes libres" }).click();
  await page.waitForURL(/#q-postes-linux$/);

  await tabTo(page, (element) => element.name === "reprendre" && element.value === "bureautique");
  assert.match(await words(question(page, "bureautique").locator("[data-earlier]")), new RegExp(`En ${last}, il y a .*, vous aviez répondu : 40 %`));
  await page.keyboard.press("Enter");
  await saved(page, "bureautique");
  assert.match(await words(savedLine(page, "bureautique")), new RegExp(`réponse de ${last} reprise$`));
  assert.match(await words(page.locator("#announce")), new RegExp(`^Enregistré à .* : réponse de ${last} reprise$`), "screen readers are told");
  assert.equal((await focused(page)).id, "bureautique", "the focus is on the answer, to check it");
  await assertFocusSeen(page);
  assert.equal(await share(page, "bureautique").inputValue(), "40");
  assert.equal(await take(page, "bureautique").count(), 0);
  assert.match(await side(page).innerText(), /^19 questions remplies/m);

  // Several ticks at once; and a question answered otherwise, which then offers nothing any more.
  await take(page, "logiciels-postes").click();
  await saved(page, "logiciels-postes");
  assert.equal(await question(page, "logiciels-postes").getByRole("checkbox", { checked: true }).count(), 3);
  await share(page, "postes-linux").fill("10");
  await share(page, "postes-linux").blur();
  await saved(page, "postes-linux");

  await page.reload();
  assert.equal(await take(page, "postes-linux").count(), 0);
  assert.equal(await share(page, "bureautique").inputValue(), "40");
  await question(page, "bureautique").getByText(`Comme en ${last}.`).waitFor();
  assert.match(await words(question(page, "postes-linux").locator(".earlier-line")), new RegExp(`^Depuis ${last} : de 2 % à 10 %, 8 points de plus\\.$`));
  assert.deepEqual(await inspect(page), []);
});

w.scenario("without a script, the button saves the whole page and comes back to the question", async (cast) => {
  const page = await cast.person("sacha", plain);
  const last = await year(page);
  const axis = `${await addressOf(page, "Valbrune")}/axes/ecosysteme`;
  await page.goto(axis);
  const other = question(page, "reseaux").getByRole("checkbox").first();
  await other.check();
  await question(page, "evenements").getByText("Ajouter une précision ou un justificatif").click();
  await question(page, "evenements").getByLabel("Précision").fill("Le forum de printemps.");
  await take(page, "evenements").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\?reprise=evenements#q-evenements$/);

  assert.equal((await focused(page)).id, "q-evenements");
  await assertFocusSeen(page);
  await question(page, "evenements").getByText(`Enregistré : réponse de ${last} reprise`).waitFor();
  assert.equal(await question(page, "evenements").getByRole("radio", { checked: true }).getAttribute("value"), "presence");
  assert.equal(await question(page, "evenements").getByLabel("Précision").inputValue(), "Le forum de printemps.", "what was typed this year stays");
  assert.equal(await other.isChecked(), true, "the rest of the page is saved");
  await tabTo(page, (element) => element.name === "evenements", null, { most: 2 });
});

w.scenario("without a script, a fault elsewhere loses nothing", async (cast) => {
  const page = await cast.person("camille", plain);
  await page.goto(`${await addressOf(page, "Valbrune")}/axes/logiciels`);
  await share(page, "collaboratif").fill("beaucoup");
  await take(page, "serveurs").click();
  await page.locator(".error-summary").waitFor();
  assert.equal(await share(page, "collaboratif").inputValue(), "beaucoup");
  assert.equal(await share(page, "serveurs").inputValue(), "45");
  await page.goto(page.url());
  assert.equal(await share(page, "serveurs").inputValue(), "45", "it is kept");
  await take(page, "collaboratif").waitFor();
});

w.scenario("what the fields at hand cannot hold is left to the form", async (cast) => {
  const page = await cast.person("camille");
  await page.goto(`${await addressOf(page, "Valbrune")}/axes/donnees`);
  // As for a list of more rows than the page shows: an earlier field has no place here.
  await take(page, "donnees-strategie").evaluate((button) => { button.dataset.values += "&donnees-strategie.7.nom=x"; });
  await take(page, "donnees-strategie").click();
  await page.waitForURL(/\?reprise=donnees-strategie#q-donnees-strategie$/);
  assert.equal((await focused(page)).id, "q-donnees-strategie");
  assert.equal(await question(page, "donnees-strategie").getByRole("radio", { checked: true }).getAttribute("value"), "intention");
});

// The first button of a form is the one that the Enter key presses.
for (const options of [plain, {}]) {
  w.scenario(`the Enter key takes nothing over${options === plain ? ", without a script" : ""}`, async (cast) => {
    const page = await cast.person("sacha", options);
    const axis = `${await addressOf(page, "Valbrune")}/axes/logiciels`;
    await page.goto(axis);
    await share(page, "dematerialisation").fill(options === plain ? "31" : "32");
    await page.keyboard.press("Enter");
    await page.waitForURL(/ecosysteme$/);
    await page.goto(axis);
    assert.equal(await share(page, "dematerialisation").inputValue(), options === plain ? "31" : "32");
    assert.equal(await share(page, "collaboratif").inputValue(), "");
  });
}

w.scenario("jury and secretariat read what changed", async (cast) => {
  const juror = await cast.person("dominique");
  await juror.getByRole("link", { name: /^Valbrune/ }).first().click();
  const summary = await words(juror.locator(".since"));
  assert.match(summary, /Depuis \d{4}.*7 progrès, 1 recul, 34 réponses inchangées\..*Par le moteur, en \d{4} : Niveau 3, 27,8 % ; cette fois : Niveau 3, 35,1 %\./);
  const answer = juror.locator("#q-bureautique");
  assert.match(await words(answer.locator(".evolution")), /^↑ Progrès depuis \d{4} : de 15 % à 40 %, 25 points de plus$/);
  await answer.getByText(/^Réponse de \d{4}/).click();
  await answer.locator(".former").getByText("15").waitFor();
  assert.match(await words(juror.locator("#q-serveurs .evolution")), /^↓ Recul depuis/);

  const secretariat = await cast.person("claude");
  await secretariat.goto("/secretariat");
  await secretariat.goto(juror.url().replace("/jury/", "/secretariat/"));
  assert.match(await words(secretariat.locator(".since")), /7 progrès, 1 recul/);
  assert.deepEqual(await inspect(secretariat), []);
});
