import type { IssueCode } from "../csv/issue.ts";
import type { Kernel } from "../csv/kernel/kernel.ts";
import { cellAt } from "../csv/kernel/plain/check-rows.ts";
import { fieldCountMask, fieldWords, type RecordTable, recordWords, skipFlag } from "../csv/kernel/record-table.ts";
import { type CheckedColumn, shorten } from "./check-table.ts";
import type { CellPatterns } from "./patterns.ts";
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

interface Options {
  columns: readonly CheckedColumn[];
  patterns: CellPatterns;
  key: readonly { name: string; field: number }[];
  sourceQuote: number;
  fileName: string;
}

type CellOf = (field: number) => Uint8Array;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const noBytes = new Uint8Array(0);
const shownCharacters = 60;

/** Patterns, unique columns and the key: what the kernel does not check. */
export class SlowRules {
  readonly #kernel: Kernel;
  readonly #quote: number;
  readonly #patterns: { name: string; field: number; matches: (cell: Uint8Array) => boolean }[];
  readonly #unique: { name: string; field: number; seen: UniqueValues }[];
  readonly #key: Options["key"];
  readonly #keys: UniqueValues;

  constructor(kernel: Kernel, { columns, patterns, key, sourceQuote, fileName }: Options) {
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
    this.#keys = new UniqueValues(`${fileName}: the key`);
  }

  get isEmpty(): boolean {
    return this.#patterns.length + this.#unique.length + this.#key.length === 0;
  }

  /** Records in [from, to) that fail, in order; those that are left out already are not asked. */
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
    return failures;
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

function shownCell(cell: Uint8Array): string {
  const text = utf8.decode(cell);
  if (text.length <= shownCharacters) return text;
  return `${Array.from(text.slice(0, 2 * shownCharacters))
    .slice(0, shownCharacters)
    .join("")}…`;
}
