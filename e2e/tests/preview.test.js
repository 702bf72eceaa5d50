// What the author of a questionnaire sees of it: every type of question, then every fault of the file.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { complaints, launch } from "../harness/browser.js";
import { inspect } from "../harness/inspection.js";
import { freePort, serve } from "../harness/process.js";
import { binary, environment } from "../harness/server.js";

const example = readFileSync(new URL("../../docs/exemples/petit-questionnaire.yaml", import.meta.url), "utf8");
const types = JSON.parse(execFileSync(binary(), ["questionnaire", "schema"], { encoding: "utf8" })).$defs.question.properties.type.enum;
const folder = mkdtempSync(join(tmpdir(), "tnl-preview-"));
const file = join(folder, "draft.yaml");
let browser, server, url;

before(async () => {
  browser = await launch();
  writeFileSync(file, example);
  const address = `127.0.0.1:${await freePort()}`;
  url = `http://${address}`;
  server = await serve(binary(), ["questionnaire", "preview", file, "--listen", address], environment(), url);
});

after(async () => {
  await browser?.close();
  assert.equal(await server?.end("SIGINT"), 0);
  assert.deepEqual(server.errors, []);
  rmSync(folder, { recursive: true });
});

test("the form of every type of question can be read by everybody", async () => {
  for (const type of types) assert.match(example, new RegExp(`type: ${type}$`, "m"), `the example has no ${type}`);
  const context = await browser.newContext({ baseURL: url, locale: "fr-FR", reducedMotion: "reduce" });
  const heard = complaints(context);
  const page = await context.newPage();
  const wrong = [];
  await page.goto("/");
  const axes = await page.locator('a[href^="/axes/"]').evaluateAll((links) => [...new Set(links.map((one) => one.pathname))]);
  assert.ok(axes.length >= 2, `axes: ${axes}`);
  for (const address of ["/", ...axes]) {
    await page.goto(address);
    wrong.push(...(await inspect(page)).map((text) => `${address}: ${text}`));
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual(heard, []);
  await context.close();
});

test("answers are tried as a territory, and told what they are worth", async () => {
  const page = await browser.newPage({ baseURL: url, locale: "fr-FR", reducedMotion: "reduce" });
  await page.goto("/axes/usages");
  await page.getByLabel("Genre de territoire").selectOption("region");
  await page.getByRole("button", { name: "Voir ainsi" }).click();
  await page.getByText("questions ne concernent pas ce territoire").click();
  assert.equal(await page.getByRole("group", { name: "Avez-vous la charge d’écoles" }).count(), 0);
  await page.locator("#bureautique").fill("60");
  await page.locator("#postes").fill("beaucoup");
  await page.getByRole("button", { name: "Noter ces réponses" }).click();
  await page.getByText("Note : 3 sur 5.").waitFor();
  assert.equal(await page.locator("#postes").inputValue(), "beaucoup");
  assert.equal(await page.getByLabel("Genre de territoire").inputValue(), "region");
  assert.deepEqual(await inspect(page), []);
  await page.close();
});

test("a file with faults tells them all with their lines, and is shown again once mended", async () => {
  const page = await browser.newPage({ baseURL: url, locale: "fr-FR", reducedMotion: "reduce" });
  writeFileSync(file, example.replace("type: percentage", "type: pourcentage").replace("cap: 4", "cap: quatre"));
  const broken = await page.goto("/");
  assert.ok(broken.status() < 500, `${broken.status()}`);
  const told = await page.locator("main").innerText();
  const line = (text) => example.slice(0, example.indexOf(text)).split("\n").length;
  for (const text of ["type: percentage", "cap: 4"]) assert.match(told, new RegExp(`\\b${line(text)}\\b`), `the fault of line ${line(text)}`);
  assert.deepEqual(await inspect(page), []);
  writeFileSync(file, example);
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  assert.equal(await page.getByText("pourcentage »").count(), 0);
  await page.close();
});
