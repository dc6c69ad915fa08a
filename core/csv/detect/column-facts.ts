import { compareDecimals, type Decimal, readDecimal } from "../kernel/plain/decimal.ts";
import { readDate, readDateTime, readTime } from "../kernel/plain/moment.ts";
import type { CheckedType } from "../kernel/row-checks.ts";

/** What all values of a column have in common, as a schema would say it. */
export interface ColumnFacts {
  /** The narrowest type that every value has; text where there is none, or no value. */
  kind: CheckedType;
  /** The least and the greatest value, as they stand there; null but for numbers and times. */
  least: string | null;
  most: string | null;
  /** All that there are, when they are few; else null. */
  values: string[] | null;
  /** No value stands there twice; null where there were too many to know. */
  isUnique: boolean | null;
}

type Kind = Exclude<CheckedType, "text">;

interface Value {
  text: string;
  /** Short numbers without exponents are exact as they are. */
  number: number | null;
  decimal: Decimal | null;
}

const kinds = ["integer", "number", "boolean", "date", "datetime", "time"] as const satisfies readonly Kind[];
const longestExact = 15;
const maxValues = 20;
const maxUnique = 1 << 16;
const maxValueBytes = 100;
const maxTypedBytes = 40;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A zero in front, and a plus, are worth keeping: what has them is no number to reckon with. */
const plainNumber = /^-?(?:0|[1-9][0-9]*)(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]{1,3})?$/;

/** Gathers a column's facts value by value, in bounded memory. */
export class FactGatherer {
  readonly #decimal: "." | ",";
  /** Null before the first value. */
  #kind: CheckedType | null = null;
  #least: Value | null = null;
  #most: Value | null = null;
  #last = -1;
  /** By hash. */
  #values: Map<number, string> | null = new Map();
  #seen: Set<number> | null = new Set();
  #isUnique: boolean | null = true;

  /** `decimal` is what stands before a fraction in the file's numbers. */
  constructor(decimal: "." | ",") {
    this.#decimal = decimal;
  }

  /** A value in UTF-8 that is not empty, with a hash of 53 bits. */
  add(bytes: Uint8Array, start: number, end: number, hash: number): void {
    if (this.#isUnique !== false) this.#addUnique(hash);
    if (this.#values !== null && !this.#values.has(hash)) {
      if (this.#values.size === maxValues || end - start > maxValueBytes) this.#values = null;
      else this.#values.set(hash, decoder.decode(bytes.subarray(start, end)));
    }
    if (this.#kind === "text" || hash === this.#last) return;
    this.#last = hash;
    if (end - start > maxTypedBytes) this.#kind = "text";
    else this.#addTyped(decoder.decode(bytes.subarray(start, end)));
  }

  get(): ColumnFacts {
    const kind = this.#kind ?? "text";
    const isOrdered = kind !== "text" && kind !== "boolean";
    return {
      kind,
      least: isOrdered ? (this.#least?.text ?? null) : null,
      most: isOrdered ? (this.#most?.text ?? null) : null,
      values: this.#values && [...this.#values.values()],
      isUnique: this.#isUnique,
    };
  }

  #addUnique(hash: number): void {
    const seen = this.#seen;
    if (seen === null) return;
    if (seen.has(hash)) this.#isUnique = false;
    else if (seen.size === maxUnique) this.#isUnique = null;
    else {
      seen.add(hash);
      return;
    }
    this.#seen = null;
  }

  #addTyped(text: string): void {
    const kind = this.#kindWith(text);
    this.#kind = kind;
    if (kind === "text" || kind === "boolean") return;
    const isNumber = kind === "integer" || kind === "number";
    const isShort = isNumber && text.length <= longestExact && !/[eE]/.test(text);
    const value: Value = {
      text,
      number: isShort ? Number(text.replace(",", ".")) : null,
      decimal: isNumber && !isShort ? readDecimal(text, this.#decimal, false) : null,
    };
    if (this.#least === null || this.#isLess(value, this.#least)) this.#least = value;
    if (this.#most === null || this.#isLess(this.#most, value)) this.#most = value;
  }

  /** The narrowest type of what was there before and this one. */
  #kindWith(text: string): CheckedType {
    if (this.#kind === null) return kinds.find((kind) => this.#isOf(kind, text)) ?? "text";
    if (this.#kind === "text" || this.#isOf(this.#kind, text)) return this.#kind;
    return this.#kind === "integer" && this.#isOf("number", text) ? "number" : "text";
  }

  /** Numbers by what they are worth; dates and times, for want of a zone, as they are written. */
  #isLess(a: Value, b: Value): boolean {
    if (a.number !== null && b.number !== null) return a.number < b.number;
    const decimalOf = ({ text, decimal }: Value) => decimal ?? readDecimal(text, this.#decimal, false);
    const [one, other] = a.number === null && a.decimal === null ? [null, null] : [decimalOf(a), decimalOf(b)];
    return one && other ? compareDecimals(one, other) < 0 : a.text < b.text;
  }

  #isOf(kind: Kind, text: string): boolean {
    switch (kind) {
      case "integer":
      case "number":
        return plainNumber.test(text) && readDecimal(text, this.#decimal, kind === "integer") !== null;
      case "boolean":
        return /^(?:true|false)$/i.test(text);
      case "date":
        return readDate(text) !== null;
      case "datetime":
        return readDateTime(text) !== null;
      case "time":
        return readTime(text) !== null;
    }
  }
}
