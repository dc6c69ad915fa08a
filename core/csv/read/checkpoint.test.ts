import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openContent, type ReadTableOptions, readBlocks, readTable, toBytes } from "../testing/read-table.ts";
import { resumeFrom } from "./checkpoint.ts";
import type { ReaderCheckpoint } from "./table-reader.ts";

/** Reads one block, and the rest with a new reader each time. */
async function readInPieces(content: string, { skipping = false, ...options }: ReadTableOptions & { skipping?: boolean }) {
  const rows: string[][] = [];
  const lines: number[] = [];
  const flaws: unknown[] = [];
  let checkpoint: ReaderCheckpoint | undefined;
  for (;;) {
    const skipped = checkpoint && skipping ? resumeFrom(checkpoint) : 0;
    const reader = await openContent(toBytes(content).subarray(skipped), { ...options, checkpoint, resumed: skipping });
    const part = await readBlocks(reader, 1);
    rows.push(...part.rows);
    lines.push(...part.lines);
    flaws.push(...part.flaws);
    if (part.checkpoint === null) {
      const { records, bytes, skipped, issues } = reader.summary();
      return { header: reader.found.header, rows, lines, flaws, records, read: bytes, skipped, issues };
    }
    checkpoint = JSON.parse(JSON.stringify(part.checkpoint));
    await reader.close();
  }
}

const limits = { blockRecords: 1, blockBytes: 16, detectionBytes: 64, maxRecordBytes: 200, maxRecordFields: 256, maxHeaderBytes: 4096 };

const pieces = ["a", "1", ",", ",", '"', '""', '"x,y"', '"p\nq\nr"', "\n", "\n", "\r\n", "é", "\0", "# note\n", "long ".repeat(50)];
const content = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => `h1,h2\n1,2\n${parts.join("")}`);

describe("a checkpoint", () => {
  it.each([
    { says: "two columns", dialect: { delimiter: ",", header: 1, encoding: "utf-8" } },
    { says: "one column", dialect: { delimiter: "", header: 1, encoding: "utf-8" } },
    { says: "another encoding", dialect: { delimiter: ",", header: 1, encoding: "windows-1252" } },
    { says: "comments", dialect: { delimiter: ",", header: 1, comment: "#" } },
  ])("taken after every record leads to the same records, issues and counts: $says", { timeout: 60_000 }, async ({ dialect }) => {
    await fc.assert(
      fc.asyncProperty(content, async (text) => {
        const { checkpoint: _, dialect: __, encoding: ___, ...whole } = await readTable(text, { dialect, limits });

        expect(await readInPieces(text, { dialect, limits })).toEqual(whole);
        expect(await readInPieces(text, { dialect, limits, skipping: true })).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    { says: "an array", text: '[{"a":1,"b":"x"},\n {"a":2,"c":[1, 2]}, {"b":null},\n{"a":"\\u0041"} , {"a" 1},\n{"a":3,"b":"y"}\n]\n' },
    { says: "lines", text: '{"a":1,"b":"x"}\n\n{"a":2,"c":{}}\n{"b":null}\nnonsense\n{"a":3,"b":"y"}' },
  ])("leads to the same records of JSON: $says", async ({ text }) => {
    const roomy = { ...limits, detectionBytes: 4096 };
    const { checkpoint: _, dialect: __, encoding: ___, ...whole } = await readTable(text, { limits: roomy });

    expect(await readInPieces(text, { limits: roomy })).toEqual(whole);
    expect(whole.records).toBeGreaterThan(3);
  });

  it("says what of the source may be left out", async () => {
    const pick = async (content: string, encoding: string) => {
      const reader = await openContent(content, { limits, dialect: { encoding, delimiter: ",", header: 1 } });
      await reader.next();
      return resumeFrom(reader.checkpoint());
    };

    expect(await pick("\ufeffa,b\n1,2\n3,4\n", "utf-8")).toBe(11);
    expect(await pick("a,b\n1,2\n3,4\n", "windows-1252")).toBe(0);
  });

  it("leads to the same footnote, further table and other dialect", async () => {
    const text = `a,b,c\n${"1,2,3\n".repeat(30)}\nx,y\n${"4,5\n".repeat(5)}${"6;7;8\n".repeat(120)}1,2,3\nTotal 9\n`;
    const roomy = { ...limits, detectionBytes: 128 };
    const { checkpoint: _, dialect: __, encoding: ___, ...whole } = await readTable(text, { limits: roomy });

    expect(await readInPieces(text, { limits: roomy })).toEqual(whole);
    expect(whole.issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["footnote", "another-table", "dialect-changed", "too-few-fields"]),
    );
  });

  it("remembers how patient the reader still is with quotes that do not close", async () => {
    const text = `a,b\n${'x,"y\n"z" w\n'.repeat(12)}1,"2\n3"\n`;
    const { checkpoint: _, dialect: __, encoding: ___, ...whole } = await readTable(text, { limits });

    expect(await readInPieces(text, { limits })).toEqual(whole);
    const told = whole.issues.find(({ code }) => code === "low-confidence")?.first.filter(({ message }) => message.includes("64 KB"));
    expect(told).toHaveLength(1);
  });
});
