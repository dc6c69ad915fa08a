import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKernel } from "../../csv/kernel/create-kernel.ts";
import type { Kernel } from "../../csv/kernel/kernel.ts";
import { fieldWords, recordWords } from "../../csv/kernel/record-table.ts";
import { allocTable, clearTable } from "../../csv/kernel/testing/kernel-tables.ts";
import type { TableReader } from "../../csv/read/table-reader.ts";
import { fillChecks } from "../schema/check-table.ts";
import { readSchema } from "../schema/schema.ts";
import { RejectLineWriter } from "./reject-lines.ts";

const [wasm, plain] = await Promise.all([
  createKernel({ memoryBytes: 48 * 1024 * 1024, kind: "wasm" }),
  createKernel({ memoryBytes: 48 * 1024 * 1024, kind: "plain" }),
]);
const { columns } = readSchema({
  columns: [
    { name: 'quantity "of"\nit', type: "integer", max: 99, required: true },
    { name: "state", enum: ["ok"], maxLength: 5 },
  ],
});

/** What the list and the file's own lines are, for records of two fields, `cell,"cell"` and a line end, that stand side by side. */
function prepare(kernel: Kernel) {
  const table = allocTable(kernel, 100, 200);
  const checks = fillChecks(
    kernel,
    columns.map((rules, field) => ({ rules, field })),
    { sourceQuote: 0x22, decimal: "." },
  );
  const at = kernel.alloc(100_000);
  const starts: number[] = [];
  const reader = {
    kernel,
    found: { encoding: "utf-8", dialect: { lineEnd: "lf" } },
    sourceOf: (index: number) => {
      const start = starts[index] ?? 0;
      const bytes = kernel.bytes.subarray(start, starts[index + 1]);
      return { line: 2 + kernel.countLineEnds(at, start, false), record: index + 1, byte: start - at + 1e10, bytes };
    },
  } as unknown as TableReader;
  const writer = new RejectLineWriter(reader, checks, { file: "ü.csv" });
  return async (rows: readonly (readonly [string, string])[]) => {
    clearTable(table);
    starts.length = 0;
    let next = at;
    const put = (text: string) => {
      const bytes = new TextEncoder().encode(text);
      kernel.bytes.set(bytes, next);
      next += bytes.length;
      return next;
    };
    for (const [first, second] of rows) {
      const start = next;
      starts.push(start);
      const fieldsAt = table.fieldsAt / 4 + table.fields * fieldWords;
      const firstEnd = put(first);
      const secondAt = put(',"');
      const secondEnd = put(second.replaceAll('"', '""'));
      kernel.words.set([start, firstEnd, secondAt, (secondEnd | (second.includes('"') ? 0x8000_0000 : 0)) >>> 0], fieldsAt);
      kernel.words.set([start, put('"'), table.fields, 2], table.recordsAt / 4 + table.records * recordWords);
      put("\n");
      table.records++;
      table.fields += 2;
    }
    starts.push(next);
    checks.record = 0;
    checks.failures = 0;
    expect(kernel.checkRows(checks, table)).toBe(true);
    const said = Array.from({ length: checks.failures }, (_, index) => kernel.words[checks.failuresAt / 4 + index * 2] ?? 0);
    const failed = [...new Set(said)];
    const list = output();
    const lines = output();
    if (failed.length > 0) {
      const run = { failure: 0, lastFailure: checks.failures, records: failed.length };
      await writer.writeList(list, table, run);
      await writer.writeSource(lines, table, run);
      await writer.settle();
    }
    return { failed, list: list.text(), lines: lines.text(), rows: [list.rows, lines.rows] };
  };
}

function output() {
  let text = "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return {
    name: "",
    contentType: "",
    rows: 0,
    write: async (chunk: Uint8Array) => {
      text += decoder.decode(chunk, { stream: true });
    },
    text: () => text,
  };
}

const byWasm = prepare(wasm);
const byPlain = prepare(plain);

describe("lines of rejects", () => {
  it("are JSON with the place, the codes, what is wrong and the source", async () => {
    const { list, lines } = await byWasm([
      ["1", "ok"],
      ["x\ty", 'no "good"\n\u0001'],
      ["", "ok"],
    ]);

    expect(
      list
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        file: "ü.csv",
        ...{ line: 3, record: 2, byte: 1e10 + 7, codes: ["bad-type", "out-of-range"] },
        message: `Line 3: "quantity "of"\nit" is "x\ty", which is no whole number. "state" is "no "good"\n\u0001", which is longer than 5 characters.`,
        raw: 'x\ty,"no ""good""\n\u0001"',
      },
      {
        file: "ü.csv",
        ...{ line: 5, record: 3, byte: 1e10 + 27, codes: ["missing-required"] },
        message: 'Line 5: "quantity "of"\nit" is empty, but it has to be there.',
        raw: ',"ok"',
      },
    ]);
    expect(lines).toBe('x\ty,"no ""good""\n\u0001"\n,"ok"\n');
  });

  it("are the same by both kernels, for any rows, and each is JSON", async () => {
    const cell = fc.oneof(
      fc.constantFrom("", "1", "7", "100"),
      fc.string({ unit: "grapheme", maxLength: 100 }),
      fc.string({ unit: "binary-ascii" }),
    );
    const rows = fc.array(fc.tuple(cell, fc.oneof(fc.constant("ok"), cell)), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, async (table) => {
        const done = await byWasm(table);

        expect(await byPlain(table)).toEqual(done);
        const rejects = done.list
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => JSON.parse(line) as { record: number; raw: string });
        expect(rejects.map(({ record }) => record - 1)).toEqual(done.failed);
        expect(rejects.map(({ raw }) => `${raw}\n`).join("")).toBe(done.lines);
        expect(done.rows).toEqual([done.failed.length, done.failed.length]);
      }),
      { numRuns: 150 },
    );
  });
});
