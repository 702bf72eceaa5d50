// One answer: kept in the browser until the server has it, and what the server says of it.
import { Courier } from "./courier.js";
import { keep, forget, kept } from "./pending.js";
import { follow } from "./follow-up.js";
import { valuesOf, fill, same } from "./fields.js";
import { say, mark, clean, showClash } from "./outcome.js";
import { post } from "./post.js";
import { Upload } from "./upload.js";

export class Answer extends Courier {
  constructor(form, block) {
    super();
    Object.assign(this, { form, block, name: block.dataset.question, left: false, answered: null });
    this.address = form.dataset.autosave + this.name;
    this.upload = block.querySelector("[data-upload]") && new Upload(block, () => this.stopped());
  }

  get revision() { return this.block.querySelector(`[name="${this.name}.revision"]`); }

  fields() { return valuesOf(this.form, this.name); }

  values() { return this.fields().toString(); }

  changed(delay) {
    const values = this.values();
    // Leaving a field tells again of a change that the server answered while it was typed.
    if (this.answered !== null && same(values, this.answered)) return;
    this.left = false;
    keep(this.address, values);
    this.later(delay);
  }

  // choose sends the document that was just chosen.
  choose() {
    if (!this.upload.choose(this.form)) return;
    this.left = false;
    this.later(0);
  }

  transmit(body) {
    this.document = this.upload?.file ?? null;
    say(this.block, "saving", "Enregistrement…");
    return this.document ? this.upload.send(this.address, body) : post(this.address, body);
  }

  told({ status, ok, said }, sent) {
    if (status === 401) return this.failed("votre session a expiré", " ; reconnectez-vous dans un nouvel onglet");
    if (status >= 500) return this.failed("le service a rencontré un problème");
    const typed = !same(this.values(), sent); // meanwhile; asked before a document takes its place among the fields
    if (said.document) this.upload.draw(said.document);
    if (this.document && this.document === this.upload.file) this.upload.forget(); // kept, or refused
    clean(this.block);
    this.failures = 0;
    this.answered = typed ? sent : this.values();
    if (ok) this.saved(said, typed);
    else if (said.clash) showClash(this.block, said.clash, () => { this.revision.value = said.revision; this.send(); }, () => this.giveUp());
    else if (said.errors) mark(this.form, this.block, said.errors);
    else {
      forget(this.address);
      say(this.block, "failed", said.detail || "Non enregistré.");
    }
  }

  saved(said, typed) {
    this.revision.value = said.revision;
    if (!typed) forget(this.address);
    else { // over the revision that was just saved
      keep(this.address, this.values());
      this.again = true;
    }
    say(this.block, "saved", said.saved);
    document.getElementById(this.form.dataset.side).innerHTML = said.side;
    follow(this.form, said.asked);
  }

  silent() {
    if (this.document && this.document !== this.upload.file) return; // stopped, or another was chosen
    this.failed("la connexion ne répond pas");
  }

  failed(why, then = "") {
    const safe = this.sendsDocument() ? "Le document n’est pas encore envoyé : laissez cette page ouverte" : "Votre saisie est gardée sur cet appareil";
    say(this.block, "failed", `Non enregistré : ${why}. ${safe}${then}.`);
    this.putOff();
  }

  // stopped follows a document that the person does not want to send any more.
  stopped() {
    this.rest();
    say(this.block, "stopped", "Envoi annulé.");
    if (kept(this.address) !== null) this.later(0);
  }

  giveUp() {
    forget(this.address);
    this.left = true;
    setTimeout(() => location.reload());
  }

  restore() {
    const values = kept(this.address);
    if (values === null) return;
    if (same(values, this.values())) return forget(this.address);
    const waiting = new URLSearchParams(values);
    fill(this.block, waiting);
    // Typed for another version of the questionnaire: the server knows what becomes of it.
    if (waiting.get("_version") !== this.form.elements._version.value) this.unsure = waiting;
    this.send();
  }

  leave() { this.left = true; }

  sendsDocument() { return Boolean(this.upload?.file); }

  waits() { return this.sendsDocument() || kept(this.address) !== null; }

  unsaved() { return !this.left && this.waits() && (this.sending || this.failures > 0); }
}
