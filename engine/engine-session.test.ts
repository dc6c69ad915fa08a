import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { EngineSession } from "#core/ports/engine";
import { createEngine } from "./create-engine.ts";
import { readText } from "./testing/read-text.ts";

// Each starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const megabyte = 1024 * 1024;
let scratchDir = "";
beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "sessions-"));
});
afterAll(() => rm(scratchDir, { recursive: true }));

async function using<T>(options: Parameters<typeof createEngine>[0], work: (session: EngineSession) => Promise<T>): Promise<T> {
  const session = await createEngine({ scratchDir, ...options }).open(new AbortController().signal);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

async function fill(session: EngineSession, rows: number): Promise<void> {
  const table = await session.createTable("t", ["id", "text"]);
  for (let row = 0; row < rows; row += 1000) {
    const lines = Array.from({ length: 1000 }, (_, index) => `${row + index},${"x".repeat(50)}${(row + index) * 7919}\n`);
    await table.write(new TextEncoder().encode(lines.join("")));
  }
  expect(await table.close()).toEqual({ rows });
}

describe("a session", () => {
  it("keeps rows as they were written, and their order, through sorting on disk", async () => {
    await using({ memoryBytes: 64 * megabyte, threads: 1 }, async (session) => {
      await fill(session, 100_000);
      let rows = 0;
      let last = "";
      for await (const batch of session.select("SELECT text, id FROM t ORDER BY text")) {
        for (const [text = ""] of batch) {
          expect(text >= last).toBe(true);
          last = text;
          rows++;
        }
      }
      expect(rows).toBe(100_000);
    });
  }, 60_000);

  it("says of rows that do not fit on the disk that they are too many, and leaves nothing there", async () => {
    await expect(
      using({ memoryBytes: 64 * megabyte, diskBytes: 4 * megabyte }, (session) => fill(session, 1_000_000)),
    ).rejects.toMatchObject({
      code: "query-too-large",
    });
    expect(await readdir(scratchDir)).toEqual([]);
  }, 60_000);

  it("ends at once when its run is cancelled, with the reason given", async () => {
    const controller = new AbortController();
    const session = await createEngine({ scratchDir }).open(controller.signal);
    await fill(session, 1000);
    const asked = session.query("SELECT count(*) FROM range(10000000000) a, range(100) b", "csv").then(({ bytes }) => readText(bytes));
    setTimeout(() => controller.abort(new Error("cancelled")), 100);

    await expect(asked).rejects.toThrow("cancelled");
    await session.close();
    expect(await readdir(scratchDir)).toEqual([]);
  });

  it("that was closed, or whose reader stops half-way, leaves neither process nor files", async () => {
    await using({}, async (session) => {
      const { bytes } = await session.query("SELECT range FROM range(100000000)", "csv");
      await bytes.read(new Uint8Array(100));
      await bytes.close();
      const half = await session.createTable("half", ["a"]);
      await half.write(new TextEncoder().encode("1\n"));
    });
    expect(await readdir(scratchDir)).toEqual([]);
  });

  it("tells of rows that are not what was announced instead of guessing", async () => {
    await using({}, async (session) => {
      const table = await session.createTable("t", ["a", "b"]);
      await table.write(new TextEncoder().encode("1\n"));
      await expect(table.close()).rejects.toThrow();
    });
  });

  it("ends with its parent, even when that is killed, and so does its folder", async () => {
    const program = `
      const { createEngine } = await import(${JSON.stringify(fileURLToPath(new URL("./create-engine.ts", import.meta.url)))});
      const session = await createEngine({ scratchDir: ${JSON.stringify(scratchDir)} }).open(new AbortController().signal);
      session.run("CREATE TABLE x AS SELECT count(*) FROM range(100000000000) a, range(100) b");
      console.log("ready");
      setInterval(() => 0, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
    await once(parent.stdout, "data");
    expect(await readdir(scratchDir)).toHaveLength(1);

    parent.kill("SIGKILL");

    for (let waited = 0; waited < 10_000 && (await readdir(scratchDir)).length > 0; waited += 50) await pause(50);
    expect(await readdir(scratchDir)).toEqual([]);
  }, 20_000);

  it("is open beside others, each with tables of its own", async () => {
    await Promise.all(
      ["1", "2", "3"].map((value) =>
        using({ threads: 1 }, async (session) => {
          const table = await session.createTable("t", ["a"]);
          await table.write(new TextEncoder().encode(`${value}\n`));
          await table.close();
          const { bytes } = await session.query("SELECT a FROM t", "ndjson");
          expect(await readText(bytes)).toBe(`{"a":"${value}"}\n`);
        }),
      ),
    );
  }, 20_000);
});
