// Every page that a juror sees, inspected.
import { jurorFacts } from "../harness/facts.js";
import { inspectAll } from "../harness/inspection.js";
import { juror } from "../harness/pages.js";
import { world } from "../harness/world.js";

const w = world();

w.scenario("a juror's pages", async (cast) => {
  const page = await cast.person("alix");
  await inspectAll(page, juror, await jurorFacts(page));
});
