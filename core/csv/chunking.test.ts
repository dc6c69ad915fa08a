import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "../app-error.ts";
import type { Dialect } from "./dialect.ts";
import { canPapaSplit, papaSplit } from "./papa-split.ts";
import { RecordScanner } from "./record-scanner.ts";
import { splitRecord } from "./split-record.ts";
import { readAll, toBytes } from "./testing/read-all.ts";

/** Text made of what matters to a reader, so that every border is met. */
const troubled = fc
  .array(
    fc.constantFrom("a", "1", ",", ",", '"', '""', '"x,y"', "\n", "\n", "\r\n", "\r", ";", "é", "😀", " ", "\0", "\ufffd", "longer text"),
    { maxLength: 120 },
  )
  .map((parts) => `h1,h2,h3\n${parts.join("")}`);

const troubledBytes = fc
  .tuple(troubled, fc.array(fc.constantFrom(0xff, 0xc3, 0xe2, 0x82, 0xf0, 0x9f), { maxLength: 4 }), fc.nat())
  .map(([text, bad, seed]) => {
    const bytes = [...toBytes(text)];
    for (const byte of bad) bytes.splice(9 + (seed % Math.max(bytes.length - 9, 1)), 0, byte);
    return Uint8Array.from(bytes);
  });

/** What is read, or the code of the error that ended the reading. */
async function outcomeOf(...args: Parameters<typeof readAll>) {
  try {
    return await readAll(...args);
  } catch (error) {
    if (isAppError(error)) return { code: error.code };
    throw error;
  }
}

describe("the same bytes give the same records and issues", () => {
  it("whatever the chunks", async () => {
    await fc.assert(
      fc.asyncProperty(troubledBytes, async (bytes) => {
        const whole = await outcomeOf(bytes, { chunkSize: bytes.length });
        for (const chunkSize of [1, 2, 3, 7, 64, 65_536]) expect(await outcomeOf(bytes, { chunkSize })).toEqual(whole);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    { says: "in UTF-8", dialect: { encoding: "utf-8" } },
    { says: "in windows-1252", dialect: { encoding: "windows-1252" } },
    { says: "with lines that end with CR", dialect: {}, replace: "\r" },
    { says: "with a backslash before quotes", dialect: { escape: "\\" } },
    { says: "with a delimiter of two characters", dialect: { delimiter: ",a" } },
    { says: "with bounds that records exceed", dialect: {}, maxRecordLength: 24 },
  ])("whatever the blocks it is read in, $says", async ({ dialect, replace, maxRecordLength = 8_000_000 }) => {
    await fc.assert(
      fc.asyncProperty(troubledBytes, async (bytes) => {
        const content = replace ? bytes.map((byte) => (byte === 10 ? 13 : byte)) : bytes;
        const limits = { detectionBytes: 40, maxRecordLength };
        const whole = await outcomeOf(content, { dialect, limits: { ...limits, blockBytes: 65_536 } });
        for (const blockBytes of [1, 2, 3, 7, 64]) {
          expect(await outcomeOf(content, { dialect, limits: { ...limits, blockBytes } })).toEqual(whole);
        }
      }),
      { numRuns: 120 },
    );
  });

  it("in UTF-16 of either order, cut anywhere", async () => {
    await fc.assert(
      fc.asyncProperty(troubled, fc.boolean(), async (text, little) => {
        const bytes = new Uint8Array(text.length * 2 + 2);
        const view = new DataView(bytes.buffer);
        view.setUint16(0, 0xfeff, little);
        for (let at = 0; at < text.length; at++) view.setUint16(at * 2 + 2, text.charCodeAt(at), little);
        const whole = await outcomeOf(bytes, { limits: { detectionBytes: 40, blockBytes: 65_536 } });
        for (const blockBytes of [1, 3, 8]) expect(await outcomeOf(bytes, { limits: { detectionBytes: 40, blockBytes } })).toEqual(whole);
        if (!("code" in whole)) expect(whole.issues.map((issue) => issue.code)).not.toContain("invalid-bytes");
      }),
      { numRuns: 60 },
    );
  });
});

describe("every record", () => {
  it("is accounted for: each stands in one row, and each byte was read", async () => {
    await fc.assert(
      fc.asyncProperty(troubledBytes, async (bytes) => {
        const read = await outcomeOf(bytes);
        if ("code" in read) return;

        expect(read.rows).toHaveLength(read.records);
        expect(read.read).toBe(bytes.length);
        for (const issue of read.issues) expect(issue.first.length).toBe(Math.min(issue.count, 10));
        for (const row of read.rows) expect(row.length).toBeGreaterThanOrEqual(read.header.names.length);
      }),
      { numRuns: 200 },
    );
  });

  it("is split by PapaParse just as by our own splitter, when it is well-formed", () => {
    const dialect: Dialect = { delimiter: ",", quote: '"', escape: '"', lineEnd: "lf" };
    expect(canPapaSplit(dialect)).toBe(true);
    fc.assert(
      fc.property(troubled, (text) => {
        const scanner = new RecordScanner(dialect, text.length);
        scanner.load(text, true);
        for (let at = 0; scanner.advance(at); at = scanner.next) {
          if (scanner.kind === "damaged") continue;
          const record = text.slice(scanner.start, scanner.end);
          expect(papaSplit(record, dialect, scanner.terminator ?? "lf")).toEqual([splitRecord(record, dialect).cells]);
        }
      }),
      { numRuns: 500 },
    );
  });
});
