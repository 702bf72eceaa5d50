// A file may be dropped anywhere on a form that takes one: it is then in its field, as if it had been chosen there.
for (const form of document.querySelectorAll("form[data-drop]")) {
  const field = form.querySelector("input[type=file]");
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  form.addEventListener("dragover", (event) => {
    if (carries(event)) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    if (!carries(event) || event.target === field) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    field.focus();
  });
}
