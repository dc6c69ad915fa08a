import fc from "fast-check";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { createRowEncoding } from "../write/row-encoding.ts";
import { createKernel } from "./create-kernel.ts";
import type { ByteDialect, Kernel } from "./kernel.ts";
import type { RecordTable } from "./record-table.ts";
import { allocTable, clearTable, fillTable, type StoredCell, toByteDialect, wordsOf } from "./testing/kernel-tables.ts";
import { createWasmKernel } from "./wasm-kernel.ts";

// Many examples, on machines that do much else.
vi.setConfig({ testTimeout: 30_000 });

const roomBytes = 64 * 1024;

/** The same memory map for both kernels: what one finds has to be what the other finds. */
interface Bench {
  kernel: Kernel;
  input: number;
  output: number;
  table: RecordTable;
}

let wasm: Bench;
let plain: Bench;

beforeAll(async () => {
  const create = async (kind: Kernel["kind"]): Promise<Bench> => {
    const kernel = await createKernel({ memoryBytes: 32 * 1024 * 1024, kind });
    return { kernel, input: kernel.alloc(roomBytes), output: kernel.alloc(8 * roomBytes), table: allocTable(kernel, 20_000, 70_000) };
  };
  wasm = await create("wasm");
  plain = await create("plain");
});

const encoder = new TextEncoder();
const boundaries = Array.from({ length: 70 }, (_, index) => index);

describe("the memory", () => {
  it("is handed out aligned and apart, and refused when there is none left", async () => {
    const kernel = await createWasmKernel({ memoryBytes: 128 * 1024 });

    const first = kernel.alloc(1);
    const second = kernel.alloc(1);

    expect([first % 16, second % 16]).toEqual([0, 0]);
    expect(second - first).toBeGreaterThan(64);
    expect(() => kernel.alloc(64 * 1024)).toThrow(RangeError);
  });

  it("cannot be greater than what the offset of a field can say", async () => {
    await expect(createKernel({ memoryBytes: 2 ** 30 + 1 })).rejects.toThrow(RangeError);
  });
});

describe("where WebAssembly is refused", () => {
  it("the kernel is the plain one", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    try {
      expect((await createKernel({ memoryBytes: 1024 })).kind).toBe("plain");
      await expect(createKernel({ memoryBytes: 1024, kind: "wasm" })).rejects.toThrow();
    } finally {
      vi.unstubAllGlobals();
    }
  });
});

describe("looking for odd bytes", () => {
  const find = ({ kernel, input }: Bench, bytes: readonly number[], skip: number) => {
    kernel.bytes.fill(0x80, input, input + skip);
    kernel.bytes.set(bytes, input + skip);
    kernel.bytes.fill(0xbf, input + skip + bytes.length, input + skip + bytes.length + 64);
    return kernel.findOddByte(input + skip, input + skip + bytes.length) - input - skip;
  };
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const isOdd = (bytes: readonly number[]) => {
    try {
      return strict.decode(Uint8Array.from(bytes)).includes("\0");
    } catch (error) {
      if (error instanceof TypeError) return true;
      throw error;
    }
  };

  it("judges every pair of bytes as a strict decoder does, wherever a block ends", () => {
    const before = [...encoder.encode("plain ".repeat(20))];
    for (let first = 0; first < 256; first++) {
      for (let second = 0; second < 256; second++) {
        const at = 61 + ((first + second) % 5);
        const pair = isOdd([first]) && isOdd([first, second]) ? at : isOdd([first, second]) ? at + 1 : at + 66;

        const found = find(wasm, [...before.slice(0, at), first, second, ...before.slice(0, 64)], 3);

        if (found !== pair) expect({ first, second, found }).toEqual({ first, second, found: pair });
      }
    }
  });

  it("judges every start of three and four bytes as the plain kernel does", () => {
    const edges = [0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0xff];
    for (const lead of [0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5]) {
      for (const [index, second] of edges.entries()) {
        for (const third of edges) {
          for (const fourth of [0x41, 0x80, 0xbf, 0xc2]) {
            const bytes = [...Array(58 + (index % 7)).fill(0x61), lead, second, third, fourth, ...Array(64).fill(0x62)];
            const found = find(wasm, bytes, 0);
            if (found !== find(plain, bytes, 0)) expect({ bytes, found }).toEqual({ bytes, found: find(plain, bytes, 0) });
          }
        }
      }
    }
  });

  it("finds what the plain kernel finds, and nothing in text, from any place to any other", () => {
    const unit = fc.constantFrom("a", "é", "€", "😀", "\u{10ffff}", "\ud7ff", "plain text of some length, ");
    const damage = fc.option(fc.record({ at: fc.nat({ max: 400 }), byte: fc.integer({ min: 0, max: 255 }) }));
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 150 }), damage, fc.nat({ max: 63 }), (units, wrong, skip) => {
        const bytes = [...encoder.encode(units.join(""))];
        if (wrong !== null && wrong.at < bytes.length) bytes[wrong.at] = wrong.byte;

        const found = find(wasm, bytes, skip);

        expect(found).toBe(find(plain, bytes, skip));
        expect(found < bytes.length).toBe(isOdd(bytes));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("counting line ends", () => {
  it("counts as the plain kernel does, however many and wherever they stand", () => {
    const unit = fc.constantFrom("\n", "\r", "\r\n", "a", "some longer run of text without an end");
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 80 }), fc.nat({ max: 200 }), fc.nat({ max: 63 }), fc.boolean(), (units, times, skip, cr) => {
        const bytes = encoder.encode(units.join("").repeat(times)).subarray(0, roomBytes - 64);
        const [counted, expected] = [wasm, plain].map(({ kernel, input }) => {
          kernel.bytes.set(bytes, input + skip);
          kernel.bytes[input + skip + bytes.length] = 0x0a;
          return kernel.countLineEnds(input + skip, input + skip + bytes.length, cr);
        });

        expect(counted).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("scanning", () => {
  /** Everything found, with a line left out behind each odd record. */
  const scan = ({ kernel, input, table }: Bench, bytes: Uint8Array, dialect: ByteDialect, skip: number): unknown[] => {
    clearTable(table);
    const start = input + skip;
    const to = start + bytes.length;
    kernel.bytes.set(bytes, start);
    const odd: number[] = [];
    for (let from = start; from < to; ) {
      const stop = kernel.scan(dialect, table, from, to, true);
      if (stop === "end") break;
      expect(stop).toBe("odd");
      odd.push(kernel.position - start);
      const lineEnd = kernel.bytes.subarray(0, to).indexOf(0x0a, kernel.position);
      from = lineEnd === -1 ? to : lineEnd + 1;
    }
    return [odd, wordsOf(kernel, table, start), table.blankLines, table.otherLineEnds];
  };

  it("finds in long texts what the plain kernel finds, wherever they lie", () => {
    const part = fc.constantFrom(
      ...[",", ",", ",", "\n", "\n", "a,b,c\n", '"x","y,","z"\n', '"a ""b"" c",d,e\r\n', '"one\ntwo",b,\n', "\r\n", '"', '""', '",', ',"'],
      ...[
        "a",
        "é",
        "\r",
        "longer text that fills more than one block of the input, or so",
        '"long, quoted text that fills a block, also","b"',
      ],
    );
    const options = fc.record({
      width: fc.constantFrom(0, 3),
      lineEnd: fc.constantFrom("lf" as const, "crlf" as const),
      comment: fc.constantFrom(-1, 0x61),
      maxRecordBytes: fc.constantFrom(40, 100_000),
      stopAtBlankLines: fc.boolean(),
      stopAtOtherLineEnds: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 400 }), options, fc.nat({ max: 63 }), (parts, rest, skip) => {
        const bytes = encoder.encode(parts.join(""));
        const dialect = toByteDialect({ delimiter: ",", ...rest });

        expect(scan(wasm, bytes, dialect, skip)).toEqual(scan(plain, bytes, dialect, skip));
      }),
      { numRuns: 1500 },
    );
  });

  it.each(boundaries)("knows a quoted cell that starts %i bytes into the record, and its neighbours", (at) => {
    for (const cell of ['""', '"a"', '"a""b"', '""""', '"a\nb"', '"a,b"']) {
      for (const after of [",z\n", "\n", "\r\n", "", "x\n", "\r", "\rx\n", '"\n']) {
        const bytes = encoder.encode(`k,v\n${"p".repeat(at)},${cell}${after}`);
        const dialect = toByteDialect({ delimiter: ",", stopAtOtherLineEnds: false });

        expect(scan(wasm, bytes, dialect, 0)).toEqual(scan(plain, bytes, dialect, 0));
      }
    }
  });

  it("hands on to plain scanning what it does not know", () => {
    const dialect = toByteDialect({ delimiter: "||", quote: 0x27, escape: 0x5c, lineEnd: "cr" });
    const bytes = encoder.encode("a||'b\\'c'\rd||e\r");

    expect(wasm.kernel.knows(dialect)).toBe(false);
    expect(scan(wasm, bytes, dialect, 0)).toEqual(scan(plain, bytes, dialect, 0));
  });
});

describe("encoding", () => {
  const names = ["id", 'a "name" that is longer than sixteen bytes, and than thirty-two'];
  const encode = (bench: Bench, rows: StoredCell[][], format: "csv" | "tsv" | "json" | "ndjson", room: number) => {
    const { kernel, input, output, table } = bench;
    fillTable(kernel, table, input, rows, '"');
    const columns = names.map((as, field) => ({ as, field }));
    const free = { at: output + 4 * roomBytes };
    const alloc = (byteLength: number) => {
      const at = free.at;
      free.at += Math.ceil(byteLength / 16) * 16 + 64;
      return at;
    };
    const region = Object.assign(Object.create(kernel) as Kernel, { alloc });
    const encoding = createRowEncoding({
      ...{ kernel: region, format, columns, width: 2, sourceQuote: 0x22, header: false, eol: "lf", neutraliseFormulas: false },
    });
    const parts: string[] = [];
    while (encoding.record < table.records) {
      const end = kernel.encode(encoding, table, output, output + room);
      parts.push(String.fromCharCode(...kernel.bytes.subarray(output, end)));
    }
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(parts.join(""), (byte) => byte.charCodeAt(0)));
  };
  const stored = (text: string): StoredCell => ({ text, form: text.includes('"') ? "doubled" : "bare" });

  it("escapes any byte at any place of a cell of any length as JSON.stringify does", () => {
    const specials = ['"', "\\", "\b", "\t", "\n", "\f", "\r", "\u0000", "\u001f", "\u007f", "é"];
    for (const special of specials) {
      for (let length = 0; length < 40; length++) {
        const cells = Array.from({ length: length + 1 }, (_, at) => "p".repeat(at) + special + "q".repeat(length - at));
        const rows = cells.map((cell) => [stored(cell), stored("x".repeat(length))]);

        const lines = encode(wasm, rows, "ndjson", roomBytes).trimEnd().split("\n");

        const expected = cells.map((cell) =>
          JSON.stringify(Object.fromEntries(names.map((name, i) => [name, i === 0 ? cell : "x".repeat(length)]))),
        );
        expect(lines).toEqual(expected);
      }
    }
  });

  it.each(["csv", "tsv"] as const)("quotes for any byte at any place of a cell of any length as the plain kernel does: %s", (format) => {
    for (const special of ['"', ",", "\t", "\r", "\n", " ", "#", "\ufeff", "'", "é"]) {
      for (let length = 0; length < 40; length++) {
        const cells = Array.from({ length: length + 1 }, (_, at) => "p".repeat(at) + special + "q".repeat(length - at));
        const rows = cells.flatMap((cell) => [
          [stored(cell), stored("")],
          [stored(""), stored(cell)],
        ]);

        expect(encode(wasm, rows, format, roomBytes)).toBe(encode(plain, rows, format, roomBytes));
      }
    }
  });

  it("gives the same bytes in steps of any size, and JSON that holds the cells", () => {
    const unit = fc.constantFrom('"', "\\", "\n", "\u0001", ",", "é", "😀", "a", "plain text");
    const cell = fc.array(unit, { maxLength: 12 }).map((units) => units.join(""));
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 });
    const formats = fc.constantFrom("csv" as const, "json" as const, "ndjson" as const);
    fc.assert(
      fc.property(rows, formats, fc.integer({ min: 1, max: 100 }), (cells, format, room) => {
        const table = cells.map((row) => row.map(stored));

        const text = encode(wasm, table, format, room);

        expect(text).toBe(encode(plain, table, format, roomBytes));
        if (format !== "ndjson") return;
        const read = text
          .trimEnd()
          .split("\n")
          .map((line) => Object.values(JSON.parse(line) as object));
        expect(read).toEqual(cells);
      }),
      { numRuns: 1500 },
    );
  });
});
