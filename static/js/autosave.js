// Saves each answer as it is given. What the server has not acknowledged yet waits in the browser, and is sent
// again after a lost connection, an expired session or a closed tab.
import { follow } from "./follow-up.js";
import { Answer } from "./answer.js";
import { exclude } from "./fields.js";
import { offer } from "./take-over.js";

const form = document.querySelector("form[data-autosave]");
if (form) start(form);

function start(form) {
  const blocks = [...form.querySelectorAll("[data-question]")].filter((one) => !one.disabled);
  const answers = blocks.map((block) => watch(form, block));
  follow(form);
  for (const answer of answers) answer.restore();
  // The line is back, or the person is: from signing in again in another tab, for one.
  for (const news of ["online", "focus"]) addEventListener(news, () => answers.forEach((one) => one.retry()));
  addEventListener("beforeunload", (event) => {
    if (answers.some((one) => one.unsaved())) event.preventDefault();
  });
  submitLast(form, answers);
}

// submitLast lets what is still on its way arrive before the whole form leaves: the page then knows that it was
// saved, and nothing waits in the browser to be taken later for another answer.
function submitLast(form, answers) {
  let ready = false;
  form.addEventListener("submit", async (event) => {
    const waiting = answers.filter((one) => one.waits());
    if (ready || waiting.length === 0) {
      ready = false;
      answers.forEach((one) => one.leave());
      return;
    }
    event.preventDefault();
    const sent = Promise.all(waiting.map((one) => one.send()));
    const enough = new Promise((resolve) => setTimeout(resolve, 3000));
    // A document takes its time, and shows it. One that fails leaves with the whole form.
    await (waiting.some((one) => one.sendsDocument()) ? sent : Promise.race([sent, enough]));
    ready = true;
    form.requestSubmit(event.submitter);
  });
}

function watch(form, block) {
  const answer = new Answer(form, block);
  block.addEventListener("change", (event) => {
    if (event.target.type === "file") return answer.choose();
    exclude(block, event.target);
    answer.changed(0);
  });
  block.addEventListener("input", (event) => {
    if (event.target.matches("textarea, input[type=text], input[type=month]")) answer.changed(900);
  });
  offer(form, block, answer);
  return answer;
}
