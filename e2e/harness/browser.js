// Opens Chromium, and listens to what a page complains of.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome"];
const flags = [
  "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** The browser that TNL_CHROMIUM names, else the first of the usual ones. A machine without any fails the tests. */
export function chromiumPath() {
  const found = process.env.TNL_CHROMIUM || names.map(inPath).find(Boolean);
  if (!found) throw new Error(`no browser: install Chromium (Debian: apt-get install chromium), or set TNL_CHROMIUM; looked for ${names.join(", ")}`);
  accessSync(found, constants.X_OK);
  return found;
}

function inPath(name) {
  return (process.env.PATH || "").split(delimiter).map((folder) => join(folder, name)).find((path) => {
    try { accessSync(path, constants.X_OK); return true; } catch { return false; }
  });
}

export const launch = () => chromium.launch({ executablePath: chromiumPath(), args: flags });

/**
 * Collects what should never happen on any page of context: a script's error, a policy violation, a file that is
 * missing, an answer of 500. A page of 4xx that a test asks for is no complaint.
 */
export function complaints(context) {
  const list = [];
  context.on("weberror", (error) => list.push(`script error: ${error.error().message}`));
  context.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    if (message.text().startsWith("Failed to load resource")) return; // told by its response below
    list.push(`console: ${message.text()} (${message.page()?.url()})`);
  });
  context.on("response", (response) => {
    const kind = response.request().resourceType();
    if (response.status() >= 500 || (response.status() >= 400 && !["document", "fetch", "xhr"].includes(kind))) {
      list.push(`${response.status()} for ${response.url()}`);
    }
  });
  return list;
}
