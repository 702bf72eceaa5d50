// Shows a question that depends on others only once they lead to it. Without this script all are shown, each
// saying what it depends on.
export function follow(form, asked) {
  for (const block of form.querySelectorAll("[data-follow-up]")) {
    const name = block.dataset.question;
    const shown = asked ? asked[name] !== false : !("unasked" in block.dataset);
    const typed = [...block.querySelectorAll("input:not([type=hidden]), select, textarea")].some(
      (one) => (one.type === "radio" || one.type === "checkbox" ? one.checked : one.value.trim() !== ""));
    block.hidden = !shown && !typed && !block.querySelector(".document");
  }
}
