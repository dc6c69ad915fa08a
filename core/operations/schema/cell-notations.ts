import type { Kernel } from "../../csv/kernel/kernel.ts";
import { cellAt } from "../../csv/kernel/plain/check-rows.ts";
import { fieldCountMask, fieldWords, type RecordTable, recordWords } from "../../csv/kernel/record-table.ts";
import type { CheckedColumn } from "./check-table.ts";
import { createMomentReader } from "./moment-pattern.ts";
import type { CellNotation, ColumnRules } from "./schema.ts";

const scratchBytes = 512 * 1024;
const longestCell = 64;
/** What no typed cell can be. */
const unreadable = "?";
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/**
 * Lets the kernel see cells as it knows values: while rows are checked, cells in a notation of their own (31/12/2024, 1 234,50 EUR, yes,
 * N/A) stand in the table as 2024-12-31, 1234,50, true and nothing. Afterwards they are what they were.
 */
export class CellNotations {
  readonly #kernel: Kernel;
  readonly #sourceQuote: number;
  readonly #columns: { field: number; toPlain: (text: string) => string | null }[];
  readonly #scratchAt: number;
  /** Word, start, end: of cells that stand there otherwise. */
  #changed: [word: number, start: number, end: number][] = [];

  constructor(kernel: Kernel, columns: readonly CheckedColumn[], options: { sourceQuote: number; decimal: "." | "," }) {
    this.#kernel = kernel;
    this.#sourceQuote = options.sourceQuote;
    this.#columns = columns.flatMap(({ rules, field }) => {
      const { notation } = rules;
      return notation ? [{ field, toPlain: createToPlain(rules, notation, rules.decimal ?? options.decimal) }] : [];
    });
    this.#scratchAt = kernel.alloc(scratchBytes);
  }

  /** Rewrites cells of records from `from` on, and answers up to which one: as many as there is room for. */
  rewrite(table: RecordTable, from: number): number {
    const { words, bytes } = this.#kernel;
    const perRecord = this.#columns.length * longestCell;
    const to = Math.min(table.records, from + Math.max(1, Math.floor(scratchBytes / perRecord)));
    let next = this.#scratchAt;
    for (let record = from; record < to; record++) {
      const at = table.recordsAt / 4 + record * recordWords;
      const count = (words[at + 3] ?? 0) & fieldCountMask;
      for (const { field, toPlain } of this.#columns) {
        if (field >= count) continue;
        const word = table.fieldsAt / 4 + ((words[at + 2] ?? 0) + field) * fieldWords;
        const cell = cellAt(this.#kernel, word, this.#sourceQuote).bytes;
        if (cell.length === 0) continue;
        const plain = toPlain(utf8.decode(cell));
        if (plain === null) continue;
        const written = encoder.encode(plain.length > longestCell ? unreadable : plain);
        this.#changed.push([word, words[word] ?? 0, words[word + 1] ?? 0]);
        bytes.set(written, next);
        words[word] = next;
        words[word + 1] = next + written.length;
        next += written.length;
      }
    }
    return to;
  }

  restore(): void {
    const { words } = this.#kernel;
    for (const [word, start, end] of this.#changed) {
      words[word] = start;
      words[word + 1] = end;
    }
    this.#changed = [];
  }
}

/** What a cell stands for; null where it is left as it is. */
export function createToPlain(rules: ColumnRules, notation: CellNotation, decimal: "." | ","): (text: string) => string | null {
  const missing = new Set(notation.missing);
  const toPlain = toPlainOf(rules, notation, decimal);
  return (text) => (missing.has(text) ? "" : toPlain(text));
}

function toPlainOf({ type }: ColumnRules, notation: CellNotation, decimal: "." | ","): (text: string) => string | null {
  const { pattern, group, hasUnits } = notation;
  if (type === "boolean") return toPlainBoolean(notation);
  if ((type === "integer" || type === "number") && (group !== "" || hasUnits))
    return (text) => toPlainNumber(text, { group, hasUnits, decimal });
  if (pattern === null || type === "text") return () => null;
  const read = createMomentReader(type, pattern);
  return (text) => (text.length > longestCell ? unreadable : (read(text) ?? unreadable));
}

function toPlainBoolean({ trueValues, falseValues }: CellNotation): (text: string) => string | null {
  if (trueValues === null && falseValues === null) return () => null;
  const yes = new Set(trueValues ?? ["true", "True", "TRUE", "1"]);
  const no = new Set(falseValues ?? ["false", "False", "FALSE", "0"]);
  return (text) => (yes.has(text) ? "true" : no.has(text) ? "false" : unreadable);
}

/** Groups are of three digits, but for the first one. */
function toPlainNumber(text: string, { group, hasUnits, decimal }: { group: string; hasUnits: boolean; decimal: "." | "," }): string {
  if (text.length > longestCell) return unreadable;
  const bare = hasUnits ? text.replace(/^[^0-9+-]+/, "").replace(/[^0-9]+$/, "") : text;
  if (group === "") return bare;
  const [whole = "", ...fraction] = bare.split(decimal);
  const groups = whole.split(group);
  const isGrouped =
    groups.length === 1 || (/^[+-]?[0-9]{1,3}$/.test(groups[0] ?? "") && groups.slice(1).every((one) => /^[0-9]{3}$/.test(one)));
  return isGrouped && !fraction.join("").includes(group) ? [groups.join(""), ...fraction].join(decimal) : unreadable;
}
