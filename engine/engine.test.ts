import { tmpdir } from "node:os";
import { expect, test, vi } from "vitest";
import { createEngine } from "./create-engine.ts";

// Each starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const signal = new AbortController().signal;

test("a table gives back, in order, what was written", async () => {
  const session = await createEngine({ scratchDir: tmpdir() }).open(signal);

  try {
    const table = await session.createTable("t", ["a", "A", "__proto__", 'q"q']);
    await table.write(new TextEncoder().encode('1,,"x,y","new\nline"\n2,NULL,é\0,#\n'));
    expect(await table.close()).toEqual({ rows: 2 });
    expect(table.columns).toEqual(["a", "A_2", "__proto__", 'q"q']);
    const rows: (readonly string[])[] = [];
    for await (const batch of session.select('SELECT * FROM "t" ORDER BY a DESC')) rows.push(...batch);
    expect(rows).toEqual([
      ["2", "NULL", "é\0", "#"],
      ["1", "", "x,y", "new\nline"],
    ]);
  } finally {
    await session.close();
  }
});
