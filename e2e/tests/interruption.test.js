// What happens to what was typed when the server dies, the session ends or the tab closes.
import assert from "node:assert/strict";
import { addressOf, question, saved, savedLine } from "../harness/candidacy.js";
import { accounts, fillSignIn } from "../harness/people.js";
import { world } from "../harness/world.js";

const w = world();
const text = (page) => question(page, "initiative").getByLabel("Votre réponse", { exact: true });
const percentage = (page) => question(page, "postes-linux").getByLabel("Votre réponse, en pourcentage");
const noAnswer = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/;

async function openAxis(cast, axis) {
  const page = await cast.person("camille");
  cast.forgive(page, noAnswer);
  const address = `${await addressOf(page, "Valbrune")}/axes/${axis}`;
  await page.goto(address);
  return { page, address };
}

w.scenario("the server is killed while somebody types", async (cast) => {
  const { page, address } = await openAxis(cast, "ecosysteme");
  const acknowledged = "Nous recevons chaque trimestre les communes voisines.";
  await text(page).fill(acknowledged);
  await question(page, "formation").getByRole("radio").nth(1).check();
  await Promise.all([saved(page, "initiative"), saved(page, "formation")]);

  await w.server.kill();
  await text(page).pressSequentially(" Et nous publions ce que nous apprenons.", { delay: 20 });
  await question(page, "evenements").getByRole("radio").first().check();
  await savedLine(page, "initiative").filter({ hasText: "Non enregistré : la connexion ne répond pas. Votre saisie est gardée sur cet appareil." }).waitFor();
  await savedLine(page, "evenements").filter({ hasText: "Non enregistré" }).waitFor();
  assert.match(await page.locator("#announce").textContent(), /^Non enregistré/, "screen readers are told");
  assert.equal(await text(page).inputValue(), acknowledged + " Et nous publions ce que nous apprenons.");

  await w.server.start();
  await Promise.all([saved(page, "initiative"), saved(page, "evenements")]);

  const fresh = await cast.person("sacha");
  await fresh.goto(address);
  assert.equal(await text(fresh).inputValue(), acknowledged + " Et nous publions ce que nous apprenons.");
  assert.equal(await question(fresh, "formation").getByRole("radio").nth(1).isChecked(), true, "what was acknowledged is there");
  assert.equal(await question(fresh, "evenements").getByRole("radio").first().isChecked(), true);
  assert.equal(await page.evaluate(() => localStorage.length), 0, "nothing waits any more");
});

w.scenario("the server is killed at any moment of the typing: all that was acknowledged is kept", async (cast) => {
  const { page, address } = await openAxis(cast, "logiciels");
  // Each acknowledgement is noted by the page itself as it comes.
  await page.evaluate(() => {
    window.acknowledged = {};
    const plain = window.fetch;
    window.fetch = async (url, options) => {
      const response = await plain(url, options);
      if (response.ok) for (const [name, value] of options.body) if (!name.includes(".")) window.acknowledged[name] = value;
      return response;
    };
  });
  const typing = (async () => {
    for (let i = 0; i <= 40; i++) {
      await percentage(page).fill(String(i));
      await percentage(page).blur();
      await question(page, "messagerie").getByRole("radio").nth(i % 2).check();
    }
  })();
  await page.waitForFunction(() => Number(window.acknowledged["postes-linux"]) >= 3);
  await w.server.kill();
  const acknowledged = await page.evaluate(() => window.acknowledged);
  await typing;
  const checked = await question(page, "messagerie").locator("input:checked").getAttribute("value");
  await page.context().close(); // nobody sends again what waited

  await w.server.start();
  const fresh = await cast.person("sacha");
  await fresh.goto(address);
  const kept = Number(await percentage(fresh).inputValue());
  assert.ok(kept >= Number(acknowledged["postes-linux"]), `${kept} is kept, ${acknowledged["postes-linux"]} was acknowledged`);
  assert.ok([acknowledged.messagerie, checked].includes(await question(fresh, "messagerie").locator("input:checked").getAttribute("value")));
});

w.scenario("a tab closed before the server came back finds what was typed again", async (cast) => {
  const { page, address } = await openAxis(cast, "donnees");
  const comment = (one) => question(one, "donnees-strategie").getByLabel("Précision");
  await question(page, "donnees-strategie").getByText("Ajouter une précision ou un justificatif").click();
  await w.server.kill();
  await comment(page).fill("Le plan est écrit, il reste à le voter.");
  await savedLine(page, "donnees-strategie").filter({ hasText: "Non enregistré" }).waitFor();
  const context = page.context();
  await page.close();

  await w.server.start();
  const again = await context.newPage();
  await again.goto(address);
  await saved(again, "donnees-strategie");
  assert.equal(await comment(again).isVisible(), true, "and sees it");
  await again.reload();
  assert.equal(await comment(again).inputValue(), "Le plan est écrit, il reste à le voter.");
});

w.scenario("a session that ended keeps what is typed, and sends it after signing in in another tab", async (cast) => {
  const { page } = await openAxis(cast, "ecosysteme");
  await page.context().clearCookies();
  await text(page).fill("Une charte du libre signée par les associations.");
  await savedLine(page, "initiative").filter({ hasText: "Non enregistré : votre session a expiré. Votre saisie est gardée sur cet appareil ; reconnectez-vous dans un nouvel onglet." }).waitFor();

  const other = await page.context().newPage();
  await other.goto("/connexion");
  await fillSignIn(other, accounts.camille);
  await other.waitForURL("/candidatures");
  await other.close();
  await saved(page, "initiative");
  await page.reload();
  assert.equal(await text(page).inputValue(), "Une charte du libre signée par les associations.");
});

w.scenario("who comes back to the tab does not wait for the next try", async (cast) => {
  const { page } = await openAxis(cast, "ecosysteme");
  await page.clock.install(); // no time passes but what the scenario gives
  await page.reload();
  await page.context().clearCookies();
  await text(page).fill("Une charte, et sa mise en œuvre.");
  await page.clock.runFor(1000);
  await savedLine(page, "initiative").filter({ hasText: "Non enregistré" }).waitFor();
  const other = await page.context().newPage();
  await other.goto("/connexion");
  await fillSignIn(other, accounts.camille);
  await other.waitForURL("/candidatures");
  await other.close();
  await page.evaluate(() => dispatchEvent(new Event("focus"))); // headless pages always have the focus: it never comes back
  await page.clock.runFor(1);
  await saved(page, "initiative");
});

// holdFirst makes the next saving of an answer wait on its way back, after the server has it.
async function holdFirst(page) {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  await page.route("**/reponses/initiative", async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
  }, { times: 1 });
  return release;
}

w.scenario("what is typed while an answer is being saved is saved too", async (cast) => {
  const { page, address } = await openAxis(cast, "ecosysteme");
  const release = await holdFirst(page);
  await text(page).fill("Un début");
  await text(page).blur();
  await savedLine(page, "initiative").filter({ hasText: "Enregistrement…" }).waitFor();
  await text(page).fill("Un début, et la suite");
  release();
  await page.waitForFunction(() => localStorage.length === 0);
  assert.equal(await question(page, "initiative").locator("[data-clash]").count(), 0);

  const fresh = await cast.person("sacha");
  await fresh.goto(address);
  assert.equal(await text(fresh).inputValue(), "Un début, et la suite");
});

w.scenario("who closes the tab with the line cut does not meet their own answer afterwards", async (cast) => {
  const { page, address } = await openAxis(cast, "ecosysteme");
  const context = page.context();
  const release = await holdFirst(page);
  await text(page).fill("Première phrase.");
  await text(page).blur();
  await savedLine(page, "initiative").filter({ hasText: "Enregistrement…" }).waitFor();
  await text(page).fill("Première phrase. Seconde phrase.");
  await context.setOffline(true);
  release();
  await savedLine(page, "initiative").filter({ hasText: "Non enregistré" }).waitFor();
  await page.close();
  await context.setOffline(false);

  const again = await context.newPage();
  await again.goto(address);
  await saved(again, "initiative");
  assert.equal(await question(again, "initiative").locator("[data-clash]").count(), 0);
  assert.equal(await text(again).inputValue(), "Première phrase. Seconde phrase.");
});

w.scenario("an acknowledgement lost on its way does not make a person meet their own answer", async (cast) => {
  const { page, address } = await openAxis(cast, "ecosysteme");
  cast.forgive(page, /ERR_FAILED/);
  await page.route("**/reponses/initiative", async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await text(page).fill("Écrit avant la coupure.");
  await text(page).blur();
  await savedLine(page, "initiative").filter({ hasText: "Non enregistré" }).waitFor();
  await text(page).fill("Écrit avant la coupure, et repris après.");
  await page.waitForFunction(() => localStorage.length === 0);
  assert.equal(await question(page, "initiative").locator("[data-clash]").count(), 0);
  await page.goto(address);
  assert.equal(await text(page).inputValue(), "Écrit avant la coupure, et repris après.");
});
