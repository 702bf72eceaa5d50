// The fields of one question in a form of many.

// The version of the questionnaire goes with them: it may be corrected while they wait.
export function valuesOf(form, name) {
  const values = new URLSearchParams();
  for (const [field, value] of new FormData(form)) {
    if (typeof value !== "string") continue; // a document: see upload.js
    if (field === name || field.startsWith(name + ".") || field === "_version") values.append(field, value);
  }
  return values;
}

// fill puts back what waited, the revision included: when somebody changed the answer since, the server tells.
export function fill(block, values) {
  for (const control of block.querySelectorAll("input, select, textarea")) {
    if (control.type === "radio" || control.type === "checkbox") control.checked = values.getAll(control.name).includes(control.value);
    else control.value = values.get(control.name) ?? "";
    const folded = control.closest("details:not([open])");
    if (folded && control.value) folded.open = true; // what waited is seen
  }
}

// same tells whether two sets of values say the same, whatever revision and version they were made from.
export function same(one, other) {
  const plain = (values) => values.replace(/\.revision=\d+/, "").replace(/_version=\w*&?/, "");
  return plain(one) === plain(other);
}

// exclude unticks what cannot stand beside what was just ticked.
export function exclude(block, ticked) {
  if (ticked.type !== "checkbox" || !ticked.checked || ticked.name !== block.dataset.question) return;
  const alone = "exclusive" in ticked.dataset;
  for (const other of block.querySelectorAll(`input[type=checkbox][name="${ticked.name}"]`)) {
    if (other !== ticked && (alone || "exclusive" in other.dataset)) other.checked = false;
  }
}
