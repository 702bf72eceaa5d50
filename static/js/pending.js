// What was typed and is not acknowledged yet, kept in this browser. A browser that refuses to keep anything only
// loses this safety, never the page.
const prefix = "tnl:";

export function keep(key, values) {
  try { localStorage.setItem(prefix + key, values); } catch { /* full or refused */ }
}

export function forget(key) {
  try { localStorage.removeItem(prefix + key); } catch { /* refused */ }
}

export function kept(key) {
  try { return localStorage.getItem(prefix + key); } catch { return null; }
}
