// Every page that a visitor sees, inspected; and the list of pages held to what the program serves.
import assert from "node:assert/strict";
import { test } from "node:test";
import { visitorFacts } from "../harness/facts.js";
import { inspectAll } from "../harness/inspection.js";
import { candidate, juror, secretariat, visitor } from "../harness/pages.js";
import { routes } from "../harness/routes.js";
import { world } from "../harness/world.js";

const w = world();
const noPages = ["/robots.txt", "/sitemap.xml", "/sitemap/pages.xml", "/sitemap/:part", "/labels.atom", "/health", "/label/signature/certificats.pem", "/secretariat/editions/:year/certificats.zip", "/candidatures/:id/resultat/dossier.json", "/secretariat/questionnaires/:file"];

test("every route has its page in the inspection", () => {
  const known = new Set([...visitor, ...candidate, ...juror, ...secretariat].map(([route]) => route));
  const missing = routes().filter(({ method, path }) => method === "GET" && !known.has(path) && !noPages.includes(path));
  assert.deepEqual(missing, [], "add them to harness/pages.js");
});

w.scenario("a visitor's pages", async (cast) => {
  const page = await cast.visitor();
  await inspectAll(page, visitor, await visitorFacts(page));
});
