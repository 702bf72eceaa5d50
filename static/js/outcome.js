// What became of an answer, shown beside it and told to screen readers.
const announce = document.getElementById("announce");

export function say(block, state, text) {
  const line = block.querySelector("[data-saved]");
  line.className = `saved saved--${state}`;
  line.textContent = text;
  if (state !== "saving") tell(text);
}

/** Tells screen readers, when they have nothing else to say. */
export function tell(text) {
  if (announce) announce.textContent = text;
}

// mark puts each error next to its field.
export function mark(form, block, errors) {
  for (const [field, text] of Object.entries(errors)) {
    const control = [...form.elements].find((one) => one.name === field && one.type !== "hidden");
    const error = document.createElement("p");
    error.className = "error";
    error.id = `${field.replaceAll(".", "-")}-live-error`;
    error.textContent = text;
    if (control) {
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby") || ""} ${error.id}`.trim());
    }
    const place = control?.closest(".field, .choices");
    if (place?.closest(".group, .field-row")) place.append(error); // beside it would be another field's place
    else (place || block.querySelector("[data-saved]").previousElementSibling).after(error);
  }
  block.classList.add("question--invalid");
  say(block, "failed", "Non enregistré : une réponse est à corriger.");
}

export function clean(block) {
  block.classList.remove("question--invalid");
  for (const error of block.querySelectorAll(".error")) {
    for (const control of block.querySelectorAll(`[aria-describedby~="${error.id}"]`)) {
      control.setAttribute("aria-describedby", control.getAttribute("aria-describedby").replace(error.id, "").trim());
      control.removeAttribute("aria-invalid");
    }
    error.remove();
  }
  block.querySelectorAll("[data-clash]").forEach((one) => one.remove());
}

// showClash shows both values, and lets the person choose.
export function showClash(block, panel, keepMine, takeTheirs) {
  block.querySelector("[data-saved]").insertAdjacentHTML("beforebegin", panel);
  say(block, "conflict", "Non enregistré : cette réponse a été modifiée entre-temps.");
  const shown = block.querySelector("[data-clash]");
  shown.querySelector("button").addEventListener("click", (event) => {
    event.preventDefault();
    shown.remove();
    keepMine();
  });
  shown.querySelector("a").addEventListener("click", takeTheirs);
}
