import { expect } from "vitest";
import { createKernel } from "../../kernel/create-kernel.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { fieldWords, type RecordTable } from "../../kernel/record-table.ts";
import { allocTable, clearTable } from "../../kernel/testing/kernel-tables.ts";
import { readerLimits } from "../../limits.ts";
import { createJsonDriver } from "../json-driver.ts";
import { planJson } from "../plan-json.ts";

export const kinds = ["wasm", "plain"] as const;
const utf8 = new TextEncoder();

export interface Reading {
  rows: string[][];
  extras: string[];
  findings: { code: string; at: number; column: number | null; message: string }[];
  counted: Record<string, number>;
  blankLines: number;
  names: string[];
}

/** Reads a text as the reader does, handing the driver more bytes whenever it asks for them. */
export async function readJson(
  input: string | Uint8Array,
  { kind = "wasm", chunk = 1 << 20, maxRecordBytes = 1 << 16 }: { kind?: "wasm" | "plain"; chunk?: number; maxRecordBytes?: number } = {},
): Promise<Reading> {
  const kernel = await createKernel({ memoryBytes: 512 * 1024, kind });
  const bytes = typeof input === "string" ? utf8.encode(input) : input;
  const plan = planJson(bytes.subarray(0, 4096), { name: "a.json", complete: bytes.length <= 4096, limits: readerLimits });
  if (!plan) throw new Error("No JSON.");
  const at = kernel.alloc(bytes.length + 64);
  kernel.bytes.set(bytes, at);
  const table = allocTable(kernel, 64, 64 * plan.width);
  const driver = createJsonDriver(kernel, plan, { maxRecordBytes, scratchBytes: 64 * 1024 });
  const reading: Reading = { rows: [], extras: [], findings: [], counted: {}, blankLines: 0, names: plan.header.names };
  let from = at + plan.dataStart;
  const end = at + bytes.length;
  let to = Math.min(end, from + chunk);
  while (true) {
    clearTable(table);
    const stop = driver.scan(table, from, to, to === end);
    reading.rows.push(...rowsOf(kernel, table, plan.width));
    reading.blankLines += table.blankLines;
    for (const { code, count } of driver.counted?.() ?? []) reading.counted[code] = (reading.counted[code] ?? 0) + count;
    expect(kernel.position).toBeGreaterThanOrEqual(from);
    from = kernel.position;
    if (stop === "full") continue;
    if (stop === "odd") {
      const look = driver.look(from, to, to === end);
      if (look) {
        expect(look.next).toBeGreaterThan(from);
        expect(look.end).toBeLessThanOrEqual(look.next);
        if (look.kind === "blank") reading.blankLines++;
        else reading.rows.push(look.cells.map((cell) => textOf(kernel, cell)));
        if (look.extra) reading.extras.push(new TextDecoder().decode(look.extra));
        for (const { code, at: place, column, message } of look.findings) {
          reading.findings.push({ code, at: place - at, column, message: message(1) });
        }
        if (look.kind === "too-long") reading.findings.push({ code: "record-too-long", at: from - at, column: null, message: "" });
        from = look.next;
        if (from < end && look.kind !== "too-long") continue;
        if (look.kind === "too-long") {
          const lf = bytes.indexOf(0x0a, from - at);
          from = lf === -1 ? end : at + lf + 1;
          to = Math.max(to, Math.min(end, from));
        }
      }
    }
    if (to === end && from >= end) return reading;
    if (to === end && stop === "end") throw new Error(`Stopped at ${from - at} of ${bytes.length}.`);
    to = Math.min(end, to + chunk);
  }
}

function rowsOf({ bytes, words }: Kernel, { fieldsAt, records }: RecordTable, width: number): string[][] {
  return Array.from({ length: records }, (_, record) =>
    Array.from({ length: width }, (__, column) => {
      const [start, end] = words.subarray(fieldsAt / 4 + (record * width + column) * fieldWords);
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(start, end));
    }),
  );
}

function textOf(kernel: Kernel, cell: Uint8Array | { start: number; end: number }): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    cell instanceof Uint8Array ? cell : kernel.bytes.subarray(cell.start, cell.end),
  );
}
