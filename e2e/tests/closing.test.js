// The edition closes while people work on their candidacy.
import assert from "node:assert/strict";
import { addressOf, question, saved, savedLine, nameRepresentatives } from "../harness/candidacy.js";
import { world } from "../harness/world.js";

const w = world();

w.scenario("a candidacy that comes too late is refused and stays as it was", async (cast) => {
  const [candidate, latecomer, secretariat] = [await cast.person("camille"), await cast.person("sacha"), await cast.person("claude")];
  const draft = await addressOf(candidate, "Valbrune");
  await nameRepresentatives(candidate, draft);
  await candidate.goto(`${draft}/axes/strategie`);
  await question(candidate, "bilans").getByLabel("Oui, une fois ou pour un projet").check();
  await saved(candidate, "bilans");

  // Both stand before the button when the secretariat closes.
  await candidate.goto(`${draft}/depot`);
  const button = candidate.getByRole("button", { name: "Déposer la candidature" });
  await button.waitFor();
  await latecomer.goto(`${draft}/axes/strategie`);
  const year = await closeByHand(secretariat);

  await button.click();
  await candidate.getByRole("heading", { name: "Ce n’est pas, ou plus, possible" }).waitFor();
  assert.match(await candidate.title(), /^Erreur/);
  assert.match(await candidate.locator("main").innerText(), /clos|clôture|délai/i, "the page says why");

  await question(latecomer, "bilans").getByLabel("Oui, chaque année ou presque").check();
  await savedLine(latecomer, "bilans").filter({ hasText: /clos|clôture|délai/i }).waitFor();
  await latecomer.goto(`${draft}/axes/strategie`);
  await latecomer.getByText("Les réponses ne changent plus : cette page est en lecture seule.").waitFor();
  assert.equal(await question(latecomer, "bilans").getByLabel("Oui, une fois ou pour un projet").isChecked(), true, "the draft is kept");
  assert.equal(await question(latecomer, "bilans").getByRole("radio").first().isDisabled(), true);

  await candidate.goto(draft);
  assert.match(await candidate.title(), /^Brouillon/);
  assert.equal(await candidate.getByRole("link", { name: "Déposer", exact: true }).count(), 0);

  // The jury has what was submitted, and the secretariat sees that the draft was not.
  await secretariat.goto(`/secretariat/editions/${year}`);
  const row = (name) => secretariat.getByRole("row").filter({ hasText: name });
  await row("Trois-Caps").getByText("Lue par le jury").waitFor();
  await row("Valbrune").getByText("Brouillon").waitFor();
  await candidate.goto("/candidater");
  await candidate.getByText(/aucune édition n’est ouverte/i).waitFor();
});

async function closeByHand(page) {
  await page.getByRole("listitem").filter({ hasText: "Ouverte" }).getByRole("link", { name: /^Édition / }).click();
  const year = new URL(page.url()).pathname.match(/\d{4}/)[0];
  await page.getByRole("link", { name: "Clore maintenant" }).click();
  await page.getByRole("button", { name: "Clore maintenant" }).click();
  await page.getByText("L’édition est close").waitFor();
  return year;
}
