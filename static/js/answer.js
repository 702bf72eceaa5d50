// One answer on its way to the server: one request at a time, the latest values last.
import { keep, forget, kept } from "./pending.js";
import { follow } from "./follow-up.js";
import { valuesOf, fill, same } from "./fields.js";
import { say, mark, clean, showClash } from "./outcome.js";
import { released } from "./pointer.js";

const waits = [2, 5, 15, 30, 60]; // seconds before trying again
const patience = 20; // seconds before a request is given up

export class Answer {
  constructor(form, block) {
    Object.assign(this, { form, block, name: block.dataset.question, failures: 0, sending: false, again: false, left: false, unsure: null, answered: null });
    this.address = form.dataset.autosave + this.name;
  }

  get revision() { return this.block.querySelector(`[name="${this.name}.revision"]`); }

  changed(delay) {
    const values = valuesOf(this.form, this.name).toString();
    // Leaving a field tells again of a change that the server answered while it was typed.
    if (this.answered !== null && same(values, this.answered)) return;
    this.left = false;
    keep(this.address, values);
    this.later(delay);
  }

  later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  // send gives a promise kept once nothing is under way any more.
  send() {
    if (this.sending) this.again = true;
    else this.sent = this.deliver();
    return this.sent;
  }

  async deliver() {
    this.sending = true;
    this.again = false;
    // Sent without an answer, it may have been saved: it is sent again as it was, and what was typed since after it.
    const body = this.unsure ??= valuesOf(this.form, this.name);
    say(this.block, "saving", "Enregistrement…");
    const stop = new AbortController();
    const alarm = setTimeout(() => stop.abort(), 1000 * patience);
    try {
      const response = await fetch(this.address, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "error", signal: stop.signal });
      await released();
      if (response.status < 500) this.unsure = null;
      await this.told(response, body.toString());
    } catch {
      this.failed("la connexion ne répond pas. Votre saisie est gardée sur cet appareil.");
    }
    clearTimeout(alarm);
    this.sending = false;
    if (this.again) await this.send();
  }

  async told(response, sent) {
    if (response.status === 401) {
      return this.failed("votre session a expiré. Votre saisie est gardée sur cet appareil ; reconnectez-vous dans un nouvel onglet.");
    }
    if (response.status >= 500) return this.failed("le service a rencontré un problème. Votre saisie est gardée sur cet appareil.");
    const said = await response.json().catch(() => ({}));
    clean(this.block);
    this.failures = 0;
    this.answered = sent;
    if (response.ok) this.saved(said, sent);
    else if (said.clash) showClash(this.block, said.clash, () => { this.revision.value = said.revision; this.send(); }, () => this.giveUp());
    else if (said.errors) mark(this.form, this.block, said.errors);
    else {
      forget(this.address);
      say(this.block, "failed", said.detail || "Non enregistré.");
    }
  }

  saved(said, sent) {
    this.revision.value = said.revision;
    const values = valuesOf(this.form, this.name).toString();
    if (same(values, sent)) forget(this.address);
    else { // typed meanwhile, over the revision that was just saved
      keep(this.address, values);
      this.again = true;
    }
    say(this.block, "saved", said.saved);
    document.getElementById(this.form.dataset.side).innerHTML = said.side;
    follow(this.form, said.asked);
  }

  failed(why) {
    say(this.block, "failed", "Non enregistré : " + why);
    this.later(1000 * waits[Math.min(this.failures++, waits.length - 1)]);
  }

  giveUp() {
    forget(this.address);
    this.left = true;
    setTimeout(() => location.reload());
  }

  restore() {
    const values = kept(this.address);
    if (values === null) return;
    if (same(values, valuesOf(this.form, this.name).toString())) return forget(this.address);
    const waiting = new URLSearchParams(values);
    fill(this.block, waiting);
    // Typed for another version of the questionnaire: the server knows what becomes of it.
    if (waiting.get("_version") !== this.form.elements._version.value) this.unsure = waiting;
    this.send();
  }

  retry() { if (this.failures > 0) this.later(0); }

  leave() { this.left = true; }

  waits() { return kept(this.address) !== null; }

  unsaved() { return !this.left && this.waits() && (this.sending || this.failures > 0); }
}
