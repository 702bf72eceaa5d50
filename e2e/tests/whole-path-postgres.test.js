import { wholePath } from "../harness/journey.js";
import { world } from "../harness/world.js";

const w = world({ engine: "postgres" });

w.scenario("from an account to a certificate, on postgres", wholePath);
