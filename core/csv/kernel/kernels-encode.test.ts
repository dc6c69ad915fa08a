import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { createRowEncoding } from "../write/row-encoding.ts";
import { createKernel } from "./create-kernel.ts";
import type { Kernel, RowEncoding } from "./kernel.ts";
import { type RecordTable, rawExtraFlag, recordWords, skipFlag } from "./record-table.ts";
import { allocTable, fillTable, type StoredCell } from "./testing/kernel-tables.ts";

// Many examples, on machines that do much else.
vi.setConfig({ testTimeout: 30_000 });

const regionBytes = 64 * 1024;

async function createBench(kind: Kernel["kind"]) {
  const kernel = await createKernel({ memoryBytes: 1024 * 1024, kind });
  const [cellsAt, keysAt, outputAt] = [kernel.alloc(regionBytes), kernel.alloc(regionBytes), kernel.alloc(regionBytes)];
  return { kernel, cellsAt, keysAt, outputAt, table: allocTable(kernel, 100, 1000) };
}

/** The kernel, handing out one region again and again. */
function reusing(kernel: Kernel, region: number): Kernel {
  let free = region;
  const alloc = (byteLength: number) => {
    const at = free;
    free += Math.ceil((byteLength + 64) / 16) * 16;
    return at;
  };
  return Object.assign(Object.create(kernel) as Kernel, { alloc });
}

function encodeAll(kernel: Kernel, encoding: RowEncoding, table: RecordTable, out: number, room: number): string {
  let text = "";
  while (encoding.record < table.records) {
    const end = kernel.encode(encoding, table, out, out + room);
    expect(end > out || encoding.record === table.records).toBe(true);
    expect(end).toBeLessThanOrEqual(out + room);
    text += String.fromCharCode(...kernel.bytes.subarray(out, end));
  }
  return text;
}

/** Skips the records that the mask names, and lets some of the others hold a surplus that is JSON text. */
function flagRecords(kernel: Kernel, table: RecordTable, mask: number, rows: readonly StoredCell[][], width: number): void {
  for (const [index, row] of rows.entries()) {
    const word = (table.recordsAt >> 2) + index * recordWords + 3;
    const isRaw = row.length === width + 1 && row[width]?.form === "bare";
    if (((mask >> index) & 1) === 1) kernel.words[word] = row.length | skipFlag;
    else if (isRaw) kernel.words[word] = row.length | rawExtraFlag;
  }
}

it("both kernels write the same bytes, however small the room for them is", async () => {
  const benches = [await createBench("plain"), await createBench("wasm")];
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom('"', "'", "\\", "\u0001", "\n", "\t", ",", "é", "a", " "), maxLength: 40 }),
    fc.constantFrom("", "x".repeat(100), "=1", "#", "\ufeff", "\r"),
  );
  const cell: fc.Arbitrary<StoredCell> = fc.record({
    text,
    form: fc.constantFrom("bare" as const, "doubled" as const, "escaped" as const),
  });
  const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 });
  const options = fc.record({
    format: fc.constantFrom("csv" as const, "tsv" as const, "json" as const, "ndjson" as const),
    eol: fc.constantFrom("crlf" as const, "lf" as const),
    neutraliseFormulas: fc.boolean(),
    quote: fc.constantFrom('"', "'", "="),
    names: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }),
    mask: fc.nat({ max: 63 }),
  });
  fc.assert(
    fc.property(rows, options, fc.integer({ min: 64, max: 300 }), (stored, { quote, names, mask, ...rest }, room) => {
      const width = names.length;
      const columns = names.map((as, index) => ({ as, field: width - 1 - index }));
      const [plain, wasm] = benches.map(({ kernel, cellsAt, keysAt, outputAt, table }) => {
        const shared = { kernel: reusing(kernel, keysAt), columns, width, header: false, ...rest };
        const encoding = createRowEncoding({ ...shared, sourceQuote: quote.charCodeAt(0) });
        fillTable(kernel, table, cellsAt, stored, quote);
        flagRecords(kernel, table, mask, stored, width);
        const whole = encodeAll(kernel, { ...encoding }, table, outputAt, regionBytes);
        expect(encodeAll(kernel, encoding, table, outputAt, room)).toBe(whole);
        return { whole, neutralised: encoding.neutralised };
      });

      expect(wasm).toEqual(plain);
    }),
    { numRuns: 2000 },
  );
});
