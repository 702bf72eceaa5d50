// Runs the program as the people who try it do: `tnl demo` over data of its own, on a port of its own.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort, serve } from "./process.js";

const run = promisify(execFile);
const built = fileURLToPath(new URL("../.build/tnl", import.meta.url));

/** The program under test: TNL_E2E_BINARY, else what `npm run build` made. */
export function binary() {
  const path = process.env.TNL_E2E_BINARY || built;
  if (!existsSync(path)) throw new Error(`${path} is missing: run "npm run build" in e2e/, or set TNL_E2E_BINARY`);
  return path;
}

/** The person's environment, less the settings of the program: only those given here count. */
export function environment(settings = {}) {
  const plain = Object.entries(process.env).filter(([name]) => !name.startsWith("TNL_"));
  return { ...Object.fromEntries(plain), ...settings };
}

/** A demonstration being served. Its address and data stay the same when it is killed and started again. */
export class Server {
  /** @param {"sqlite"|"postgres"} engine what keeps the data */
  constructor(engine = "sqlite") {
    this.engine = engine;
    this.folder = mkdtempSync(join(tmpdir(), "tnl-e2e-"));
    this.settings = {};
    this.process = null;
    this.errors = []; // lines of the log that tell of a failure of the program's own
  }

  async start() {
    this.port ??= await freePort();
    this.url = `http://localhost:${this.port}`;
    if (this.engine === "postgres" && !this.settings.TNL_DATABASE) {
      this.settings.TNL_DATABASE = await createDatabase();
      await run(binary(), ["migrate", "up", "--data", this.folder], { env: environment(this.settings) });
    }
    const args = ["demo", "--data", this.folder, "--listen", `127.0.0.1:${this.port}`, "--base-url", this.url];
    this.process = await serve(binary(), args, environment(this.settings), `${this.url}/health`);
  }

  /** Ends the server as a power cut does: nothing it had begun is finished. */
  async kill() {
    await this.end("SIGKILL");
  }

  async end(signal) {
    const ending = this.process;
    this.process = null;
    const code = await ending?.end(signal);
    this.errors.push(...(ending?.errors ?? []));
    return { code, log: ending?.log };
  }

  /** Ends the server as an operator does, and throws its data away. */
  async stop() {
    if (this.process) {
      const { code, log } = await this.end("SIGTERM");
      if (code !== 0) throw new Error(`the server ended with ${code}:\n${log}`);
    }
    if (this.settings.TNL_DATABASE) await dropDatabase(this.settings.TNL_DATABASE);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function postgres() {
  const url = process.env.TNL_TEST_POSTGRES;
  if (!url) throw new Error("TNL_TEST_POSTGRES is not set: run the tests by scripts/test, or under scripts/postgres");
  return url;
}

async function createDatabase() {
  const url = new URL(postgres());
  const name = `e2e_${process.pid}_${Date.now()}`;
  await run("psql", [postgres(), "--quiet", "--command", `CREATE DATABASE ${name}`]);
  url.pathname = `/${name}`;
  return url.href;
}

async function dropDatabase(url) {
  const name = new URL(url).pathname.slice(1);
  await run("psql", [postgres(), "--quiet", "--command", `DROP DATABASE ${name} WITH (FORCE)`]);
}
