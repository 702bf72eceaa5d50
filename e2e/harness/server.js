// Runs the program as the people who try it do: `tnl demo` over data of its own, on a port of its own.
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const built = fileURLToPath(new URL("../.build/tnl", import.meta.url));
const startTime = 60_000; // milliseconds that a loaded machine may take to load the demonstration

/** The program under test: TNL_E2E_BINARY, else what `npm run build` made. */
export function binary() {
  const path = process.env.TNL_E2E_BINARY || built;
  if (!existsSync(path)) throw new Error(`${path} is missing: run "npm run build" in e2e/, or set TNL_E2E_BINARY`);
  return path;
}

/** A demonstration being served. Its address and data stay the same when it is killed and started again. */
export class Server {
  /** @param {"sqlite"|"postgres"} engine what keeps the data */
  constructor(engine = "sqlite") {
    this.engine = engine;
    this.folder = mkdtempSync(join(tmpdir(), "tnl-e2e-"));
    this.database = null;
    this.process = null;
    this.log = "";
    this.errors = []; // lines of the log that tell of a failure of the program's own
  }

  async start() {
    this.port ??= await freePort();
    this.url = `http://localhost:${this.port}`;
    if (this.engine === "postgres" && !this.database) {
      this.database = await createDatabase();
      await run(binary(), ["migrate", "up", "--data", this.folder], { env: this.environment() });
    }
    const args = ["demo", "--data", this.folder, "--listen", `127.0.0.1:${this.port}`, "--base-url", this.url];
    this.process = spawn(binary(), args, { env: this.environment(), stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      createInterface({ input: stream }).on("line", (line) => {
        this.log = `${this.log}${line}\n`.slice(-20_000);
        if (/level=ERROR|^panic|^fatal error|DATA RACE/.test(line)) this.errors.push(line);
      });
    }
    this.ended = new Promise((resolve) => this.process.once("exit", (code, signal) => {
      this.process = null;
      resolve({ code, signal });
    }));
    await this.answers();
  }

  /** The person's environment, less the settings of the program: only those given here count. */
  environment() {
    const plain = Object.entries(process.env).filter(([name]) => !name.startsWith("TNL_"));
    return { ...Object.fromEntries(plain), ...(this.database ? { TNL_DATABASE: this.database } : {}) };
  }

  async answers() {
    const until = Date.now() + startTime;
    while (Date.now() < until) {
      if (!this.process) throw new Error(`the server ended while it started:\n${this.log}`);
      const response = await fetch(`${this.url}/health`).catch(() => null);
      if (response?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`the server did not answer in ${startTime / 1000} s:\n${this.log}`);
  }

  /** Ends the server as a power cut does: nothing it had begun is finished. */
  async kill() {
    this.process?.kill("SIGKILL");
    await this.ended;
  }

  /** Ends the server as an operator does, and throws its data away. */
  async stop() {
    if (this.process) {
      this.process.kill("SIGTERM");
      const { code } = await this.ended;
      if (code !== 0) throw new Error(`the server ended with ${code}:\n${this.log}`);
    }
    if (this.database) await dropDatabase(this.database);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// freePort looks below the ports that the system lends to connections: one of those could be taken again before the
// server, which first loads its data, listens on it.
async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await new Promise((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
    });
    if (free) return port;
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
