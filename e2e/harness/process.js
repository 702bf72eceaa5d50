// A program that serves pages on a port of this machine.
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { createInterface } from "node:readline";

const startTime = 60_000; // milliseconds that a loaded machine may take

/** freePort looks below the ports that the system lends to connections: one of those could be taken again before the
 * program, which may first load data, listens on it. */
export async function freePort() {
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

/** Starts command, and waits until address answers with 200. */
export async function serve(command, args, environment, address) {
  const started = { log: "", errors: [], running: true };
  const child = spawn(command, args, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      started.log = `${started.log}${line}\n`.slice(-20_000);
      if (/level=ERROR|^panic|^fatal error/.test(line)) started.errors.push(line);
    });
  }
  const ended = new Promise((resolve) => child.once("exit", (code) => { started.running = false; resolve(code); }));
  /** Ends the program by a signal, and gives its exit code. */
  started.end = async (signal) => { child.kill(signal); return ended; };

  const until = Date.now() + startTime;
  while (Date.now() < until) {
    if (!started.running) throw new Error(`the program ended while it started:\n${started.log}`);
    const response = await fetch(address).catch(() => null);
    if (response?.ok) return started;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${address} did not answer in ${startTime / 1000} s:\n${started.log}`);
}
