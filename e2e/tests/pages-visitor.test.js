// Every page that a visitor sees, inspected; and the list of pages held to what the program serves.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { visitorFacts } from "../harness/facts.js";
import { inspectAll } from "../harness/inspection.js";
import { candidate, juror, secretariat, visitor } from "../harness/pages.js";
import { world } from "../harness/world.js";

const w = world();
const noPages = ["/robots.txt", "/health"];

test("every route has its page in the inspection", () => {
  const known = new Set([...visitor, ...candidate, ...juror, ...secretariat].map(([route]) => route));
  const missing = ["account", "candidate", "jury", "public", "secretariat"].flatMap(routes).filter((route) => !known.has(route) && !noPages.includes(route));
  assert.deepEqual(missing, [], "add them to harness/pages.js");
});

/** The addresses that a package of pages answers a GET with, read in its routes.go. */
function routes(name) {
  const source = readFileSync(new URL(`../../app/web/${name}/routes.go`, import.meta.url), "utf8");
  const prefixes = new Map([["group", ""]]);
  for (const [, variable, parent, prefix] of source.matchAll(/(\w+) := (\w+)\.Group\("([^"]*)"/g)) prefixes.set(variable, prefixes.get(parent) + prefix);
  const list = [...source.matchAll(/(?:(\w+)\.GET|\bget)\("([^"]*)"/g)].map(([, variable, path]) => (prefixes.get(variable) ?? "") + path);
  assert.ok(list.length > 3, `no route was read in ${name}`);
  return list;
}

w.scenario("a visitor's pages", async (cast) => {
  const page = await cast.visitor();
  await inspectAll(page, visitor, await visitorFacts(page));
});
