// What no page of ours sends: from other sites, too large, unreadable, of the wrong kind. Nothing of it is a failure
// of the server's, and every refusal is a page in French.
import assert from "node:assert/strict";
import { accounts } from "../harness/people.js";
import { routes } from "../harness/routes.js";
import { world } from "../harness/world.js";

const w = world();
const form = { "Content-Type": "application/x-www-form-urlencoded" };

async function send(path, { cookie, ...options } = {}) {
  const response = await fetch(w.url + path, { redirect: "manual", ...options, headers: { ...(cookie ? { Cookie: cookie } : {}), ...options.headers } });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

// Signed in once and for all: the tries below exhaust those that one address has.
const cookies = {};
async function cookieOf(name) {
  return (cookies[name] ??= await newCookie(name));
}

const cookieFor = (path) => cookieOf(path.startsWith("/secretariat") ? "claude" : path.startsWith("/jury") ? "dominique" : "camille");

async function newCookie(name) {
  const { email, password } = accounts[name];
  const { headers } = await send("/connexion", { method: "POST", headers: form, body: new URLSearchParams({ email, password }) });
  return headers.get("set-cookie").split(";")[0];
}

w.scenario("a form posted from another site is refused", async () => {
  const cookie = await cookieOf("camille");
  const name = (text) => ({ method: "POST", cookie, body: new URLSearchParams({ name: text }) });
  for (const headers of [
    { Origin: "https://example.org" }, { Origin: "null" }, { Origin: `${w.url}1` }, { "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" },
  ]) {
    const { status, body } = await send("/compte/nom", { ...name("Pirate"), headers: { ...form, ...headers } });
    assert.equal(status, 403, JSON.stringify(headers));
    assert.match(body, /vient d’un autre site/);
  }
  assert.match((await send("/compte", { cookie })).body, /Camille Martin/, "nothing was changed");
  const own = await send("/compte/nom", { ...name("Camille Martin"), headers: { ...form, Origin: w.url, "Sec-Fetch-Site": "same-origin" } });
  assert.equal(own.status, 303);
});

w.scenario("a body that is too large is refused, in French", async () => {
  const cookie = await cookieOf("camille");
  const heavy = "a".repeat(3 << 20);
  for (const [path, headers, body] of [
    ["/connexion", form, `email=${heavy}`],
    ["/compte/nom", form, `name=${heavy}`],
    ["/compte/nom", { "Content-Type": "multipart/form-data; boundary=x" }, `--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n${heavy}\r\n--x--\r\n`],
  ]) {
    const answer = await send(path, { method: "POST", cookie, headers, body });
    assert.equal(answer.status, 413, path);
    assert.match(answer.body, /C’est trop volumineux/);
    assert.match(answer.body, /<html lang="fr">/);
  }
});

w.scenario("a browser shows why a form that is too large is refused", async (cast) => {
  const page = await cast.visitor();
  await page.goto("/inscription");
  await page.getByLabel("Prénom et nom").evaluate((field) => { field.value = "a".repeat(3 << 20); });
  await page.getByRole("button", { name: "Ouvrir mon compte" }).click();
  await page.getByRole("heading", { name: "C’est trop volumineux" }).waitFor();
  await page.getByRole("link", { name: "Revenir à la page précédente" }).waitFor();
});

// Values for the parameters of an address, for its query and for a form: none has a meaning anywhere.
const values = {
  "a NUL byte": "%00", "no UTF-8": "%ff%fe", "half a surrogate": "%ed%a0%80", "a path upwards": "..%2f..%2fetc%2fpasswd", "SQL": "%27%20OR%201%3D1%20--",
  "a wild card": "%25_%25", "markup": "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "below zero": "-1", "no integer holds it": "99999999999999999999",
  "a float": "1e308", "not a number": "NaN", "right to left": "%E2%80%AE%F0%9F%92%A5", "lines": "a%0d%0aSet-Cookie:%20x=y", "long": "x".repeat(4000),
};

w.scenario("no address and no query makes the server fail", async () => {
  const names = ["q", "page", "annee", "niveau", "type", "departement", "edition", "etat", "ajuster", "suite", "numero", "recherche", "role"];
  const failed = [];
  for (const { path } of routes().filter(({ method }) => method === "GET")) {
    for (const [what, value] of Object.entries(values)) {
      const address = path.replace(/:\w+/g, value);
      const query = names.map((name) => `${name}=${value}`).join("&");
      const cookie = await cookieFor(path);
      const { status, body, headers } = await send(path.includes(":") ? address : `${address}?${query}`, { cookie });
      if (status >= 500) failed.push(`${path}, ${what}: ${status}`);
      if (body.includes("<script>alert")) failed.push(`${path}, ${what}: shown as it is`);
      if (headers.get("set-cookie")?.includes("x=y")) failed.push(`${path}, ${what}: a header was written`);
    }
  }
  assert.deepEqual(failed, []);
});

// Buttons alone: whatever is posted there does what they say.
const noFields = /\/(deconnexion|sessions|cloture|publication|retrait|reprise|depot|membres|remise|reouverture)$/;

w.scenario("no form makes the server fail", async () => {
  for (const name of ["camille", "dominique", "claude"]) await cookieOf(name);
  const mine = (await send("/candidatures", { cookie: await cookieOf("camille") })).body.match(/\/candidatures\/([0-9a-f-]{36})/)[1];
  const read = (await send("/jury", { cookie: await cookieOf("dominique") })).body.match(/\/jury\/candidatures\/([0-9a-f-]{36})/)[1];
  const someone = (await send("/secretariat/personnes", { cookie: await cookieOf("claude") })).body.match(/\/personnes\/([0-9a-f-]{36})/)[1];
  const year = new Date().getFullYear();
  const ids = { "/candidatures": mine, "/jury": read, "/secretariat/personnes": someone, "/secretariat/candidatures": read };
  const fields = [
    "email", "name", "password", "current", "suite", "q", "kind", "code", "siren", "department", "population", "revision", "elected_name", "elected_email",
    "points", "reason", "level", "remarks", "opinion", "mentions", "autre_mention", "role", "opens_at", "closes_at", "place", "jury",
    "plan-action", "plan-action.revision", "plan-action.planned", "plan-action.planned_for", "plan-action.comment", "plan-action.evidence",
    "mutualisation-part", "mutualisation-part.revision", "mutualisation-formes", "mutualisation-formes.revision",
  ];
  const bodies = {
    ...Object.fromEntries(Object.entries(values).map(([what, value]) => [what, { headers: form, body: fields.map((field) => `${field}=${value}`).join("&") }])),
    "nothing": { headers: form, body: "" },
    "a broken encoding": { headers: form, body: "name=%zz&email=%" },
    "semicolons": { headers: form, body: "a;b=c;;&=&==" },
    "each field ten times": { headers: form, body: fields.map((field) => Array(10).fill(`${field}=1`).join("&")).join("&") },
    "unreadable names": { headers: form, body: "%00=1&%ff=2&plan-action%00.comment=3" },
    "JSON": { headers: { "Content-Type": "application/json" }, body: '{"name": {"$ne": null}}' },
    "a broken upload": { headers: { "Content-Type": "multipart/form-data; boundary=x" }, body: "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nno end" },
    "an upload without its boundary": { headers: { "Content-Type": "multipart/form-data" }, body: "--x--" },
    "an unknown kind": { headers: { "Content-Type": "application/x-unheard-of" }, body: "name=1" },
  };
  const failed = [];
  for (const { path } of routes().filter(({ method }) => method === "POST")) {
    if (noFields.test(path)) continue;
    const cookie = await cookieFor(path);
    const id = Object.entries(ids).find(([prefix]) => path.startsWith(prefix))?.[1] ?? "unknown";
    const address = path.replace(":id", id).replace(":year", year).replace(":axis", "strategie").replace(":question", "plan-action")
      .replace(":role", "secretariat").replace(":token", "unknown");
    for (const [what, { headers, body }] of Object.entries(bodies)) {
      const { status } = await send(address, { method: "POST", cookie, headers, body });
      if (status >= 500) failed.push(`${path}, ${what}: ${status}`);
    }
  }
  assert.deepEqual(failed, []);
  for (const name of ["camille", "dominique", "claude"]) {
    assert.equal((await send("/compte", { cookie: await cookieOf(name) })).status, 200, `${name} is still signed in`);
  }
});

w.scenario("an unreadable text is refused in words, and an answer is left as it was", async () => {
  const cookie = await cookieOf("camille");
  const id = (await send("/candidatures", { cookie })).body.match(/\/candidatures\/([0-9a-f-]{36})/)[1];
  for (const value of ["%00", "%ff", "a%00b"]) {
    const { status, body } = await send(`/candidatures/${id}/reponses/plan-action`, {
      method: "POST", cookie, headers: { ...form, Accept: "application/json" }, body: `plan-action=complet&plan-action.revision=0&plan-action.comment=${value}`,
    });
    assert.equal(status, 422);
    assert.match(JSON.parse(body).detail, /caractères illisibles/);
  }
});

w.scenario("methods and addresses that do not exist are told so", async () => {
  for (const [method, path, expected] of [["PUT", "/", 404], ["DELETE", "/connexion", 404], ["GET", "/deconnexion", 404], ["GET", "/static/none.css", 404], ["GET", "/../../etc/passwd", 404], ["GET", "/.git/config", 404]]) {
    const { status, body } = await send(path, { method });
    assert.equal(status, expected, `${method} ${path}`);
    assert.doesNotMatch(body, /root:|goroutine/);
  }
});
