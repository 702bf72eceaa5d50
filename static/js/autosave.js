// Saves each answer as it is given. What the server has not acknowledged yet waits in the browser, and is sent
// again after a lost connection, an expired session or a closed tab.
import { keep, forget, kept } from "./pending.js";
import { follow } from "./follow-up.js";

const form = document.querySelector("form[data-autosave]");
const announce = document.getElementById("announce");
const waits = [2, 5, 15, 30, 60]; // seconds before trying again

if (form) start();

function start() {
  const questions = [...form.querySelectorAll("[data-question]")].filter((one) => !one.disabled).map(watch);
  follow(form);
  for (const q of questions) q.restore();
  addEventListener("online", () => questions.forEach((q) => q.retry()));
  addEventListener("beforeunload", (event) => {
    if (questions.some((q) => q.waiting())) event.preventDefault();
  });
  form.addEventListener("submit", () => questions.forEach((q) => q.leave()));
}

// watch saves one question: one request at a time, the latest values last.
function watch(block) {
  const name = block.dataset.question;
  const line = block.querySelector("[data-saved]");
  const key = form.dataset.autosave + name;
  let timer, sending = false, again = false, failures = 0, left = false;

  const fields = () => {
    const values = new URLSearchParams();
    for (const [field, value] of new FormData(form)) {
      if (field === name || field.startsWith(name + ".")) values.append(field, value);
    }
    return values;
  };

  const say = (state, text, aloud = true) => {
    line.className = `saved saved--${state}`;
    line.textContent = text;
    if (aloud && announce) announce.textContent = text;
  };

  const changed = (delay) => {
    keep(key, fields().toString());
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  };

  async function send() {
    clearTimeout(timer);
    if (sending) { again = true; return; }
    sending = true;
    again = false;
    const body = fields();
    say("saving", "Enregistrement…", false);
    try {
      const response = await fetch(form.dataset.autosave + name, {
        method: "POST", body, headers: { Accept: "application/json" }, redirect: "error", signal: AbortSignal.timeout(20000),
      });
      await told(response, body.toString());
    } catch {
      failed("Non enregistré : la connexion ne répond pas. Votre saisie est gardée sur cet appareil.");
    }
    sending = false;
    if (again) send();
  }

  async function told(response, sent) {
    if (response.status === 401) {
      failed("Non enregistré : votre session a expiré. Votre saisie est gardée sur cet appareil ; reconnectez-vous dans un nouvel onglet.");
      return;
    }
    const said = await response.json().catch(() => ({}));
    clean();
    if (response.ok) {
      failures = 0;
      block.querySelector(`[name="${name}.revision"]`).value = said.revision;
      if (same(fields().toString(), sent)) forget(key);
      say("saved", said.saved);
      document.getElementById(form.dataset.side).innerHTML = said.side;
      follow(form, said.asked);
    } else if (response.status === 409 && said.clash) {
      line.insertAdjacentHTML("beforebegin", said.clash);
      say("conflict", "Non enregistré : cette réponse a été modifiée entre-temps.");
      settle(said.revision);
    } else if (response.status === 422 && said.errors) {
      for (const [field, text] of Object.entries(said.errors)) mark(field, text);
      say("failed", "Non enregistré : une réponse est à corriger.");
    } else if (response.status < 500) {
      forget(key);
      say("failed", said.detail || "Non enregistré.");
    } else {
      failed("Non enregistré : le service a rencontré un problème. Votre saisie est gardée sur cet appareil.");
    }
  }

  function failed(text) {
    say("failed", text);
    timer = setTimeout(send, 1000 * waits[Math.min(failures++, waits.length - 1)]);
  }

  // settle lets the person choose between both values.
  function settle(revision) {
    const panel = block.querySelector("[data-clash]");
    panel.querySelector("button").addEventListener("click", (event) => {
      event.preventDefault();
      block.querySelector(`[name="${name}.revision"]`).value = revision;
      panel.remove();
      send();
    });
    panel.querySelector("a").addEventListener("click", () => { forget(key); left = true; setTimeout(() => location.reload()); });
  }

  function mark(field, text) {
    const control = [...form.elements].find((one) => one.name === field && one.type !== "hidden");
    const error = document.createElement("p");
    error.className = "error";
    error.id = `${field.replace(".", "-")}-live-error`;
    error.textContent = text;
    block.classList.add("question--invalid");
    if (!control) { line.before(error); return; }
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby") || ""} ${error.id}`.trim());
    (control.closest(".field") || control.closest(".choices") || control).after(error);
  }

  function clean() {
    block.classList.remove("question--invalid");
    block.querySelectorAll(".error, [data-clash]").forEach((one) => one.remove());
    block.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
  }

  block.addEventListener("change", (event) => {
    alone(block, event.target);
    changed(0);
  });
  block.addEventListener("input", (event) => {
    if (event.target.matches("textarea, input[type=text], input[type=month]")) changed(900);
  });

  return {
    waiting: () => !left && kept(key) !== null && (sending || failures > 0),
    retry: () => { if (failures > 0) send(); },
    leave: () => { left = true; },
    restore: () => {
      const values = kept(key);
      if (values === null) return;
      if (same(values, fields().toString())) { forget(key); return; }
      fill(block, name, new URLSearchParams(values));
      send();
    },
  };
}

// same tells whether two sets of values say the same, whatever revision they were made from.
function same(one, other) {
  const plain = (values) => values.replace(/\.revision=\d+/, "");
  return plain(one) === plain(other);
}

// alone unticks what cannot stand beside what was just ticked.
function alone(block, ticked) {
  if (ticked.type !== "checkbox" || !ticked.checked || ticked.name !== block.dataset.question) return;
  const exclusive = "exclusive" in ticked.dataset;
  for (const other of block.querySelectorAll(`input[type=checkbox][name="${ticked.name}"]`)) {
    if (other !== ticked && (exclusive || "exclusive" in other.dataset)) other.checked = false;
  }
}

// fill puts back what waited, the revision apart when the page has a newer one: the server then tells of the clash.
function fill(block, name, values) {
  for (const control of block.querySelectorAll("input, textarea")) {
    if (control.type === "radio" || control.type === "checkbox") control.checked = values.getAll(control.name).includes(control.value);
    else control.value = values.get(control.name) ?? "";
  }
}
