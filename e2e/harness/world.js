// One server and one browser for the scenarios of a file; each scenario has people of its own.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { complaints, launch } from "./browser.js";
import { accounts, signIn } from "./people.js";
import { Server } from "./server.js";

const failures = fileURLToPath(new URL("../failures/", import.meta.url));
const patience = 15_000; // milliseconds that a page may take to show what is waited for

/** Starts a server and a browser for the file that calls it. */
export function world(options = {}) {
  const w = new World(options);
  before(() => w.open());
  after(() => w.close());
  return w;
}

class World {
  constructor({ engine = "sqlite" }) {
    this.server = new Server(engine);
  }

  async open() {
    this.browser = await launch();
    await this.server.start();
  }

  async close() {
    await this.browser?.close();
    await this.server.stop();
    assert.deepEqual(this.server.errors, [], "the server logged errors");
  }

  get url() { return this.server.url; }

  /** A test whose people leave at its end. It fails when a page complained, and leaves pictures of what was seen. */
  scenario(name, run) {
    test(name, { timeout: 300_000 }, async () => {
      const cast = new Cast(this);
      try {
        if (!this.server.process) await this.server.start(); // a scenario before this one failed with the server down
        await run(cast);
        cast.settle();
      } catch (error) {
        await cast.remember(name);
        throw error;
      } finally {
        await cast.leave();
      }
    });
  }
}

/** The people of one scenario, each with a browser window that shares nothing with the others'. */
class Cast {
  constructor(world) {
    this.world = world;
    this.contexts = [];
  }

  /** A page of somebody who has not signed in. options are those of a Playwright context. */
  async visitor(options = {}) {
    const context = await this.world.browser.newContext({
      baseURL: this.world.url, locale: "fr-FR", timezoneId: "Europe/Paris", viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...options,
    });
    context.setDefaultTimeout(patience);
    this.contexts.push({ context, heard: complaints(context), forgiven: [] });
    return context.newPage();
  }

  /** A page of one of the demonstration's people, signed in. */
  async person(name, options) {
    const page = await this.visitor(options);
    await signIn(page, accounts[name]);
    return page;
  }

  /** Says that the complaints of page that match pattern are what the scenario is about. */
  forgive(page, pattern) {
    this.of(page).forgiven.push(pattern);
  }

  of(page) { return this.contexts.find((one) => one.context === page.context()); }

  settle() {
    const left = this.contexts.flatMap(({ heard, forgiven }) => heard.filter((text) => !forgiven.some((pattern) => pattern.test(text))));
    assert.deepEqual(left, [], "pages complained");
  }

  async remember(name) {
    mkdirSync(failures, { recursive: true });
    const file = failures + name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80);
    let count = 0;
    for (const { context, heard } of this.contexts) {
      for (const page of context.pages()) {
        count++;
        await page.screenshot({ path: `${file}-${count}.png`, fullPage: true }).catch(() => {});
        const html = await page.content().catch(() => "");
        writeFileSync(`${file}-${count}.html`, `<!-- ${page.url()} -->\n${html}`);
        process.stderr.write(`${name}: page ${count} was at ${page.url()}${heard.map((text) => `\n  ${text}`).join("")}\n`);
      }
    }
    for (const line of this.world.server.process?.errors.slice(-5) ?? []) process.stderr.write(line + "\n");
  }

  async leave() {
    for (const { context } of this.contexts) await context.close();
  }
}
