// A document given in answer: sent, refused, stopped, kept, taken away, and read by whom it is for.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { addressOf, nameRepresentatives, question, savedLine, submit } from "../harness/candidacy.js";
import { closeEdition, given, heavy, openDossier, openEditionWithDocuments, pdf, piece } from "../harness/documents.js";
import { inspect } from "../harness/inspection.js";
import { world } from "../harness/world.js";

const w = world();
const plain = { javaScriptEnabled: false };
const field = (page) => piece(page).getByLabel("Votre document");
const remove = (page) => piece(page).getByLabel("Retirer ce document");
const panel = (page) => piece(page).locator("[data-upload]");
const acknowledged = (page) => savedLine(page, "texte-adopte").filter({ hasText: /^Enregistré à / }).waitFor();
const route = "**/reponses/texte-adopte";
let year;

// download gives what the browser writes to the disk when a link is followed.
async function download(page, link) {
  const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

w.scenario("an edition asks for a document", async (cast) => {
  year = await openEditionWithDocuments(await cast.person("claude"));
});

w.scenario("a document leaves as soon as it is chosen, and comes back as it was", async (cast) => {
  const page = await cast.person("camille");
  await openDossier(page, "Éveux");
  await piece(page).waitFor();
  const charter = pdf("Charte du numérique « libre ».pdf", 240_000);
  await field(page).setInputFiles(charter);
  await acknowledged(page);
  assert.match((await given(page).innerText()).replace(/\s/g, " "), /^Charte du numérique « libre »\.pdf PDF, 235 Ko$/);
  assert.equal(await panel(page).isVisible(), false);
  assert.equal(await field(page).inputValue(), "", "the form would send it again");
  assert.match(await page.locator("#announce").textContent(), /^Enregistré à /);
  assert.equal(await page.evaluate(() => localStorage.length), 0);

  await page.reload();
  const back = await download(page, given(page).getByRole("link"));
  assert.equal(back.name, charter.name);
  assert.deepEqual(back.bytes, charter.buffer);

  // Taken away, then taken back: nothing is lost by a slip of the mouse.
  await Promise.all([page.waitForResponse(route), remove(page).check()]);
  await acknowledged(page);
  const elsewhere = await cast.person("camille");
  await elsewhere.goto(page.url());
  assert.equal(await piece(elsewhere).locator(".document").count(), 0);
  await Promise.all([page.waitForResponse(route), remove(page).uncheck()]);
  await acknowledged(page);
  await page.reload();
  await given(page).waitFor();
  await field(page).setInputFiles(pdf("Deuxième version.pdf"));
  await given(page).filter({ hasText: "Deuxième version.pdf" }).waitFor();
  await Promise.all([page.waitForResponse(route), remove(page).check()]);
  await page.reload();
  assert.equal(await piece(page).locator(".document").count(), 0);
});

w.scenario("a format that is closed is refused beside its field, with what to do", async (cast) => {
  const page = await cast.person("camille");
  const address = await openDossier(page, "Bully");
  await field(page).focus();
  await field(page).setInputFiles({ name: "rapport.docx", mimeType: "application/msword", buffer: Buffer.from("PK\x03\x04") });
  const error = piece(page).locator(".error");
  await error.waitFor();
  const words = "« rapport.docx » n’est pas dans un format accepté : PDF ou ODT. Ouvrez-le dans votre traitement de texte, puis choisissez « Fichier » et « Exporter » ou « Enregistrer sous », au format PDF ou ODT.";
  assert.equal((await error.innerText()).replace(/\s/g, " "), words);
  assert.equal(await field(page).getAttribute("aria-invalid"), "true");
  assert.match(await field(page).getAttribute("aria-describedby"), new RegExp(`\\b${await error.getAttribute("id")}\\b`));
  assert.equal(await page.evaluate(() => document.activeElement.id), "texte-adopte");
  assert.deepEqual(await inspect(page), []);

  let asked = 0;
  page.on("request", (request) => { asked += request.method() === "POST"; });
  await field(page).setInputFiles(heavy(w.server.folder, "Énorme.pdf", 11));
  await error.filter({ hasText: "Ce document est trop lourd" }).waitFor();
  assert.equal(asked, 0, "what is too large does not even leave");

  await field(page).setInputFiles(pdf("Charte.pdf"));
  await acknowledged(page);
  assert.equal(await error.count(), 0);
  assert.equal(await field(page).getAttribute("aria-invalid"), null);
  await page.goto(`${address}/reponses`);
  assert.deepEqual((await download(page, page.getByRole("link", { name: "Charte.pdf" }))).bytes, pdf("Charte.pdf").buffer);
});

w.scenario("a document on its way shows how far it is, and can be stopped with the keyboard", async (cast) => {
  const page = await cast.person("camille");
  await openDossier(page, "Lentilly");
  let go;
  const gate = new Promise((resolve) => { go = resolve; });
  await page.route(route, async (one) => { await gate; await one.continue().catch(() => {}); });
  await field(page).focus();
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
  await chooser.setFiles(heavy(w.server.folder, "Charte.pdf", 9));
  await panel(page).getByText(/« Charte\.pdf »|vérification/).waitFor();
  assert.match(await page.locator("#announce").textContent(), /Charte\.pdf|vérification/);
  assert.deepEqual(await inspect(page), []);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Annuler l’envoi");
  await page.keyboard.press("Enter");
  await savedLine(page, "texte-adopte").filter({ hasText: "Envoi annulé." }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "texte-adopte", "the focus is not lost");
  assert.equal(await panel(page).isVisible(), false);
  go();
  await page.unroute(route);
  await page.reload();
  assert.equal(await piece(page).locator(".document").count(), 0, "nothing was kept");

  await field(page).focus();
  const [again] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Space")]);
  await again.setFiles(pdf("Charte.pdf"));
  await given(page).filter({ hasText: "Charte.pdf" }).waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Space");
  assert.equal(await remove(page).isChecked(), true);
});

w.scenario("a document chosen while the server is away is told to be on this side, and leaves when it is back", async (cast) => {
  const page = await cast.person("camille");
  cast.forgive(page, /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/);
  await openDossier(page, "Savigny");
  await w.server.kill();
  await field(page).setInputFiles(pdf("Charte.pdf"));
  await savedLine(page, "texte-adopte").filter({ hasText: "Non enregistré : la connexion ne répond pas. Le document n’est pas encore envoyé : laissez cette page ouverte." }).waitFor();
  assert.match(await page.locator("#announce").textContent(), /^Non enregistré/);
  await w.server.start();
  await acknowledged(page);
  await given(page).filter({ hasText: "Charte.pdf" }).waitFor();
});

w.scenario("the form that leaves at once takes the document with it", async (cast) => {
  const page = await cast.person("camille");
  const address = await openDossier(page, "Saint-Germain-Nuelles");
  await field(page).setInputFiles(heavy(w.server.folder, "Charte.pdf", 4));
  await page.getByRole("button", { name: "Enregistrer et continuer" }).click();
  await page.waitForURL(`${address}/axes/pratiques`);
  await page.goto(`${address}/axes/strategie`);
  await given(page).filter({ hasText: "Charte.pdf" }).waitFor();
});

w.scenario("without a script, a document stays whatever is wrong elsewhere", async (cast) => {
  const page = await cast.person("camille", plain);
  const address = await openDossier(page, "Sain-Bel");
  const stay = page.getByRole("button", { name: "Enregistrer et rester ici" });
  const wrong = question(page, "mutualisation-part").getByLabel("Votre réponse, en pourcentage");
  await field(page).setInputFiles(pdf("Charte.pdf"));
  await wrong.fill("beaucoup");
  await stay.click();
  await page.locator(".error-summary").waitFor();
  await given(page).filter({ hasText: "Charte.pdf" }).waitFor();
  assert.equal(await wrong.inputValue(), "beaucoup");
  await wrong.fill("40");
  await stay.click();
  await page.getByText("sont enregistrées").waitFor();
  await given(page).filter({ hasText: "Charte.pdf" }).waitFor();

  // Wrong in the question itself: the document was attached first.
  await field(page).setInputFiles(pdf("Version 2.pdf"));
  await piece(page).getByText("Ajouter une précision ou un justificatif").click();
  await piece(page).getByLabel("Adresse d’un justificatif").fill("pas une adresse");
  await stay.click();
  await page.locator(".error-summary").waitFor();
  await given(page).filter({ hasText: "Version 2.pdf" }).waitFor();
  await piece(page).getByLabel("Adresse d’un justificatif").fill("");

  // What is too large is told beside its field, and the rest is saved.
  await field(page).setInputFiles(heavy(w.server.folder, "Énorme.pdf", 11));
  await wrong.fill("45");
  await stay.click();
  await page.locator(".error-summary").getByRole("link", { name: /« Énorme\.pdf » pèse 11,1\sMo\s: 10\sMo au plus sont acceptés/ }).click();
  assert.equal(await field(page).getAttribute("aria-invalid"), "true");
  await given(page).filter({ hasText: "Version 2.pdf" }).waitFor();
  await page.goto(`${address}/axes/strategie`);
  assert.equal(await wrong.inputValue(), "45");
  assert.match(await given(page).innerText(), /^Charte\.pdf/, "the one that was saved");

  await remove(page).check();
  await stay.click();
  await page.getByText("sont enregistrées").waitFor();
  assert.equal(await piece(page).locator(".document").count(), 0);
});

w.scenario("what is far too large is told beside its field, and the rest is saved", async (cast) => {
  const page = await cast.person("camille", plain);
  const address = await openDossier(page, "Sourcieux-les-Mines");
  const share = question(page, "mutualisation-part").getByLabel("Votre réponse, en pourcentage");
  await share.fill("30");
  const stay = page.getByRole("button", { name: "Enregistrer et rester ici" });
  await field(page).setInputFiles(heavy(w.server.folder, "Film.pdf", 60));
  await stay.click();
  await page.locator(".error-summary").getByText(/«\sFilm\.pdf\s» pèse 60,1\sMo\s: 10\sMo au plus sont acceptés/).waitFor();
  await page.goto(`${address}/axes/strategie`);
  assert.equal(await share.inputValue(), "30");

  await field(page).setInputFiles(heavy(w.server.folder, "Série.pdf", 140));
  await stay.click();
  await page.getByRole("heading", { name: "C’est trop volumineux" }).waitFor();
});

w.scenario("jury and secretariat read the document that was submitted; nobody else does", async (cast) => {
  const page = await cast.person("sacha");
  const address = await openDossier(page, "Chevinay");
  const charter = pdf("Charte.pdf", 5000);
  await field(page).setInputFiles(charter);
  await acknowledged(page);
  const link = await given(page).getByRole("link").getAttribute("href");
  await nameRepresentatives(page, address);
  await submit(page, address);
  await page.goto(`${address}/axes/strategie`);
  await field(page).setInputFiles(pdf("Jamais déposée.pdf"));
  await given(page).filter({ hasText: "Jamais déposée.pdf" }).waitFor();
  const unsubmitted = await given(page).getByRole("link").getAttribute("href");

  const [juror, stranger, secretariat] = [await cast.person("dominique"), await cast.person("camille"), await cast.person("claude")];
  const ask = async (one, at) => {
    const response = await one.request.get(at, { maxRedirects: 0 });
    return { status: response.status(), body: await response.text() };
  };
  const absent = `/candidatures/01900000-0000-7000-8000-000000000000/fichiers/${"0".repeat(64)}`;
  const nowhere = { team: await ask(stranger, absent), jury: await ask(juror, `/jury${absent}`), desk: await ask(secretariat, `/secretariat${absent}`) };
  for (const one of Object.values(nowhere)) assert.equal(one.status, 404);
  assert.deepEqual(await ask(stranger, link), nowhere.team);
  assert.deepEqual(await ask(juror, `/jury${link}`), nowhere.jury, "before the closing");
  await closeEdition(secretariat, year);
  assert.deepEqual(await ask(juror, `/jury${unsubmitted}`), nowhere.jury, "given after the submission");
  assert.deepEqual(await ask(secretariat, `/secretariat${unsubmitted}`), nowhere.desk);

  await juror.goto(`/jury${address}`);
  const read = juror.locator("#q-texte-adopte");
  await read.getByText("document joint").waitFor();
  assert.deepEqual(await inspect(juror), []);
  assert.deepEqual(await download(juror, read.getByRole("link", { name: "Charte.pdf" })), { name: "Charte.pdf", bytes: charter.buffer });
  await secretariat.goto(`/secretariat${address}`);
  assert.deepEqual((await download(secretariat, secretariat.getByRole("link", { name: "Charte.pdf" }))).bytes, charter.buffer);
  assert.equal((await ask(stranger, `/jury${link}`)).status, 403);
  assert.equal((await ask(await cast.visitor(), link)).status, 303, "to sign in");

  await page.goto(`${address}/axes/strategie`);
  assert.equal(await field(page).count() + await remove(page).count(), 0, "nothing changes any more");
  assert.equal(await addressOf(page, "Chevinay"), address);
});
