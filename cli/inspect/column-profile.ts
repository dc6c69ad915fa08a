import { type CellType, cellType } from "#core/csv/cell-type";
import type { Kernel } from "#core/csv/kernel/kernel";
import { doubledFlag, fieldCountMask, fieldEndMask, fieldWords, type RecordTable, recordWords } from "#core/csv/kernel/record-table";
import { createDistinctEstimate, type DistinctEstimate } from "./distinct-estimate.ts";

export interface ColumnProfile {
  name: string;
  /** The type that every value has; `empty` when there is none. */
  type: CellType | "empty";
  /** Rows without a value. */
  empty: number;
  /** Different values, empty ones left out; where there are many, an estimate. */
  distinct: number;
  distinctIsExact: boolean;
  /** The first different values, cut where they are long. */
  samples: string[];
}

export interface ColumnProfiler {
  /** Takes in the records of a block. */
  add(table: RecordTable): void;
  rows(): number;
  profiles(): ColumnProfile[];
}

const samplesPerColumn = 3;
const sampleLength = 80;
const longestTyped = 160;
const hashedBytes = 4096;

interface Column {
  type: CellType | "empty";
  filled: number;
  distinct: DistinctEstimate;
  samples: string[];
}

/** Looks at cells where they lie in the kernel's memory; strings are made only of the few that have to be read. */
export function createColumnProfiler(kernel: Kernel, names: readonly string[], quote: string): ColumnProfiler {
  const { bytes, words } = kernel;
  const utf8 = new TextDecoder();
  const distinct = { exactUpTo: Math.min(1024, Math.max(16, Math.floor(2 ** 17 / names.length))), precision: names.length > 256 ? 10 : 12 };
  const columns: Column[] = names.map(() => ({ type: "empty", filled: 0, distinct: createDistinctEstimate(distinct), samples: [] }));
  let rows = 0;

  const addCell = (column: Column, start: number, endWord: number) => {
    const end = endWord & fieldEndMask;
    if (start === end) return;
    column.filled += 1;
    hash(bytes, start, Math.min(end, start + hashedBytes), end - start);
    column.distinct.add(firstHash, secondHash);
    const needsSample = column.samples.length < samplesPerColumn;
    if (column.type === "text" && !needsSample) return;
    const text = utf8.decode(bytes.subarray(start, Math.min(end, start + longestTyped)));
    const cell = (endWord & doubledFlag) === 0 ? text : text.replaceAll(quote + quote, quote);
    column.type = joinTypes(column.type, cellType(cell));
    const sample = cell.slice(0, sampleLength);
    if (needsSample && !column.samples.includes(sample)) column.samples.push(sample);
  };
  return {
    add(table) {
      for (let record = 0; record < table.records; record++) {
        const at = (table.recordsAt >>> 2) + record * recordWords;
        const count = Math.min(columns.length, (words[at + 3] ?? 0) & fieldCountMask);
        let field = (table.fieldsAt >>> 2) + (words[at + 2] ?? 0) * fieldWords;
        for (let index = 0; index < count; index++, field += fieldWords) {
          const column = columns[index];
          if (column) addCell(column, words[field] ?? 0, words[field + 1] ?? 0);
        }
      }
      rows += table.records;
    },
    rows: () => rows,
    profiles: () =>
      columns.map(({ type, filled, distinct, samples }, index) => {
        const { count, isExact } = distinct.count();
        return {
          name: names[index] ?? "",
          type,
          empty: rows - filled,
          distinct: Math.min(count, filled),
          distinctIsExact: isExact,
          samples,
        };
      }),
  };
}

function joinTypes(before: Column["type"], next: CellType): CellType {
  return before === "empty" || before === next ? next : "text";
}

// Two results without an object for each cell.
let firstHash = 0;
let secondHash = 0;

/** Two different mixes (after FNV-1a and MurmurHash3's finalizer) of the same bytes. */
function hash(bytes: Uint8Array, start: number, end: number, length: number): void {
  let a = 0x811c9dc5 ^ length;
  let b = 0x9747b28c + length;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0;
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul((b << 5) ^ (b >>> 27) ^ byte, 0x9e3779b1);
  }
  firstHash = mix(a);
  secondHash = mix(b ^ (a >>> 7));
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
