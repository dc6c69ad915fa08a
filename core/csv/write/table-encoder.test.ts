import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { createKernel } from "../kernel/create-kernel.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { skipFlag } from "../kernel/record-table.ts";
import { allocTable, fillTable, type StoredCell } from "../kernel/testing/kernel-tables.ts";
import { createTableEncoder, type EncoderCheckpoint, type TableEncoderOptions } from "./table-encoder.ts";
import { toWrittenText } from "./testing/written-text.ts";

// Many examples, on machines that do much else.
vi.setConfig({ testTimeout: 30_000 });

type Row = readonly (string | StoredCell)[];
type Options = Partial<TableEncoderOptions> & Pick<TableEncoderOptions, "format"> & { names: readonly string[]; kind?: Kernel["kind"] };

const cellsRoom = 4 * 1024 * 1024;

async function start({ kind = "plain", ...options }: Options, write: (chunk: Uint8Array) => Promise<void>) {
  const kernel = await createKernel({ memoryBytes: 8 * 1024 * 1024, kind });
  const table = allocTable(kernel, 1000, 20_000);
  const cellsAt = kernel.alloc(cellsRoom);
  const columns = options.names.map((as, field) => ({ as, field }));
  const defaults = {
    kernel,
    columns,
    width: columns.length,
    sourceQuote: 0x22,
    header: true,
    eol: "crlf",
    neutraliseFormulas: false,
  } as const;
  const encoder = createTableEncoder({ ...defaults, ...options }, write);
  const quote = String.fromCharCode(options.sourceQuote ?? 0x22);
  return {
    kernel,
    table,
    encoder,
    async block(rows: readonly Row[]): Promise<void> {
      const stored = rows.map((row) => row.map((cell) => (typeof cell === "string" ? { text: cell, form: "bare" as const } : cell)));
      fillTable(kernel, table, cellsAt, stored, quote);
      await encoder.block(table);
    },
  };
}

async function write(rows: readonly Row[], options: Options): Promise<string> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let text = "";
  const { encoder, block } = await start(options, async (chunk) => {
    text += decoder.decode(chunk, { stream: true });
  });
  await block(rows);
  await encoder.end();
  return text;
}

describe("CSV and TSV", () => {
  const names = ["a", "b"];

  it.each([
    { says: "quotes nothing that need not be", rows: [["x y", "é'"]], text: "a,b\r\nx y,é'\r\n" },
    {
      says: "quotes a delimiter, a quote, CR and LF",
      rows: [
        ["1,2", 'q"q'],
        ["l\nl", "c\rc"],
      ],
      text: 'a,b\r\n"1,2","q""q"\r\n"l\nl","c\rc"\r\n',
    },
    {
      says: "quotes a blank at either end",
      rows: [
        [" x", "x "],
        ["\tx", " "],
      ],
      text: 'a,b\r\n" x","x "\r\n"\tx"," "\r\n',
    },
    { says: "leaves empty cells bare in rows of several", rows: [["", ""]], text: "a,b\r\n,\r\n" },
    { says: "writes surplus as further cells", rows: [["1", "2", "3", ""]], text: "a,b\r\n1,2,3,\r\n" },
    { says: "pads a short record", rows: [["1"]], text: "a,b\r\n1,\r\n" },
  ])("$says", async ({ rows, text }) => {
    expect(await write(rows, { format: "csv", names })).toBe(text);
  });

  it("quote a tab but no comma in TSV", async () => {
    expect(await write([["1\t2", "3,4"]], { format: "tsv", names, eol: "lf" })).toBe('a\tb\n"1\t2"\t3,4\n');
  });

  it("quote the empty only cell of a row, not one that has surplus beside it", async () => {
    expect(await write([[""], ["", ""]], { format: "csv", names: ["a"] })).toBe('a\r\n""\r\n,\r\n');
  });

  it.each(["\ufeffa", "#a"])("quote %j only where it starts the file", async (cell) => {
    expect(await write([[cell, cell]], { format: "csv", names: [cell, "b"] })).toBe(`"${cell}",b\r\n${cell},${cell}\r\n`);
    expect(await write([[cell], [cell]], { format: "csv", names: ["a"], header: false })).toBe(`"${cell}"\r\n${cell}\r\n`);
  });

  it("write the header alone for a table of nothing, and nothing at all without it", async () => {
    expect(await write([], { format: "csv", names })).toBe("a,b\r\n");
    expect(await write([], { format: "csv", names, header: false })).toBe("");
  });

  it("neutralise what a spreadsheet would run, when asked", async () => {
    let text = "";
    const { encoder, block } = await start({ format: "csv", names: ["=x"], eol: "lf", neutraliseFormulas: true }, async (chunk) => {
      text += new TextDecoder().decode(chunk);
    });

    await block(["=1+1", "+1", "-1", "@x", "\tx", "\rx", "x=1"].map((cell) => [cell]));
    await encoder.end();

    expect(text).toBe("'=x\n'=1+1\n'+1\n'-1\n'@x\n'\tx\n\"'\rx\"\nx=1\n");
    expect(encoder.neutralisedCells()).toBe(7);
  });
});

describe("JSON and NDJSON", () => {
  it("keep the order of columns whatever their names", async () => {
    const names = ["b", "2", "__proto__", "1", "constructor", "toString"];

    expect(await write([["1", "2", "3", "4", "5", "6"]], { format: "ndjson", names })).toBe(
      '{"b":"1","2":"2","__proto__":"3","1":"4","constructor":"5","toString":"6"}\n',
    );
  });

  it("write nothing as [] and as nothing", async () => {
    expect(await write([], { format: "json", names: ["a"] })).toBe("[]");
    expect(await write([], { format: "ndjson", names: ["a"] })).toBe("");
  });

  it("write an array of objects", async () => {
    expect(await write([["1"], ["2"]], { format: "json", names: ["a"] })).toBe('[\n{"a":"1"},\n{"a":"2"}\n]\n');
  });

  it.each([
    { names: ["a"], text: '{"a":"1","_extra":["2",""]}\n' },
    { names: ["_extra"], text: '{"_extra":"1","_extra_2":["2",""]}\n' },
    { names: ["_extra", "_extra_2"], width: 1, text: '{"_extra":"1","_extra_2":"2","_extra_3":["2",""]}\n' },
  ])("put surplus under a last key of its own: $text", async ({ text, ...options }) => {
    expect(await write([["1", "2", ""]], { format: "ndjson", ...options })).toBe(text);
  });

  it("write surplus that is JSON text as it stands", async () => {
    let text = "";
    const { encoder, kernel, table, block } = await start({ format: "ndjson", names: ["a"] }, async (chunk) => {
      text += new TextDecoder().decode(chunk);
    });
    await block([]);
    fillTable(kernel, table, kernel.alloc(100), [["1", '{"z":[1,"2"]}'].map((cell) => ({ text: cell, form: "bare" as const }))], '"');
    kernel.words[(table.recordsAt >> 2) + 3] = 2 | 0x4000_0000;

    await encoder.block(table);
    await encoder.end();

    expect(text).toBe('{"a":"1","_extra":{"z":[1,"2"]}}\n');
  });
});

it("leaves skipped records out, so that the first of an array may be any", async () => {
  let text = "";
  const { encoder, kernel, table, block } = await start({ format: "json", names: ["a"] }, async (chunk) => {
    text += new TextDecoder().decode(chunk);
  });
  await block([]);
  const rows = ["1", "2", "3"].map((cell) => [{ text: cell, form: "bare" as const }]);
  fillTable(kernel, table, kernel.alloc(100), rows, '"');
  for (const index of [0, 2]) kernel.words[(table.recordsAt >> 2) + index * 4 + 3] = (1 | skipFlag) >>> 0;

  await encoder.block(table);
  await encoder.end();

  expect(text).toBe('[\n{"a":"2"}\n]\n');
});

it("takes the columns asked for, in their order, and keeps the surplus", async () => {
  const columns = [
    { as: "third", field: 2 },
    { as: "first", field: 0 },
  ];
  const options = { names: [], columns, width: 3, eol: "lf" } as const;

  expect(await write([["1", "2", "3", "4"]], { ...options, format: "csv" })).toBe("third,first\n3,1,4\n");
  expect(await write([["1", "2", "3", "4"]], { ...options, format: "ndjson" })).toBe('{"third":"3","first":"1","_extra":["4"]}\n');
});

describe("any table is written as its formats say", () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.string({ unit: fc.constantFrom('"', "'", "\\", "\u0001", "\u001f", "\n", "\b", "é", "a") }),
    fc.constantFrom("", " ", '"', "\n", "\r\n", "\r", ",", "\t", "007", "\ufeff", "#", "=1", "\t=1 ", "__proto__", "😀"),
  );
  const form = fc.constantFrom("bare" as const, "doubled" as const, "escaped" as const);
  const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.record({
      names: fc.uniqueArray(cell, { minLength: width, maxLength: width }),
      rows: fc.array(fc.array(fc.record({ text: cell, form }), { minLength: width, maxLength: width + 2 }), { maxLength: 8 }),
    }),
  );
  const formats = ["csv", "tsv", "json", "ndjson"] as const;

  it.each(formats)("as %s", async (format) => {
    const options = fc.record({
      header: fc.boolean(),
      eol: fc.constantFrom("crlf" as const, "lf" as const),
      neutraliseFormulas: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(table, options, fc.constantFrom('"', "'", "=", "#"), async ({ names, rows }, rest, quote) => {
        const texts = rows.map((row) => row.map(({ text }) => text));

        expect(await write(rows, { format, names, sourceQuote: quote.charCodeAt(0), ...rest })).toBe(
          toWrittenText(texts, { format, names, ...rest }),
        );
      }),
      { numRuns: 150 },
    );
  });
});

describe("chunks", () => {
  const big = (length: number) => '"\u0001é'.repeat(Math.ceil(length / 3)).slice(0, length);

  const formatsByKernel = (["plain", "wasm"] as const).flatMap((kind) => (["csv", "ndjson"] as const).map((format) => ({ kind, format })));

  it.each(formatsByKernel)("may end in the middle of names, keys and cells of any length ($format, $kind)", async ({ kind, format }) => {
    const names = [big(300_000), "b"];
    const rows = [
      ["1", big(200_000)],
      [big(150_000), ""],
    ];
    const expected = toWrittenText(rows, { format, names, header: true, eol: "lf", neutraliseFormulas: false });

    const text = await write(rows, { kind, format, names, eol: "lf" });

    expect(text === expected).toBe(true);
  });

  it("are written one at a time, while the next one is filled", async () => {
    const sizes: number[] = [];
    let writing = 0;
    const { encoder, block } = await start({ format: "ndjson", names: ["a"] }, async (chunk) => {
      expect(++writing).toBe(1);
      const before = chunk.slice();
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(chunk).toEqual(before);
      sizes.push(chunk.length);
      writing--;
    });

    for (let count = 0; count < 6; count++) await block([[big(300_000)]]);
    await encoder.end();

    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(512 * 1024);
  });

  it("that cannot be written make the next call fail, and every one after it", async () => {
    const { encoder, block } = await start({ format: "ndjson", names: ["a"] }, async () => {
      throw new Error("disk full");
    });

    await block([[big(100)]]);

    await expect(encoder.flush()).rejects.toThrow("disk full");
    await expect(block([["1"]])).rejects.toThrow("disk full");
    await expect(encoder.end()).rejects.toThrow("disk full");
  });
});

it.each(["csv", "tsv", "json", "ndjson"] as const)(
  "goes on after any block from a checkpoint, with the same bytes (%s)",
  async (format) => {
    const rows = [["=1"], ["#"], [""], ["2", "3"]];
    const options = { format, names: ["#a"], neutraliseFormulas: true };
    const whole = await write(rows, options);
    for (let cut = 0; cut <= rows.length; cut++) {
      let text = "";
      const add = async (chunk: Uint8Array) => {
        text += new TextDecoder().decode(chunk);
      };
      const first = await start(options, add);
      if (cut > 0) await first.block(rows.slice(0, cut));
      await first.encoder.flush();
      const checkpoint = JSON.parse(JSON.stringify(first.encoder.checkpoint())) as EncoderCheckpoint;
      const second = await start({ ...options, resume: checkpoint }, add);

      await second.block(rows.slice(cut));
      await second.encoder.end();

      expect(text).toBe(whole);
      expect(second.encoder.neutralisedCells()).toBe(format === "csv" || format === "tsv" ? 1 : 0);
    }
  },
);
