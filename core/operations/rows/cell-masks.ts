import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import type { Kernel } from "../../csv/kernel/kernel.ts";
import { cellAt } from "../../csv/kernel/plain/check-rows.ts";
import { fieldCountMask, fieldEndMask, fieldWords, type RecordTable, recordWords } from "../../csv/kernel/record-table.ts";
import type { ColumnMask } from "./mask-params.ts";

const maxScratchBytes = 4 * 1024 * 1024;
const hashBytes = 32;
const hexBytes = 2 * hashBytes;
const bytesPerCharacter = 4;
const stars = "***";
const defaultKeepLast = 4;
const hexDigits = new TextEncoder().encode("0123456789abcdef");

/** A column that is masked, and its field. */
export interface MaskedField {
  field: number;
  mask: ColumnMask;
}

export interface MaskMemory {
  blockRecords: number;
  /** For the masked cells of a block, and all that masks need. */
  scratchBytes: number;
  roomBytes: number;
}

/** How many records a block may have, and what room their masked cells need in the kernel's memory. */
export function planMaskMemory(masks: readonly ColumnMask[], blockRecords: number): MaskMemory {
  const perRecord = masks.reduce((sum, mask) => sum + mostBytes(mask), 0);
  const records = perRecord === 0 ? blockRecords : Math.min(blockRecords, Math.max(1, Math.floor(maxScratchBytes / perRecord)));
  const fixed = masks.reduce((sum, { text = stars }) => sum + text.length * bytesPerCharacter + 16, 4096);
  const scratchBytes = records * perRecord;
  return { blockRecords: records, scratchBytes, roomBytes: scratchBytes + fixed };
}

function mostBytes(mask: ColumnMask): number {
  if (mask.method === "hash") return hexBytes;
  if (mask.method !== "partial") return 0;
  const { first, last } = keptOf(mask);
  return stars.length + (first + last) * bytesPerCharacter;
}

function keptOf({ keepFirst, keepLast }: ColumnMask): { first: number; last: number } {
  return { first: keepFirst ?? 0, last: keepLast ?? (keepFirst === undefined ? defaultKeepLast : 0) };
}

/** Puts other bytes in the place of cells, in memory of its own, so that whoever reads the table afterwards finds nothing else. */
export class CellMasks {
  readonly #kernel: Kernel;
  readonly #sourceQuote: number;
  readonly #tasks: { field: number; write: (cell: Uint8Array) => [start: number, end: number] }[];
  readonly #scratchAt: number;
  #next: number;

  constructor(
    kernel: Kernel,
    fields: readonly MaskedField[],
    options: { key: Uint8Array | null; sourceQuote: number; scratchBytes: number },
  ) {
    this.#kernel = kernel;
    this.#sourceQuote = options.sourceQuote;
    this.#tasks = fields.map(({ field, mask }) => ({ field, write: this.#writer(mask, options.key) }));
    this.#scratchAt = kernel.alloc(options.scratchBytes);
    this.#next = this.#scratchAt;
  }

  /** Before each block: nobody needs what the one before was masked with. */
  clear(): void {
    this.#next = this.#scratchAt;
  }

  /** Masks a record of the current block, once. Empty cells stay empty. */
  mask(table: RecordTable, record: number): void {
    const { words, bytes } = this.#kernel;
    const at = table.recordsAt / 4 + record * recordWords;
    const first = table.fieldsAt / 4 + (words[at + 2] ?? 0) * fieldWords;
    const count = (words[at + 3] ?? 0) & fieldCountMask;
    for (const { field, write } of this.#tasks) {
      if (field >= count) continue;
      const word = first + field * fieldWords;
      const info = words[word + 1] ?? 0;
      const start = words[word] ?? 0;
      const end = info & fieldEndMask;
      if (start === end) continue;
      const cell = info === end ? bytes.subarray(start, end) : cellAt(this.#kernel, word, this.#sourceQuote).bytes;
      const [maskedStart, maskedEnd] = write(cell);
      words[word] = maskedStart;
      words[word + 1] = maskedEnd;
    }
  }

  #writer(mask: ColumnMask, key: Uint8Array | null): (cell: Uint8Array) => [start: number, end: number] {
    if (mask.method === "hash") return this.#hashWriter(key);
    if (mask.method === "partial") return this.#partialWriter(keptOf(mask));
    const text = new TextEncoder().encode(mask.method === "drop" ? "" : (mask.text ?? stars));
    const at = this.#kernel.alloc(text.length);
    this.#kernel.bytes.set(text, at);
    return () => [at, at + text.length];
  }

  #hashWriter(key: Uint8Array | null): (cell: Uint8Array) => [start: number, end: number] {
    if (key === null) throw new Error("There is no key to hash with.");
    const keyed = hmac.create(sha256, key);
    const hash = keyed.clone();
    const digest = new Uint8Array(hashBytes);
    const { bytes } = this.#kernel;
    return (cell) => {
      keyed._cloneInto(hash);
      hash.update(cell);
      hash.digestInto(digest);
      const start = this.#next;
      let at = start;
      for (const byte of digest) {
        bytes[at++] = hexDigits[byte >> 4] ?? 0;
        bytes[at++] = hexDigits[byte & 15] ?? 0;
      }
      this.#next = at;
      return [start, at];
    };
  }

  /** No more than half of the characters are kept, whatever was asked for: a short cell would be shown whole. */
  #partialWriter({ first, last }: { first: number; last: number }): (cell: Uint8Array) => [start: number, end: number] {
    const { bytes } = this.#kernel;
    const between = new TextEncoder().encode(stars);
    return (cell) => {
      const half = Math.floor(countCharacters(cell, 2 * (first + last)) / 2);
      const keptLast = Math.min(last, half);
      const keptFirst = Math.min(first, half - keptLast);
      const head = cell.subarray(0, startOfCharacter(cell, keptFirst));
      const tail = cell.subarray(startOfLast(cell, keptLast));
      const start = this.#next;
      bytes.set(head, start);
      bytes.set(between, start + head.length);
      bytes.set(tail, start + head.length + between.length);
      this.#next = start + head.length + between.length + tail.length;
      return [start, this.#next];
    };
  }
}

function isContinuation(byte: number | undefined): boolean {
  return ((byte ?? 0) & 0xc0) === 0x80;
}

/** Characters of UTF-8, `enough` at most. */
function countCharacters(cell: Uint8Array, enough: number): number {
  let count = 0;
  for (let at = 0; at < cell.length && count < enough; at++) if (!isContinuation(cell[at])) count++;
  return count;
}

function startOfCharacter(cell: Uint8Array, index: number): number {
  let at = 0;
  for (let passed = 0; at < cell.length; at++) if (!isContinuation(cell[at]) && passed++ === index) break;
  return at;
}

function startOfLast(cell: Uint8Array, count: number): number {
  let at = cell.length;
  for (let left = count; left > 0 && at > 0; left--)
    do at--;
    while (at > 0 && isContinuation(cell[at]));
  return at;
}
