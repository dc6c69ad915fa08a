import type { Kernel, RowChecks } from "../kernel.ts";
import {
  backslashFlag,
  doubledFlag,
  fieldCountMask,
  fieldEndMask,
  fieldWords,
  type RecordTable,
  recordWords,
  skipFlag,
} from "../record-table.ts";
import { type CheckedType, checkedTypes, checkWord, checkWords, failureKindShift, failureKinds, hashMember } from "../row-checks.ts";
import { compareDecimals, type Decimal, readDecimal } from "./decimal.ts";
import { compareMoments, type Moment, readDate, readDateTime, readTime } from "./moment.ts";

type Memory = Pick<Kernel, "bytes" | "words">;

/** Kernel.checkRows, without SIMD. */
export function checkRowsPlain(memory: Memory, checks: RowChecks, table: RecordTable): boolean {
  const { words } = memory;
  for (; checks.record < table.records && checks.failures + checks.checks <= checks.maxFailures; checks.record++) {
    const record = table.recordsAt / 4 + checks.record * recordWords;
    const info = words[record + 3] ?? 0;
    if ((info & skipFlag) !== 0) continue;
    const fields = table.fieldsAt / 4 + (words[record + 2] ?? 0) * fieldWords;
    for (let index = 0; index < checks.checks; index++) {
      const check = checks.checksAt / 4 + index * checkWords;
      const field = words[check + checkWord.field] ?? 0;
      const isThere = field < (info & fieldCountMask);
      const kind = checkCell(memory, check, isThere ? cellAt(memory, fields + field * fieldWords, checks.sourceQuote) : noCell);
      if (kind === 0) continue;
      words.set([checks.record, index | (kind << failureKindShift)], checks.failuresAt / 4 + checks.failures++ * 2);
    }
  }
  return checks.record === table.records;
}

interface CheckedCell {
  bytes: Uint8Array;
  /** Whether it holds escaped quotes: it is then no number and no date. */
  folded: boolean;
}

const noCell: CheckedCell = { bytes: new Uint8Array(0), folded: false };

/** A cell as it is meant: of doubled quotes one, of escapes what they stand for. */
export function cellAt({ bytes, words }: Memory, field: number, quote: number): CheckedCell {
  const info = words[field + 1] ?? 0;
  const cell = bytes.subarray(words[field] ?? 0, info & fieldEndMask);
  const isDoubled = (info & doubledFlag) !== 0;
  if (!isDoubled && (info & backslashFlag) === 0) return { bytes: cell, folded: false };
  const single = new Uint8Array(cell.length);
  let length = 0;
  for (let at = 0; at < cell.length; at++) {
    const next = cell[at + 1];
    if (isDoubled ? cell[at] === quote && next === quote : cell[at] === 0x5c && (next === quote || next === 0x5c)) at++;
    single[length++] = cell[at] ?? 0;
  }
  return { bytes: single.subarray(0, length), folded: true };
}

const latin1 = new TextDecoder("latin1");
const longestTyped = 4096;

function checkCell(memory: Memory, check: number, { bytes, folded }: CheckedCell): number {
  const word = (name: keyof typeof checkWord) => memory.words[check + checkWord[name]] ?? 0;
  if (bytes.length === 0) return word("required");
  const type = checkedTypes[word("type")] ?? "text";
  if (type !== "text") {
    const kind = folded ? failureKinds.badType : checkTyped(memory, type, latin1.decode(bytes), word);
    if (kind !== 0) return kind;
  }
  const maxLength = word("maxLength");
  if (maxLength !== 0) {
    const length = countCharacters(bytes);
    if (length < word("minLength")) return failureKinds.tooShort;
    if (length > maxLength) return failureKinds.tooLong;
  }
  if (word("set") !== 0 && !isMember(memory, check + checkWord.set, bytes)) return failureKinds.notInSet;
  return word("reference") !== 0 && !isMember(memory, check + checkWord.reference, bytes) ? failureKinds.noReference : 0;
}

function checkTyped(memory: Memory, type: CheckedType, text: string, word: (name: keyof typeof checkWord) => number): number {
  if (type === "boolean") return /^(?:[01]|true|false)$/i.test(text) ? 0 : failureKinds.badType;
  if (type === "integer" || type === "number") {
    const value = readDecimal(text, String.fromCharCode(word("separator")), type === "integer");
    return inRange(value, word, (at) => compareDecimals(value ?? zero, decimalAt(memory, at)));
  }
  if (text.length > longestTyped && !/^[0-9T:. ,+Zz-]*$/i.test(text)) return failureKinds.badType;
  const value = type === "date" ? readDate(text) : type === "datetime" ? readDateTime(text) : readTime(text);
  return inRange(value, word, (at) => compareMoments(value ?? midnight, momentAt(memory, at)));
}

const zero: Decimal = { sign: 0, point: 0, digits: "" };
const midnight: Moment = { seconds: 0, fraction: "" };

function inRange(value: object | null, word: (name: keyof typeof checkWord) => number, compare: (limit: number) => number): number {
  if (value === null) return failureKinds.badType;
  const minimum = word("minimum");
  if (minimum !== 0 && compare(minimum) < 0) return failureKinds.tooSmall;
  const maximum = word("maximum");
  return maximum !== 0 && compare(maximum) > 0 ? failureKinds.tooGreat : 0;
}

function decimalAt({ bytes, words }: Memory, at: number): Decimal {
  const view = new DataView(words.buffer);
  const digits = view.getUint32(at + 16, true);
  const sign = view.getInt32(at, true);
  const text = latin1.decode(bytes.subarray(digits, digits + view.getUint32(at + 20, true)));
  return { sign: sign === 0 ? 0 : sign < 0 ? -1 : 1, point: view.getFloat64(at + 8, true), digits: text };
}

function momentAt({ bytes, words }: Memory, at: number): Moment {
  const view = new DataView(words.buffer);
  const digits = view.getUint32(at + 8, true);
  return {
    seconds: view.getFloat64(at, true),
    fraction: latin1.decode(bytes.subarray(digits, digits + view.getUint32(at + 12, true))),
  };
}

function countCharacters(bytes: Uint8Array): number {
  let count = 0;
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) count++;
  return count;
}

function isMember({ bytes, words }: Memory, set: number, cell: Uint8Array): boolean {
  const mask = words[set + 1] ?? 0;
  for (let slot = hashMember(cell, 0, cell.length) & mask; ; slot = (slot + 1) & mask) {
    const entry = (words[set] ?? 0) / 4 + slot * 2;
    const member = words[entry] ?? 0;
    if (member === 0) return false;
    if (words[entry + 1] === cell.length && cell.every((byte, index) => bytes[member + index] === byte)) return true;
  }
}
