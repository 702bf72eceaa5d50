// What the server tells browsers and caches, and to whom it gives a cookie.
import assert from "node:assert/strict";
import { accounts } from "../harness/people.js";
import { world } from "../harness/world.js";

const w = world();
const publicPages = ["/", "/label", "/annuaire", "/annuaire?q=a", "/editions", "/editions/2021", "/v", "/api", "/candidater", "/connexion", "/inscription", "/accessibilite", "/nulle-part"];

w.scenario("visitors get no cookie, and nothing of theirs is kept", async (cast) => {
  const page = await cast.visitor();
  for (const address of publicPages) {
    const response = await page.goto(address);
    assert.equal(response.headers()["set-cookie"], undefined, address);
  }
  assert.deepEqual(await page.context().cookies(), []);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
});

w.scenario("nothing comes from anywhere else", async (cast) => {
  const page = await cast.visitor();
  const elsewhere = [];
  page.on("request", (request) => { if (!request.url().startsWith(w.url) && !request.url().startsWith("data:")) elsewhere.push(request.url()); });
  for (const address of publicPages) await page.goto(address, { waitUntil: "networkidle" });
  assert.deepEqual(elsewhere, []);
});

w.scenario("every page is guarded by its headers", async (cast) => {
  const page = await cast.person("camille");
  for (const address of [...publicPages, "/candidatures", "/compte", "/robots.txt", "/health"]) {
    const response = await page.request.get(address);
    const headers = response.headers();
    const policy = Object.fromEntries(headers["content-security-policy"].split("; ").map((one) => [one.split(" ")[0], one.split(" ").slice(1).join(" ")]));
    assert.equal(policy["default-src"], "'none'", address);
    assert.equal(policy["script-src"], "'self'");
    assert.equal(policy["style-src"], "'self'");
    assert.equal(policy["frame-ancestors"], "'none'");
    assert.equal(policy["base-uri"], "'none'");
    assert.equal(policy["form-action"], "'self'");
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.ok(headers["referrer-policy"]);
    assert.equal(headers.server, undefined);
    assert.equal(headers["x-powered-by"], undefined);
  }
});

w.scenario("the session's cookie is out of reach, and private pages stay out of caches", async () => {
  const { email, password } = accounts.camille;
  const signIn = () => fetch(`${w.url}/connexion`, { method: "POST", redirect: "manual", body: new URLSearchParams({ email, password }) });
  const [first, second] = [await signIn(), await signIn()].map((response) => response.headers.get("set-cookie"));
  assert.match(first, /; HttpOnly/);
  assert.match(first, /; SameSite=Lax/);
  assert.match(first, /; Path=\//);
  assert.notEqual(first.split(";")[0], second.split(";")[0], "a new session has a new token");
  for (const path of ["/candidatures", "/compte"]) {
    const headers = (await fetch(w.url + path, { headers: { Cookie: first.split(";")[0] } })).headers;
    assert.match(headers.get("cache-control"), /private/, path);
    assert.match(headers.get("vary"), /Cookie/, path);
    assert.match(headers.get("x-robots-tag"), /noindex/, path);
  }
  const forged = await fetch(`${w.url}/candidatures`, { redirect: "manual", headers: { Cookie: `tnl_session=${"A".repeat(43)}` } });
  assert.equal(forged.status, 303);
});

w.scenario("static files are kept for good under an address that changes with them", async (cast) => {
  const page = await cast.visitor();
  const files = [];
  page.on("response", (response) => { if (response.url().includes("/static/")) files.push(response); });
  await page.goto("/", { waitUntil: "networkidle" });
  assert.ok(files.length >= 3, "a style sheet, a script, a font");
  for (const file of files) {
    assert.match(file.headers()["cache-control"], /immutable/, file.url());
    assert.equal(file.status(), 200);
  }
});
