import type { Kernel, RejectLines } from "../kernel.ts";
import { fieldCountMask, fieldWords, type RecordTable, recordWords } from "../record-table.ts";
import {
  checkWord,
  checkWords,
  failureCheckMask,
  failureKindShift,
  pieceWords,
  rejectRoom,
  shownBytes,
  shownFailures,
} from "../row-checks.ts";
import { countLineEndsPlain } from "./check-bytes.ts";
import { cellAt } from "./check-rows.ts";

type Memory = Pick<Kernel, "bytes" | "words" | "position">;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

/** Kernel.writeRejects, by strings. */
export function writeRejectsPlain(memory: Memory, lines: RejectLines, table: RecordTable, out: number, outEnd: number): number {
  const encoder = new TextEncoder();
  while (lines.failure < lines.lastFailure && outEnd - out >= rejectRoom) {
    const line = new RejectLine(memory, lines, table);
    out += encoder.encodeInto(line.text(), memory.bytes.subarray(out, outEnd)).written;
    lines.failure = line.next;
  }
  return out;
}

class RejectLine {
  /** The first failure of the next record. */
  readonly next: number;
  readonly #memory: Memory;
  readonly #lines: RejectLines;
  readonly #table: RecordTable;
  readonly #index: number;
  readonly #record: number;

  constructor(memory: Memory, lines: RejectLines, table: RecordTable) {
    this.#memory = memory;
    this.#lines = lines;
    this.#table = table;
    this.#index = this.#failure(lines.failure).record;
    this.#record = table.recordsAt / 4 + this.#index * recordWords;
    let next = lines.failure + 1;
    while (next < lines.lastFailure && this.#failure(next).record === this.#index) next++;
    this.next = next;
  }

  text(): string {
    const lines = this.#lines;
    const start = this.#word(this.#record);
    lines.line += countLineEndsPlain(this.#memory, lines.lineAt, start, lines.cr);
    lines.lineAt = start;
    const [before, record, byte, codes, message, raw, end, more] = Array.from({ length: 8 }, (_, index) =>
      this.#piece(lines.framesAt / 4 + index * 2),
    );
    const failures = Array.from({ length: this.next - lines.failure }, (_, index) => this.#failure(lines.failure + index));
    const places = `${before}${lines.line}${record}${lines.firstRecord + this.#index}${byte}${start + lines.byteShift}`;
    const told = [...new Set(failures.map(({ piece }) => this.#piece(piece + 4)))].join(",");
    const messages = failures.slice(0, shownFailures).map((failure) => this.#message(failure));
    const source = escapeJson(utf8.decode(this.#memory.bytes.subarray(start, this.#word(this.#record + 1))));
    return `${places}${codes}${told}${message}${lines.line}:${messages.join("")}${failures.length > shownFailures ? more : ""}${raw}${source}${end}`;
  }

  #word(index: number): number {
    return this.#memory.words[index] ?? 0;
  }

  #piece(word: number): string {
    const at = this.#word(word);
    return utf8.decode(this.#memory.bytes.subarray(at, at + this.#word(word + 1)));
  }

  #failure(index: number): { record: number; field: number; piece: number } {
    const { failuresAt, checksAt } = this.#lines.checks;
    const said = this.#word(failuresAt / 4 + index * 2 + 1);
    const check = checksAt / 4 + (said & failureCheckMask) * checkWords;
    const piece = this.#word(check + checkWord.messages) / 4 + (said >>> failureKindShift) * pieceWords;
    return { record: this.#word(failuresAt / 4 + index * 2), field: this.#word(check + checkWord.field), piece };
  }

  #message({ field, piece }: { field: number; piece: number }): string {
    const before = this.#piece(piece);
    const after = this.#piece(piece + 2);
    if (after === "" || field >= (this.#word(this.#record + 3) & fieldCountMask)) return before;
    const word = this.#table.fieldsAt / 4 + (this.#word(this.#record + 2) + field) * fieldWords;
    return `${before}${this.#shownCell(word)}${after}`;
  }

  #shownCell(word: number): string {
    const { bytes } = cellAt(this.#memory, word, this.#lines.checks.sourceQuote);
    if (bytes.length <= shownBytes) return escapeJson(utf8.decode(bytes));
    let end = shownBytes;
    while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
    return `${escapeJson(utf8.decode(bytes.subarray(0, end)))}…`;
  }
}

function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
