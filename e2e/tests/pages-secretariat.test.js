// Every page that the secretariat sees, inspected.
import { secretariatFacts } from "../harness/facts.js";
import { inspectAll } from "../harness/inspection.js";
import { secretariat } from "../harness/pages.js";
import { world } from "../harness/world.js";

const w = world();

w.scenario("the secretariat's pages", async (cast) => {
  const page = await cast.person("claude");
  await inspectAll(page, secretariat, await secretariatFacts(page));
});
