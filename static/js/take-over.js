// Takes an earlier edition's answer over without leaving the page. What the fields at hand cannot hold, a longer list
// for one, is left to the button, which sends the form.
import { fill, valuesOf } from "./fields.js";

export function offer(form, block, answer) {
  const panel = block.querySelector("[data-earlier]");
  const button = panel?.querySelector("button");
  if (!button) return;
  const note = document.createElement("input"); // goes with the answer, and tells the server where it comes from
  Object.assign(note, { type: "hidden", name: `${answer.name}.taken`, value: "1" });
  button.addEventListener("click", (event) => {
    const then = new URLSearchParams(button.dataset.values);
    const fields = [...block.querySelectorAll("input, select, textarea")];
    if (![...then.keys()].every((name) => fields.some((one) => one.name === name))) return;
    event.preventDefault();
    fill(block, beside(valuesOf(form, answer.name), then));
    block.append(note);
    answer.changed(0);
    fields.find((one) => then.has(one.name) && (one.checked || !/radio|checkbox/.test(one.type))).focus();
    panel.remove();
  });
  // What is given anew is not taken over. The panel stays: nothing may move under what is pressed next.
  block.addEventListener("change", () => note.remove());
}

// beside keeps the revision, and what was typed this year beside the answer.
function beside(now, then) {
  const values = new URLSearchParams(then);
  for (const field of [".revision", ".comment", ".evidence"]) {
    for (const [name, value] of now) {
      if (name.endsWith(field) && value.trim()) values.set(name, value);
    }
  }
  return values;
}
