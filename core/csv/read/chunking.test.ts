import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAppError } from "../../app-error.ts";
import { type ReadTableOptions, readTable, toBytes } from "../testing/read-table.ts";

/** Text made of what matters to a reader, so that every border is met. */
const troubled = fc
  .array(
    fc.constantFrom(
      "a",
      "1",
      ",",
      ",",
      '"',
      '""',
      '"x,y"',
      "\n",
      "\n",
      "\r\n",
      "\r",
      ";",
      "é",
      "😀",
      " ",
      "\0",
      "\ufffd",
      "longer text",
      "\\",
      "#",
    ),
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

/** What is read, or the code of the error that ended the reading. What depends on where blocks end is left out. */
async function outcomeOf(content: Uint8Array, options: ReadTableOptions) {
  try {
    const { checkpoint: _, ...outcome } = await readTable(content, options);
    return outcome;
  } catch (error) {
    if (isAppError(error)) return { code: error.code };
    throw error;
  }
}

/** Small, so that opening a thousand files is quick. */
const small = { detectionBytes: 40, maxHeaderBytes: 4096, maxRecordBytes: 65_536, maxRecordFields: 65_536, blockRecords: 4096 };

const ways: { says: string; options: ReadTableOptions; replace?: number }[] = [
  { says: "as it is found", options: {} },
  { says: "in UTF-8", options: { dialect: { encoding: "utf-8", delimiter: ",", header: 1 } } },
  { says: "in windows-1252", options: { dialect: { encoding: "windows-1252", delimiter: "," } } },
  { says: "with lines that end with CR", options: { dialect: { delimiter: ",", header: 1 } }, replace: 13 },
  { says: "with a backslash before quotes", options: { dialect: { delimiter: ",", quote: '"', escape: "\\", header: 1 } } },
  { says: "with comments", options: { dialect: { delimiter: ",", comment: "#", header: 1 } } },
  { says: "in one column", options: { dialect: { delimiter: "", header: 1 } } },
  { says: "with a delimiter of two characters", options: { dialect: { delimiter: ",a", header: 1 } } },
  {
    says: "with bounds that records exceed",
    options: { dialect: { delimiter: ",", header: 1 }, limits: { maxRecordBytes: 24, maxRecordFields: 8 } },
  },
];

describe("the same bytes give the same records and issues, with either kernel", () => {
  it.each(ways)("whatever the blocks they are read in, $says", { timeout: 60_000 }, async ({ options, replace }) => {
    await fc.assert(
      fc.asyncProperty(troubledBytes, async (bytes) => {
        const content = replace ? bytes.map((byte) => (byte === 10 ? replace : byte)) : bytes;
        const limits = { ...small, ...options.limits };
        const whole = await outcomeOf(content, { ...options, limits: { ...limits, blockBytes: 65_536 }, kernel: "plain" });
        for (const blockBytes of [1, 2, 3, 7, 64, 65_536]) {
          for (const kernel of ["plain", "wasm"] as const)
            expect(await outcomeOf(content, { ...options, kernel, limits: { ...limits, blockBytes } }), `${kernel} ${blockBytes}`).toEqual(
              whole,
            );
        }
      }),
      { numRuns: 40 },
    );
  });

  it("whatever the chunks they arrive in", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(troubledBytes, async (bytes) => {
        const whole = await outcomeOf(bytes, { chunkSize: bytes.length, limits: small });
        for (const chunkSize of [1, 2, 3, 7, 64, 65_536]) expect(await outcomeOf(bytes, { chunkSize, limits: small })).toEqual(whole);
      }),
      { numRuns: 100 },
    );
  });

  it("in UTF-16 of either order, cut anywhere", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(troubled, fc.boolean(), async (text, little) => {
        const bytes = new Uint8Array(text.length * 2 + 2);
        const view = new DataView(bytes.buffer);
        view.setUint16(0, 0xfeff, little);
        for (let at = 0; at < text.length; at++) view.setUint16(at * 2 + 2, text.charCodeAt(at), little);
        const limits = small;
        const whole = await outcomeOf(bytes, { limits: { ...limits, blockBytes: 65_536 } });
        for (const blockBytes of [1, 3, 8]) expect(await outcomeOf(bytes, { limits: { ...limits, blockBytes } })).toEqual(whole);
        if (!("code" in whole)) expect(whole.issues.map((issue) => issue.code)).not.toContain("invalid-bytes");
      }),
      { numRuns: 40 },
    );
  });
});

describe("every record", () => {
  it("is accounted for: each stands in one row, and each byte was read", async () => {
    await fc.assert(
      fc.asyncProperty(troubledBytes, async (bytes) => {
        const read = await outcomeOf(bytes, { limits: small });
        if ("code" in read) {
          expect(read.code).toMatch(/^(empty|binary)-file$/);
          return;
        }

        expect(read.rows).toHaveLength(read.records);
        expect(read.read).toBe(bytes.length);
        for (const issue of read.issues) expect(issue.first.length).toBe(Math.min(issue.count, 10));
        for (const issue of read.issues) expect(issue.first).toEqual(issue.first.toSorted((a, b) => (a.byte ?? 0) - (b.byte ?? 0)));
        for (const row of read.rows) expect(row.length).toBeGreaterThanOrEqual(read.header.names.length);
      }),
      { numRuns: 100 },
    );
  });

  it("is shown with the bytes and the place that it has in the file", async () => {
    await fc.assert(
      fc.asyncProperty(troubledBytes, async (bytes) => {
        const read = await outcomeOf(bytes, { dialect: { encoding: "utf-8", delimiter: ",", header: 1 }, limits: small });
        if ("code" in read || read.dialect.lineEnd === "cr") return;

        for (const flaw of read.flaws) {
          expect(flaw.bytes).toEqual(bytes.slice(flaw.byte, flaw.byte + flaw.bytes.length));
          expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, flaw.byte)).split("\n")).toHaveLength(flaw.line);
        }
      }),
      { numRuns: 100 },
    );
  });
});
