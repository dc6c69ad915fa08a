import type { RowEncoding } from "../kernel.ts";
import { type RecordTable, recordWords, skipFlag } from "../record-table.ts";
import { writeDelimitedRow } from "./encode-delimited.ts";
import { writeJsonRow } from "./encode-json.ts";
import type { KernelMemory } from "./scan-plain.ts";
import { rowDone } from "./source-cell.ts";

/** `Kernel.encode`, in the memory of any kernel. */
export function encodePlain(memory: KernelMemory, encoding: RowEncoding, table: RecordTable, out: number, outEnd: number): number {
  const { words } = memory;
  const writeRow = encoding.kind === "json" ? writeJsonRow : writeDelimitedRow;
  let at = out;
  while (encoding.record < table.records) {
    const record = (table.recordsAt >>> 2) + encoding.record * recordWords;
    if (((words[record + 3] as number) & skipFlag) === 0) {
      at = writeRow(memory, encoding, table, record, at, outEnd);
      if (encoding.column !== rowDone) return at;
    }
    encoding.record++;
    encoding.column = 0;
    encoding.part = 0;
    encoding.offset = 0;
  }
  return at;
}
