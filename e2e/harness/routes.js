// The addresses that the program declares, read in its routes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const audiences = ["account", "api", "candidate", "jury", "public", "secretariat"];

/** Every route as { method, path }, with parameters as `:name`. */
export function routes() {
  return audiences.flatMap((name) => {
    const source = readFileSync(new URL(`../../app/web/${name}/routes.go`, import.meta.url), "utf8");
    const prefixes = new Map([["group", ""]]);
    for (const [, variable, parent, prefix] of source.matchAll(/(\w+) := (\w+)\.Group\("([^"]*)"/g)) prefixes.set(variable, prefixes.get(parent) + prefix);
    const list = [...source.matchAll(/(?:(\w+)\.(GET|POST)|\bget)\("([^"]*)"/g)]
      .map(([, variable, method, path]) => ({ method: method ?? "GET", path: (prefixes.get(variable) ?? "") + path }));
    assert.ok(list.length > 0, `no route was read in ${name}`);
    return list;
  });
}
