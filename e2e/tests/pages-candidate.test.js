// Every page that a candidate sees, inspected.
import { candidateFacts } from "../harness/facts.js";
import { inspectAll } from "../harness/inspection.js";
import { candidate } from "../harness/pages.js";
import { world } from "../harness/world.js";

const w = world();

w.scenario("a candidate's pages", async (cast) => {
  const page = await cast.person("camille");
  await inspectAll(page, candidate, await candidateFacts(page));
});
