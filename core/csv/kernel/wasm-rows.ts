import type { JsonShape, Kernel, RowChecks, ScanStop } from "./kernel.ts";
import type { RecordTable } from "./record-table.ts";

/** What the module has for JSON, checks and rejects; each takes the address of its numbers. */
export interface RowEngine {
  readonly rowCallAt: WebAssembly.Global<"i32">;
  scanJson(call: number, from: number, to: number, final: number): number;
  checkRows(call: number): number;
  writeRejects(call: number, out: number, outEnd: number): number;
}

type RowCalls = Pick<Kernel, "scanJson" | "checkRows" | "writeRejects">;

const layouts = ["lines", "array", "sequence"] as const;
const stops: readonly (ScanStop | undefined)[] = ["end", "more", "odd", "full"];
const byteShiftWord = 18;
export const rowCallWords = 24;

/** The calls of a kernel that assembly/{json,check,rejects}.ts answer; `call` is memory that both sides know. */
export function createRowCalls(engine: RowEngine, call: Uint32Array, setPosition: (position: number) => void): RowCalls {
  const at = call.byteOffset;
  const byteShift = new Float64Array(call.buffer, at + byteShiftWord * 4, 1);
  return {
    scanJson(shape, table, from, to, final) {
      tellShape(call, shape, table);
      const stop = stops[engine.scanJson(at, from, to, Number(final))];
      if (stop === undefined) throw new Error("The engine stopped for no known reason.");
      table.records = call[4] ?? 0;
      table.fields = call[5] ?? 0;
      table.blankLines = call[6] ?? 0;
      setPosition(call[7] ?? 0);
      shape.scratch = call[12] ?? 0;
      shape.nulls = call[16] ?? 0;
      shape.missingKeys = call[17] ?? 0;
      return stop;
    },
    checkRows(checks, table) {
      tellChecks(call, checks, table);
      engine.checkRows(at);
      checks.failures = call[8] ?? 0;
      checks.record = call[9] ?? 0;
      return checks.record === table.records;
    },
    writeRejects(lines, table, out, outEnd) {
      tellChecks(call, lines.checks, table);
      call.set([lines.failure, lines.lastFailure, lines.framesAt, lines.line, lines.lineAt, Number(lines.cr), lines.firstRecord], 10);
      byteShift[0] = lines.byteShift;
      const end = engine.writeRejects(at, out, outEnd);
      lines.failure = call[10] ?? 0;
      lines.line = call[13] ?? 0;
      lines.lineAt = call[14] ?? 0;
      return end;
    },
  };
}

function tellShape(call: Uint32Array, shape: JsonShape, table: RecordTable): void {
  const stopAt = Number(shape.stopAtNulls) | (Number(shape.stopAtMissingKeys) << 1) | (Number(shape.stopAtBlankLines) << 2);
  call.set([table.recordsAt, table.maxRecords, table.fieldsAt, table.maxFields, table.records, table.fields, table.blankLines, 0]);
  call.set([layouts.indexOf(shape.layout), shape.columns, shape.keysAt, shape.successorsAt, shape.scratch, shape.scratchEnd], 8);
  call.set([shape.maxRecordBytes, stopAt, shape.nulls, shape.missingKeys], 14);
}

function tellChecks(call: Uint32Array, checks: RowChecks, table: RecordTable): void {
  call.set([table.recordsAt, table.records, table.fieldsAt, checks.checksAt, checks.checks, checks.sourceQuote]);
  call.set([checks.failuresAt, checks.maxFailures, checks.failures, checks.record], 6);
}
