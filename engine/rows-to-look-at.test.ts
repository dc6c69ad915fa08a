import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileMetaData, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { EngineSession, RowsFile } from "#core/ports/engine";
import { createEngine } from "./create-engine.ts";
import { groupRowsToLookAt } from "./statements.ts";
import { readBytes } from "./testing/read-text.ts";

// Each starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

let scratchDir = "";
let session: EngineSession;
beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "rows-"));
  const memoryBytes = 512 * 1024 * 1024;
  session = await createEngine({ scratchDir, memoryBytes, threads: 2 }).open(new AbortController().signal);
});
afterAll(async () => {
  await session.close();
  await rm(scratchDir, { recursive: true });
});

interface Looked {
  metadata: FileMetaData;
  rows(rowStart: number, rowEnd: number): Promise<Record<string, unknown>[]>;
}

async function look(made: RowsFile): Promise<Looked> {
  const file = new Uint8Array(await readBytes(await made.open())).buffer;
  const metadata = await parquetMetadataAsync(file);
  return { metadata, rows: (rowStart, rowEnd) => parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd }) };
}

describe("rows to be looked at", () => {
  it("stand in their order in small groups, also where they are more than the database may hold", async () => {
    const count = 700_000;
    const writer = await session.createRows(["id", "text"], { rows: count, bytes: count * 120 });
    const text = "many different words ".repeat(5);
    for (let from = 0; from < count; from += 10_000) {
      const lines = Array.from({ length: 10_000 }, (_, index) => `${from + index},${text}${(from + index) % 9973}\n`);
      await writer.write(new TextEncoder().encode(lines.join("")));
    }

    const made = await writer.close();

    const { metadata, rows } = await look(made);
    expect(made).toMatchObject({ rows: count, surplus: null });
    expect(metadata.row_groups.length).toBeGreaterThan(30);
    expect(metadata.metadata_length).toBeLessThan(100_000);
    for (const at of [0, 654_321, count - 2]) {
      expect((await rows(at, at + 2)).map(({ id }) => id)).toEqual([String(at), String(at + 1)]);
    }
  });

  it("are text: an empty cell is the empty text, and cells beyond the columns are JSON in a last column", async () => {
    const writer = await session.createRows(["a", "A", "", "_extra"], { rows: 2, bytes: 20 });
    await writer.write(new TextEncoder().encode('007,"",1e3,x\n"a ""b""\nc",true,,\n'));
    await writer.surplus({ row: 1, cells: ['"', "ü"] });

    const made = await writer.close();

    expect(made.surplus).toBe("_extra_2");
    const { rows } = await look(made);
    expect((await rows(0, 2)).map((row) => Object.values(row))).toEqual([
      ["007", "", "1e3", "x", ""],
      ['a "b"\nc', "true", "", "", '["\\"","ü"]'],
    ]);
  });

  it("can be none at all", async () => {
    const made = await (await session.createRows(["a", "b"], { rows: 0, bytes: 0 })).close();

    expect(made.rows).toBe(0);
    expect((await look(made)).metadata.schema.map(({ name }) => name).slice(1)).toEqual(["a", "b"]);
  });

  it("are gone when they are removed", async () => {
    const made = await (await session.createRows(["a"], { rows: 0, bytes: 0 })).close();

    await made.remove();

    await expect(made.open()).rejects.toThrow("ENOENT");
  });
});

describe("the groups of a file", () => {
  it.each([
    ["of orders", 12, { rows: 10_000_000, bytes: 1_500_000_000 }],
    ["of very many rows", 12, { rows: 60_000_000, bytes: 9_000_000_000 }],
    ["with many columns", 120, { rows: 1_200_000, bytes: 1_200_000_000 }],
    ["of which only the bytes are known", 12, { rows: 0, bytes: 1_500_000_000 }],
  ])("%s make a footer of no more than a megabyte and a half, and hold no more than two million cells", (_, width, about) => {
    const rows = groupRowsToLookAt(width, about);

    const groups = Math.ceil((about.rows || 10_000_000) / rows);
    expect(groups * width * 100).toBeLessThan(1_500_000);
    expect(rows * width).toBeLessThanOrEqual(2_000_000);
    expect(rows % 2048).toBe(0);
  });
});
