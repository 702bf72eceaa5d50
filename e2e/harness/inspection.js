// What every page owes to everybody who reads it, however they read it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const wide = { width: 1280, height: 900 };
const narrow = { width: 320, height: 800 };

/** Inspects the page as it is shown now, on a wide screen in light and on a narrow one in dark; gives what is wrong. */
export async function inspect(page) {
  const wrong = [];
  await page.evaluate(axe);
  for (const [size, colorScheme] of [[wide, "light"], [narrow, "dark"]]) {
    const where = `${size.width} px, ${colorScheme}`;
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme });
    wrong.push(...(await violations(page)).map((text) => `${where}: ${text}`));
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (beyond > 0) wrong.push(`${where}: the page scrolls sideways by ${beyond} px`);
  }
  await page.setViewportSize(wide);
  await page.emulateMedia({ colorScheme: "light" });
  return [...wrong, ...await structure(page)];
}

async function violations(page) {
  const found = await page.evaluate((standards) => axe.run(document, {
    runOnly: { type: "tag", values: standards }, resultTypes: ["violations"],
  }), standards);
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id} (${one.help}): ${node.html.slice(0, 200)} ${node.any[0]?.message ?? ""}`));
}

function structure(page) {
  return page.evaluate(() => {
    const wrong = [];
    const count = (selector) => document.querySelectorAll(selector).length;
    if (count("h1") !== 1) wrong.push(`${count("h1")} h1`);
    if (document.documentElement.lang !== "fr") wrong.push(`the language is ${document.documentElement.lang}`);
    if (!/ – (Territoire numérique libre|TNL)$|^Territoire numérique libre$/.test(document.title)) wrong.push(`the title is ${document.title}`);
    if (count("[style]:not([style=''])")) wrong.push("a style attribute");
    // What search engines are told is data, which no browser runs.
    if (count('style, script:not([src], [type="application/ld+json"])')) wrong.push("an inline style or script");
    if (count("main") !== 1) wrong.push(`${count("main")} main`);
    const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
    const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
    if (twice.length) wrong.push(`ids used twice: ${twice}`);
    for (const one of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (!one.labels?.length && !one.getAttribute("aria-label") && !one.getAttribute("aria-labelledby")) wrong.push(`no label: ${one.outerHTML.slice(0, 120)}`);
    }
    for (const one of document.querySelectorAll("[aria-describedby], [aria-labelledby]")) {
      for (const id of `${one.getAttribute("aria-describedby") ?? ""} ${one.getAttribute("aria-labelledby") ?? ""}`.trim().split(/\s+/)) {
        if (!document.getElementById(id)) wrong.push(`nothing is #${id}, which describes ${one.outerHTML.slice(0, 120)}`);
      }
    }
    for (const link of document.querySelectorAll('a[href^="#"]:not([href="#"])')) {
      if (!document.getElementById(link.getAttribute("href").slice(1))) wrong.push(`a link leads to nothing: ${link.outerHTML.slice(0, 120)}`);
    }
    return wrong;
  });
}

/** Inspects each page of list, in turn, with the facts put in. */
export async function inspectAll(page, list, facts) {
  const report = [];
  const titles = new Map();
  for (const [, pattern, after, status = 200] of list) {
    const address = pattern.replace(/\{([^}]+)\}/g, (_, word) => {
      assert.ok(facts[word], `nothing is known of {${word}}`);
      return facts[word];
    });
    const response = await page.goto(address);
    if (response.status() !== status) report.push(`${pattern}: status ${response.status()}`);
    await after?.(page);
    for (const text of await inspect(page)) report.push(`${pattern}${after ? ", after" : ""}: ${text}`);
    if (after || response.status() >= 400) continue;
    const [title, path] = [await page.title(), new URL(page.url()).pathname];
    if ((titles.get(title) ?? path) !== path) report.push(`${pattern}: same title as ${titles.get(title)}: ${title}`);
    titles.set(title, path);
  }
  assert.deepEqual(report, [], "pages to mend");
}
