import type { IssueCode } from "../../csv/issue.ts";
import type { Kernel } from "../../csv/kernel/kernel.ts";
import { cellAt } from "../../csv/kernel/plain/check-rows.ts";
import { fieldCountMask, fieldWords, type RecordTable, recordWords, skipFlag } from "../../csv/kernel/record-table.ts";
import { type CheckedColumn, shorten } from "./check-table.ts";
import type { CellPatterns } from "./patterns.ts";
import type { TextFormat } from "./schema.ts";
import { textFormats } from "./text-formats.ts";
import { UniqueValues } from "./unique-values.ts";

/** What a row did not pass of the rules that need text, or all rows before. */
export interface RuleFailure {
  code: IssueCode;
  /** The field it is about. */
  field: number;
  /** What is said after the line. Asked for while the record's block is there; it shows cells as they are by then. */
  message(): string;
}

/** A record's failures. */
export interface RecordFailures {
  record: number;
  failures: RuleFailure[];
}

/** Rules of which the kernel knows nothing. */
export interface RecordRules {
  /** Records in [from, to) that fail, in order; those that are left out already are not asked. */
  check(table: RecordTable, from: number, to: number): RecordFailures[];
}

/** Of each record what both say, in order. */
export function joinFailures(a: readonly RecordFailures[], b: readonly RecordFailures[]): RecordFailures[] {
  if (a.length === 0 || b.length === 0) return [...a, ...b];
  const joined = new Map<number, RuleFailure[]>();
  for (const { record, failures } of [...a, ...b]) joined.set(record, [...(joined.get(record) ?? []), ...failures]);
  return Array.from(joined, ([record, failures]) => ({ record, failures })).sort((one, other) => one.record - other.record);
}

/** Fields whose cells together have to be among values that were read before. */
export interface FieldReference {
  fields: readonly { name: string; field: number }[];
  /** The file that they refer to. */
  fileName: string;
  values: UniqueValues;
}

interface Options {
  columns: readonly CheckedColumn[];
  patterns: CellPatterns;
  key: readonly { name: string; field: number }[];
  references: readonly FieldReference[];
  sourceQuote: number;
  fileName: string;
}

type CellOf = (field: number) => Uint8Array;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const noBytes = new Uint8Array(0);
const shownCharacters = 60;

/** Patterns, unique columns and the key: what the kernel does not check. */
export class SlowRules implements RecordRules {
  readonly #kernel: Kernel;
  readonly #quote: number;
  readonly #patterns: { name: string; field: number; matches: (cell: Uint8Array) => boolean }[];
  readonly #unique: { name: string; field: number; seen: UniqueValues }[];
  readonly #key: Options["key"];
  readonly #keys: UniqueValues;
  readonly #references: Options["references"];
  readonly #formats: { name: string; field: number; format: TextFormat }[];

  constructor(kernel: Kernel, { columns, patterns, key, references, sourceQuote, fileName }: Options) {
    this.#kernel = kernel;
    this.#quote = sourceQuote;
    this.#key = key;
    this.#patterns = columns.flatMap(({ rules, field }) => {
      const matches = patterns.get(rules);
      return matches ? [{ name: shorten(rules.name), field, matches }] : [];
    });
    this.#unique = columns.flatMap(({ rules, field }) =>
      rules.unique ? [{ name: shorten(rules.name), field, seen: new UniqueValues(`${fileName}: "${shorten(rules.name)}"`) }] : [],
    );
    this.#references = references;
    this.#formats = columns.flatMap(({ rules: { name, format }, field }) => (format ? [{ name: shorten(name), field, format }] : []));
    this.#keys = new UniqueValues(`${fileName}: the key`);
  }

  get isEmpty(): boolean {
    const { length } = [...this.#patterns, ...this.#formats, ...this.#unique, ...this.#key, ...this.#references];
    return length === 0;
  }

  check(table: RecordTable, from: number, to: number): RecordFailures[] {
    const { words } = this.#kernel;
    const failed: RecordFailures[] = [];
    for (let record = from; record < to; record++) {
      const at = table.recordsAt / 4 + record * recordWords;
      const info = words[at + 3] ?? 0;
      if ((info & skipFlag) !== 0) continue;
      const first = table.fieldsAt / 4 + (words[at + 2] ?? 0) * fieldWords;
      const count = info & fieldCountMask;
      const cell: CellOf = (field) => (field < count ? cellAt(this.#kernel, first + field * fieldWords, this.#quote).bytes : noBytes);
      const failures = this.#checkRecord(cell);
      if (failures.length > 0) failed.push({ record, failures });
    }
    return failed;
  }

  #checkRecord(cellOf: CellOf): RuleFailure[] {
    const failures: RuleFailure[] = [];
    for (const { name, field, matches } of this.#patterns) {
      const cell = cellOf(field);
      if (cell.length === 0 || matches(cell)) continue;
      const message = () => ` "${name}" is "${shownCell(cellOf(field))}", which does not match its pattern.`;
      failures.push({ code: "bad-pattern", field, message });
    }
    for (const { name, field, format } of this.#formats) {
      const cell = cellOf(field);
      if (cell.length === 0 || textFormats[format].isRight(utf8.decode(cell))) continue;
      const message = () => ` "${name}" is "${shownCell(cellOf(field))}", which is no ${textFormats[format].called}.`;
      failures.push({ code: "bad-type", field, message });
    }
    for (const { name, field, seen } of this.#unique) {
      const cell = cellOf(field);
      if (cell.length === 0) continue;
      seen.start();
      seen.add(cell, 0, cell.length);
      if (seen.take()) continue;
      const message = () => ` "${name}" is "${shownCell(cellOf(field))}", which an earlier row has already.`;
      failures.push({ code: "not-unique", field, message });
    }
    if (this.#key.length > 0) this.#checkKey(cellOf, failures);
    for (const reference of this.#references) this.#checkReference(reference, cellOf, failures);
    return failures;
  }

  /** Where one of the cells is empty, the row refers to nothing (SQL's MATCH SIMPLE). */
  #checkReference({ fields, fileName, values }: FieldReference, cellOf: CellOf, failures: RuleFailure[]): void {
    const cells = fields.map(({ field }) => cellOf(field));
    if (cells.some((cell) => cell.length === 0)) return;
    values.start();
    for (const cell of cells) values.add(cell, 0, cell.length);
    if (values.has()) return;
    const named = () => fields.map(({ name, field }) => `"${shorten(name)}" is "${shownCell(cellOf(field))}"`).join(" and ");
    const message = () => ` ${named()}, which does not stand in ${fileName}.`;
    failures.push({ code: "missing-reference", field: fields[0]?.field ?? 0, message });
  }

  #checkKey(cellOf: CellOf, failures: RuleFailure[]): void {
    const cells = this.#key.map(({ field }) => cellOf(field));
    const before = failures.length;
    for (const [index, { name, field }] of this.#key.entries()) {
      if (cells[index]?.length !== 0) continue;
      failures.push({ code: "empty-key", field, message: () => ` "${shorten(name)}" is empty, but it is part of the key.` });
    }
    if (failures.length > before) return;
    this.#keys.start();
    for (const cell of cells) this.#keys.add(cell, 0, cell.length);
    if (this.#keys.take()) return;
    const key = () => this.#key.map(({ field }) => `"${shownCell(cellOf(field))}"`).join(", ");
    failures.push({ code: "not-unique", field: this.#key[0]?.field ?? 0, message: () => ` An earlier row has the key ${key()} already.` });
  }
}

export function shownCell(cell: Uint8Array): string {
  const text = utf8.decode(cell);
  if (text.length <= shownCharacters) return text;
  return `${Array.from(text.slice(0, 2 * shownCharacters))
    .slice(0, shownCharacters)
    .join("")}…`;
}
