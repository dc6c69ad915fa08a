import { mkdtemp, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { residentBytes } from "../functions/resident-memory.ts";
import { choosePort, holdPort, loopback } from "./free-port.ts";
import { type Supervised, supervise } from "./supervise.ts";

const open: Supervised[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((supervised) => supervised.close()));
});

async function runScript(script: string) {
  const dir = await mkdtemp(join(tmpdir(), "supervise-"));
  await writeFile(join(dir, "child.mjs"), script);
  const lines: string[] = [];
  const problems: string[] = [];
  const supervised = supervise({
    name: "The child",
    args: [join(dir, "child.mjs")],
    cwd: dir,
    environment: { NODE_ENV: "test" },
    onLine: (line) => lines.push(line),
    onProblem: (problem) => problems.push(problem),
  });
  open.push(supervised);
  return { supervised, lines, problems };
}

async function until(isDone: () => boolean): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!isDone() && Date.now() < deadline) await sleep(20);
}

describe("a supervised process", () => {
  it("is started again after a crash, later each time, and the crash is told", async () => {
    const { lines, problems, supervised } = await runScript(`console.log(process.pid); process.exit(3);`);

    await until(() => lines.length >= 3);

    expect(new Set(lines).size).toBe(lines.length);
    expect(problems.slice(0, 2)).toEqual([
      "The child ended (exit status 3); starting it again in 250 ms.",
      "The child ended (exit status 3); starting it again in 500 ms.",
    ]);
    expect(supervised.crashes).toBeGreaterThanOrEqual(2);
  });

  it("ends with its own children when it is closed, even one that ignores signals", async () => {
    const { lines, supervised } = await runScript(`
      import { spawn } from "node:child_process";
      process.on("SIGTERM", () => undefined);
      const grandchild = spawn("sleep", ["60"]);
      console.log(process.pid + " " + grandchild.pid);
      setInterval(() => undefined, 1000);`);
    await until(() => lines.length > 0);
    const pids = (lines[0] ?? "").split(" ").map(Number);

    await supervised.close();

    expect(await Promise.all(pids.map(residentBytes))).toEqual([0, 0]);
  });
});

describe("a port", () => {
  it("is the preferred one, or another when that is taken", async () => {
    const taken = createServer().listen(0, loopback);
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as { port: number };

    const chosen = await choosePort(port);
    await new Promise((resolve) => taken.close(resolve));

    expect(chosen).not.toBe(port);
    expect(await choosePort(port)).toBe(port);
  });

  it("that is held answers 503 until it is released", async () => {
    const held = await holdPort(0);
    const url = `http://${loopback}:${held.port}/api/health`;

    expect((await fetch(url)).status).toBe(503);
    await held.release();
    await expect(fetch(url)).rejects.toThrow();
  });
});
