// Sends fields to the server, and gives what it said. Fails when nothing came back in time.
const patience = 20; // seconds before a request is given up

export async function post(address, body) {
  const stop = new AbortController();
  const alarm = setTimeout(() => stop.abort(), 1000 * patience);
  try {
    const response = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error", signal: stop.signal });
    return reply(response.status, await response.text());
  } finally {
    clearTimeout(alarm);
  }
}

/** What the server said: its status, and its JSON. */
export function reply(status, text) {
  let said = {};
  try { said = JSON.parse(text); } catch { /* a page, from a proxy for one */ }
  return { status, ok: status >= 200 && status < 300, said };
}
