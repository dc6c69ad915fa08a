import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { createKernel } from "./create-kernel.ts";
import type { ByteDialect, Kernel } from "./kernel.ts";
import type { RecordTable } from "./record-table.ts";
import { expectRecords, lineAfter, type Scanned, type ScannedAll } from "./testing/expected-records.ts";
import { allocTable, clearTable, rowsOf, toByteDialect, wordsOf } from "./testing/kernel-tables.ts";
import { writeInDialect } from "./testing/write-in-dialect.ts";

// Many examples, on machines that do much else.
vi.setConfig({ testTimeout: 30_000 });

const kinds = ["plain", "wasm"] as const;
const roomBytes = 256 * 1024;

/** A kernel with room for a text, and one table. */
interface Bench {
  kernel: Kernel;
  at: number;
  table: RecordTable;
}

const benches = {} as Record<(typeof kinds)[number], Bench>;

beforeAll(async () => {
  for (const kind of kinds) {
    const kernel = await createKernel({ memoryBytes: 4 * 1024 * 1024, kind });
    benches[kind] = { kernel, at: kernel.alloc(roomBytes), table: allocTable(kernel, 4000, 20_000) };
  }
});

const toBytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Scans as a reader does: more bytes when they are needed, and behind the next LF after something odd. */
function scanAll({ kernel, at, table }: Bench, text: string, dialect: ByteDialect, chunk: number, small = table): ScannedAll {
  const bytes = toBytes(text);
  const all: ScannedAll = { found: [], blankLines: 0, otherLineEnds: 0 };
  // What lies behind the bytes read so far must not matter.
  kernel.bytes.fill(text.length % 2 === 0 ? 0x0a : 0x22, at, at + bytes.length + 64);
  let to = 0;
  const readTo = (end: number) => {
    for (; to < end; to = Math.min(to + chunk, bytes.length)) kernel.bytes.set(bytes.subarray(to, to + chunk), at + to);
  };
  const take = () => {
    const cells = rowsOf(kernel, small, dialect.quote);
    for (const [index, row] of cells.entries()) {
      const [start = 0, end = 0] = kernel.words.subarray((small.recordsAt >> 2) + index * 4);
      all.found.push({ start: start - at, end: end - at, cells: row });
    }
    all.blankLines += small.blankLines;
    all.otherLineEnds += small.otherLineEnds;
    clearTable(small);
  };
  clearTable(small);
  for (let from = 0; from < bytes.length; ) {
    readTo(from + 1);
    const stop = kernel.scan(dialect, small, at + from, at + to, to === bytes.length);
    from = kernel.position - at;
    take();
    if (stop === "odd") {
      all.found.push({ odd: from } satisfies Scanned);
      from = lineAfter(text, from);
    } else if (stop === "more") readTo(to + 1);
  }
  return all;
}

const dialects = fc
  .record({
    delimiter: fc.constantFrom(",", "\t", ";", "|", "||", ", ", "", "ab", " "),
    quote: fc.constantFrom(0x22, 0x22, 0x27, -1),
    escape: fc.constantFrom("quote" as const, "quote" as const, "backslash" as const, "caret" as const, "none" as const),
    lineEnd: fc.constantFrom("lf" as const, "crlf" as const, "cr" as const),
    comment: fc.constantFrom(-1, 0x23),
    width: fc.constantFrom(0, 1, 2, 3),
    maxRecordBytes: fc.constantFrom(6, 1000),
    stopAtBlankLines: fc.boolean(),
    stopAtOtherLineEnds: fc.boolean(),
  })
  .map(({ escape: escaping, ...rest }) =>
    toByteDialect({ ...rest, escape: { quote: rest.quote, backslash: 0x5c, caret: 0x5e, none: -1 }[escaping] }),
  );

/** Text of what matters under the dialect, with longer runs of plain bytes here and there. */
function textFor(dialect: ByteDialect): fc.Arbitrary<string> {
  const quote = dialect.quote === -1 ? '"' : String.fromCharCode(dialect.quote);
  const delimiter = String.fromCharCode(...dialect.delimiter) || ",";
  const part = fc.constantFrom(
    ...["a", "b", "é", " ", "#", "'", '"', "\\", "\r", "\n", "\r\n", "|", "xyzw".repeat(9)],
    ...[
      delimiter,
      delimiter,
      delimiter,
      quote,
      quote,
      quote + delimiter,
      delimiter + quote,
      `${quote}\n\n`,
      "\n",
      `${quote}\n`,
      `\\${quote}`,
      `^${quote}`,
    ],
  );
  return fc.array(part, { maxLength: 60 }).map((parts) => parts.join(""));
}

const scannedText = dialects.chain((dialect) => fc.record({ dialect: fc.constant(dialect), text: textFor(dialect) }));

describe.each(kinds)("the %s kernel", (kind) => {
  const bench = () => benches[kind];

  it("finds exactly the plain records of any text under any dialect", () => {
    fc.assert(
      fc.property(scannedText, ({ dialect, text }) => {
        expect(scanAll(bench(), text, dialect, 65_536)).toEqual(expectRecords(text, dialect));
      }),
      { numRuns: 4000 },
    );
  });

  it.each([1, 2, 3, 7, 64])("finds the same in chunks of %i bytes", (chunk) => {
    fc.assert(
      fc.property(scannedText, ({ dialect, text }) => {
        expect(scanAll(bench(), text, dialect, chunk)).toEqual(expectRecords(text, dialect));
      }),
      { numRuns: 600 },
    );
  });

  it("finds the same when its table is full again and again", () => {
    fc.assert(
      fc.property(scannedText, fc.integer({ min: 1, max: 3 }), ({ dialect, text }, maxRecords) => {
        const small = { ...bench().table, maxRecords, maxFields: 70 };

        expect(scanAll(bench(), text, dialect, 64, small)).toEqual(expectRecords(text, dialect));
      }),
      { numRuns: 600 },
    );
  });

  it("reads back every table that was written in any dialect", () => {
    const part = fc.constantFrom("a", "b", " ", ",", "|", "\\", "'", '"', "é", "long".repeat(9));
    const cell = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(""));
    const broken = fc.tuple(cell, fc.constantFrom("", "\r", "\n", "\r\n"), cell).map((parts) => parts.join(""));
    const rows = fc.array(fc.tuple(broken, cell, cell), { maxLength: 8 });
    fc.assert(
      fc.property(dialects, rows, fc.infiniteStream(fc.boolean()), fc.constantFrom(1, 7, 65_536), (found, cells, coins, chunk) => {
        const dialect = { ...found, quote: found.quote === -1 ? 0x22 : found.quote, comment: -1, width: 0, maxRecordBytes: 1000 };
        const writable = { ...dialect, escape: dialect.escape === 0x5c ? 0x5c : dialect.quote };
        const table = dialect.delimiter.length === 0 ? cells.map(([first]) => [first]) : cells;
        const text = writeInDialect(table, writable, () => coins.next().value);

        const read = scanAll(bench(), text, writable, chunk);

        expect(read.found.map((record) => ("cells" in record ? record.cells : record))).toEqual(table);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    { says: "a lone CR is data", text: "a\rb,c\n", rows: [["a\rb", "c"]] },
    { says: "a lone CR at the very end is data", text: "a,b\r", rows: [["a", "b\r"]] },
    { says: "quotes are doubled", text: '"a""b",""\n', rows: [['a"b', ""]] },
    { says: "one line end within quotes is plain", text: '"a\r\nb",c\n', rows: [["a\r\nb", "c"]] },
  ])("reads plainly: $says", ({ text, rows }) => {
    const { kernel, at, table } = bench();
    kernel.bytes.set(toBytes(text), at);
    clearTable(table);

    expect(kernel.scan(toByteDialect({ delimiter: ",", width: 2 }), table, at, at + text.length, true)).toBe("end");
    expect(rowsOf(kernel, table, 0x22)).toEqual(rows);
  });

  it.each([
    { says: "a quote within a bare cell", text: 'a"b,c\n' },
    { says: "text after the closing quote", text: '"a"b,c\n' },
    { says: "a quote that never closes", text: '"a,b\n' },
    { says: "two line ends within quotes", text: '"a\nb\nc",d\n' },
    { says: "a field too few", text: "a\n" },
    { says: "a field too many", text: "a,b,c\n" },
    { says: "a blank line", text: "\n" },
    { says: "a comment", text: "#a,b\n" },
    { says: "another line end", text: "a,b\r\n" },
    { says: "a record too long", text: `a,${"b".repeat(99)}\n` },
  ])("stops at $says", ({ text }) => {
    const { kernel, at, table } = bench();
    const before = "1,2\n";
    kernel.bytes.set(toBytes(before + text), at);
    clearTable(table);
    const dialect = toByteDialect({ delimiter: ",", width: 2, comment: 0x23, maxRecordBytes: 100 });

    expect(kernel.scan(dialect, table, at, at + before.length + text.length, true)).toBe("odd");
    expect(kernel.position).toBe(at + before.length);
    expect(table.records).toBe(1);
  });

  it("finds the first NUL or ill-formed sequence where a strict decoder does", () => {
    const part = fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .constantFrom("a", "ab".repeat(20), "é", "€", "😀", "\uffff", "\u0800", "\ud7ff", "\u{10ffff}")
          .map((text) => [...new TextEncoder().encode(text)]),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          [0],
          [0x80],
          [0xc0, 0x80],
          [0xc1, 0xbf],
          [0xe0, 0x9f, 0xbf],
          [0xed, 0xa0, 0x80],
          [0xf0, 0x8f, 0xbf, 0xbf],
          [0xf4, 0x90, 0x80, 0x80],
          [0xf5, 0x80, 0x80, 0x80],
          [0xe2, 0x82],
          [0xf0, 0x9f, 0x98],
          [0xff],
        ),
      },
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }),
        fc.integer({ min: 0, max: 17 }),
        fc.constantFrom(0, 0x61, 0x80),
        (parts, shift, behind) => {
          const { kernel, at } = bench();
          const bytes = Uint8Array.from(parts.flat());
          kernel.bytes.fill(behind, at, at + bytes.length + shift + 64);
          kernel.bytes.set(bytes, at + shift);

          expect(kernel.findOddByte(at + shift, at + shift + bytes.length) - at - shift).toBe(firstOddByte(bytes));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("counts the ends of lines", () => {
    const text = fc.string({ unit: fc.constantFrom("\r", "\n", "a", "\r\n", "b".repeat(17)), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 17 }), fc.constantFrom("\n", "x"), fc.boolean(), (lines, shift, behind, cr) => {
        const { kernel, at } = bench();
        kernel.bytes.set(toBytes(lines + behind), at + shift);
        const expected =
          lines
            .replace(/$/, behind)
            .slice(0, lines.length + 1)
            .match(cr ? /\n|\r(?!\n)/g : /\n/g)?.length ?? 0;

        expect(kernel.countLineEnds(at + shift, at + shift + lines.length, cr)).toBe(expected - (behind === "\n" ? 1 : 0));
      }),
      { numRuns: 2000 },
    );
  });

  it("has no more memory than it was given", () => {
    const { kernel } = bench();

    expect(kernel.alloc(1) % 16).toBe(0);
    expect(() => kernel.alloc(4 * 1024 * 1024)).toThrow(RangeError);
  });
});

it("both kernels fill their tables with the same words, whatever the text and the dialect", () => {
  fc.assert(
    fc.property(scannedText, fc.boolean(), ({ dialect, text }, final) => {
      const [plain, wasm] = kinds.map((kind) => {
        const { kernel, at, table } = benches[kind];
        kernel.bytes.set(toBytes(text), at);
        clearTable(table);
        const stop = kernel.scan(dialect, table, at, at + text.length, final);
        return { stop: stop === "more" ? "odd" : stop, position: kernel.position - at, words: wordsOf(kernel, table, at) };
      });

      expect(wasm).toEqual(plain);
    }),
    { numRuns: 3000 },
  );
});

/** A sequence is odd if a strict decoder refuses it, or it holds NUL. */
function firstOddByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const isFine = (end: number) => {
    try {
      return !decoder.decode(bytes.subarray(0, end)).includes("\0");
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  };
  let fine = 0;
  for (let end = 1; end <= bytes.length; end++) if (isFine(end)) fine = end;
  return fine;
}
