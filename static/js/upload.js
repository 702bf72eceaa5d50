// A document on its way to the server. It leaves as soon as it is chosen, with how far it is, and can be stopped. It is
// not kept in the browser: while it has not arrived, the page says so.
import { mark, clean, tell } from "./outcome.js";
import { reply } from "./post.js";

const patience = 45; // seconds without any progress before it is given up

export class Upload {
  constructor(block, stopped) {
    const panel = block.querySelector("[data-upload]");
    Object.assign(this, { block, panel, file: null, request: null, told: 0 });
    this.input = block.querySelector("input[type=file]");
    this.stopButton = panel.querySelector("button");
    this.stopButton.addEventListener("click", () => { this.forget(); stopped(); });
  }

  /** Takes the document that was just chosen; tells whether there is one to send. */
  choose(form) {
    clean(this.block);
    this.giveUp();
    const file = this.input.files[0] ?? null;
    if (file && file.size > Number(this.input.dataset.most)) {
      mark(form, this.block, { [this.input.name]: this.input.dataset.tooLarge });
      this.input.value = "";
    } else this.file = file;
    return this.file !== null;
  }

  send(address, fields) {
    const body = new FormData();
    for (const [name, value] of fields) body.append(name, value);
    body.append(this.input.name, this.file);
    const request = this.request = new XMLHttpRequest();
    this.told = 0;
    this.show(0);
    return new Promise((resolve, reject) => {
      let alarm;
      const alive = () => { clearTimeout(alarm); alarm = setTimeout(() => request.abort(), 1000 * patience); };
      request.upload.addEventListener("progress", (event) => { alive(); this.show(event.loaded / event.total); });
      request.addEventListener("load", () => resolve(reply(request.status, request.responseText)));
      for (const end of ["error", "abort"]) request.addEventListener(end, reject);
      request.addEventListener("loadend", () => { clearTimeout(alarm); if (this.request === request) this.request = null; });
      request.open("POST", address);
      request.setRequestHeader("Accept", "application/json");
      request.send(body);
      alive();
    });
  }

  show(part) {
    const percent = Math.floor(100 * part);
    this.panel.hidden = false;
    this.panel.querySelector("progress").value = percent;
    const words = percent < 100 ? `Envoi de « ${this.file?.name} » : ${percent} %` : "Document envoyé, vérification…";
    this.panel.querySelector("p").textContent = words;
    if (percent < this.told) return;
    tell(words);
    this.told = percent + 25; // a voice that reads every figure would say nothing else
  }

  /** Shows the document that the server keeps now, drawn by it. */
  draw(drawn) { this.block.querySelector("[data-document]").innerHTML = drawn; }

  /** Leaves the document: it is given, refused, or not wanted any more. */
  forget() {
    const lost = [document.body, this.stopButton].includes(document.activeElement);
    this.giveUp();
    this.input.value = "";
    this.panel.hidden = true;
    if (lost) this.input.focus({ preventScroll: true });
  }

  giveUp() {
    this.file = null;
    this.request?.abort();
  }
}
