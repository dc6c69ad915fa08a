import type { IssueCode } from "../../csv/issue.ts";
import type { Kernel, RowChecks } from "../../csv/kernel/kernel.ts";
import {
  checkedTypes,
  checkWord,
  checkWords,
  failureKindCount,
  failureKinds,
  hashMember,
  pieceWords,
} from "../../csv/kernel/row-checks.ts";
import { type ColumnRules, readLimit, typeNames } from "./schema.ts";

const minFailures = 16_384;
const latestLength = 0xffff_ffff;

/** A column with rules that the kernel knows, and the field that it is. */
export interface CheckedColumn {
  rules: ColumnRules;
  field: number;
}

/** How a failure is told: the text before the value and behind it (empty: the value is not shown). */
export interface FailurePieces {
  code: IssueCode;
  before: string;
  after: string;
}

export const failureCodes: readonly (IssueCode | null)[] = [
  null,
  "missing-required",
  "bad-type",
  "out-of-range",
  "out-of-range",
  "out-of-range",
  "out-of-range",
  "not-in-set",
  "missing-reference",
];

/** The rules in the kernel's memory. @throws RangeError when it has no room for them */
export function fillChecks(
  kernel: Kernel,
  columns: readonly CheckedColumn[],
  options: { sourceQuote: number; decimal: "." | "," },
): RowChecks {
  const filling = new Filling(kernel);
  const checksAt = kernel.alloc(columns.length * checkWords * 4);
  for (const [index, column] of columns.entries()) filling.check(checksAt / 4 + index * checkWords, column, options.decimal);
  const maxFailures = Math.max(minFailures, columns.length);
  const failuresAt = kernel.alloc(maxFailures * 8);
  const sourceQuote = Math.max(0, options.sourceQuote);
  return { checksAt, checks: columns.length, sourceQuote, failuresAt, maxFailures, failures: 0, record: 0 };
}

/** What is said of a failure of each kind, by kind. */
export function failurePieces({ name, type, min, max, minLength, maxLength }: ColumnRules): (FailurePieces | null)[] {
  const column = ` "${shorten(name)}" is `;
  const texts: readonly (readonly [string, string] | null)[] = [
    null,
    [`${column}empty, but it has to be there.`, ""],
    [`${column}"`, `", which is no ${typeNames[type]}.`],
    [`${column}"`, `", which is less than ${shorten(min ?? "")}.`],
    [`${column}"`, `", which is more than ${shorten(max ?? "")}.`],
    [`${column}"`, `", which is shorter than ${minLength ?? 0} characters.`],
    [`${column}"`, `", which is longer than ${maxLength ?? 0} characters.`],
    [`${column}"`, '", which is none of the values it may have.'],
    [`${column}"`, '", which does not stand in what it refers to.'],
  ];
  return texts.map((text, kind) => {
    const code = failureCodes[kind];
    return text && code ? { code, before: text[0], after: text[1] } : null;
  });
}

export function shorten(text: string): string {
  const characters = Array.from(text.slice(0, 200));
  return characters.length > 100 ? `${characters.slice(0, 100).join("")}…` : text;
}

class Filling {
  readonly #kernel: Kernel;
  readonly #encoder = new TextEncoder();
  readonly #codes = [...new Set(failureCodes)];

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  check(at: number, { rules, field }: CheckedColumn, fileDecimal: "." | ","): void {
    const { words } = this.#kernel;
    const set = (name: keyof typeof checkWord, value: number) => {
      words[at + checkWord[name]] = value;
    };
    set("field", field);
    set("type", checkedTypes.indexOf(rules.type));
    set("required", rules.required ? failureKinds.missing : 0);
    set("minimum", this.#limit(rules, rules.min));
    set("maximum", this.#limit(rules, rules.max));
    set("minLength", rules.minLength ?? 0);
    if (rules.minLength !== null || rules.maxLength !== null) set("maxLength", rules.maxLength ?? latestLength);
    set("separator", (rules.decimal ?? fileDecimal).charCodeAt(0));
    set("messages", this.#messages(rules));
    if (rules.values) words.set(this.#set(rules.values), at + checkWord.set);
    if (rules.reference) words.set(this.#set(rules.reference), at + checkWord.reference);
  }

  #bytes(text: string): [at: number, length: number] {
    const bytes = this.#encoder.encode(text);
    const at = this.#kernel.alloc(bytes.length);
    this.#kernel.bytes.set(bytes, at);
    return [at, bytes.length];
  }

  #limit({ type }: ColumnRules, text: string | null): number {
    const limit = text === null ? null : readLimit(type, text);
    if (limit === null) return 0;
    const at = this.#kernel.alloc(24);
    const view = new DataView(this.#kernel.words.buffer, at);
    const [digitsAt, digits] = this.#bytes("decimal" in limit ? limit.decimal.digits : limit.moment.fraction);
    if ("decimal" in limit) view.setInt32(0, limit.decimal.sign, true);
    const doubleAt = "decimal" in limit ? 8 : 0;
    view.setFloat64(doubleAt, "decimal" in limit ? limit.decimal.point : limit.moment.seconds, true);
    view.setUint32(doubleAt + 8, digitsAt, true);
    view.setUint32(doubleAt + 12, digits, true);
    return at;
  }

  #messages(rules: ColumnRules): number {
    const { words, bytes } = this.#kernel;
    const at = this.#kernel.alloc(failureKindCount * pieceWords * 4);
    const inside = (text: string) => JSON.stringify(text).slice(1, -1);
    const told = failurePieces(rules).map((pieces) =>
      pieces ? [inside(pieces.before), inside(pieces.after), JSON.stringify(pieces.code)].map((text) => this.#encoder.encode(text)) : [],
    );
    let next = this.#kernel.alloc(told.flat().reduce((sum, text) => sum + text.length, 0));
    for (const [kind, texts] of told.entries()) {
      for (const [index, text] of texts.entries()) {
        bytes.set(text, next);
        words.set([next, text.length], at / 4 + kind * pieceWords + index * 2);
        next += text.length;
      }
      words[at / 4 + kind * pieceWords + 6] = 1 << this.#codes.indexOf(failureCodes[kind] ?? null);
    }
    return at;
  }

  /** An open hash table, at most half full. */
  #set(values: readonly string[]): [at: number, mask: number, longest: number] {
    const { words, bytes } = this.#kernel;
    const members = [...new Set(values)].filter((value) => value !== "").map((value) => this.#encoder.encode(value));
    let places = 2;
    while (places < members.length * 2) places *= 2;
    const at = this.#kernel.alloc(places * 8);
    let next = this.#kernel.alloc(members.reduce((sum, member) => sum + member.length, 0));
    let longest = 0;
    for (const member of members) {
      let place = hashMember(member, 0, member.length) & (places - 1);
      while (words[at / 4 + place * 2] !== 0) place = (place + 1) & (places - 1);
      bytes.set(member, next);
      words.set([next, member.length], at / 4 + place * 2);
      next += member.length;
      longest = Math.max(longest, member.length);
    }
    return [at, places - 1, longest];
  }
}
