// After a form that was refused, focus goes to the summary of errors, which screen readers then read.
export function focusFirst(page) {
  const target = page.querySelector("[data-focus]");
  if (!target || page.location?.hash) return;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}
