import { findLineEnd, type SampleText, skipLineEnd } from "./sample-text.ts";

/** A dialect that a sample is tried under, in bytes. */
export interface Candidate {
  /** Empty for one column. */
  delimiter: Uint8Array;
  /** -1 when nothing quotes. */
  quote: number;
  /** The quote itself, a backslash, or -1. */
  escape: number;
  /** Lines that start with it are comments; -1 for none. */
  comment: number;
}

const lineFeed = 10;
const carriageReturn = 13;
const ordinary = 0;
const endsLine = 1;
const startsDelimiter = 2;
const quotes = 3;

/** A quote that has not closed for so long in a sample that is cut off is taken for one that never does. */
const patientLookAhead = 64 * 1024;
/** Once too much was read in vain, a quote has to close on its line, or hardly after it. */
const impatientLookAhead = 128;
const never = -1;
const notYet = -2;

/** Finds the records of a sample one after another, and what there is to count about them. */
export class SampleWalker {
  /** The record found last, without and with its line end. */
  start = 0;
  end = 0;
  next = 0;
  kind: "record" | "blank" | "comment" = "record";
  fields = 0;
  /** Cells that are quoted as a whole. */
  quoted = 0;
  /** A malformed quoted cell: the record ends with the line it began on, and `fields` is not known. */
  damaged = false;
  /** A quote inside an unquoted cell. */
  stray = false;
  /** Outside of quotes stood a part of a longer delimiter, or one followed by its own last byte. */
  partial = false;
  readonly #text: SampleText;
  readonly #candidate: Candidate;
  readonly #classes = new Uint8Array(256);
  /** Bytes that were read for records that turned out to be damaged. */
  #wasted = 0;
  /** The line that a record begins on, as far as it was asked for. */
  #line = { start: -1, end: -1 };

  constructor(text: SampleText, candidate: Candidate) {
    this.#text = text;
    this.#candidate = candidate;
    if (candidate.quote >= 0) this.#classes[candidate.quote] = quotes;
    const [first] = candidate.delimiter;
    if (first !== undefined) this.#classes[first] = startsDelimiter;
    this.#classes[lineFeed] = endsLine;
    if (text.lineEnd === "cr") this.#classes[carriageReturn] = endsLine;
  }

  /** False when no whole record is left. */
  advance(from: number): boolean {
    const { bytes, length } = this.#text;
    if (from >= length) return false;
    this.start = from;
    this.kind = "record";
    this.damaged = false;
    this.stray = false;
    this.quoted = 0;
    this.fields = 1;
    if (bytes[from] === this.#candidate.comment) {
      this.kind = "comment";
      return this.#endAt(findLineEnd(this.#text, from));
    }
    return this.#walk(from);
  }

  #walk(from: number): boolean {
    const { bytes, length } = this.#text;
    const classes = this.#classes;
    const { quote } = this.#candidate;
    let field = from;
    for (let at = from; ; ) {
      if (at === field && bytes[at] === quote && at < length) {
        const close = this.#closingQuote(at);
        if (close === notYet) return false;
        if (close === never || !this.#endsCell(close + 1)) return this.#endDamaged(close === never ? this.#lookAheadEnd(at) : close);
        this.quoted++;
        at = close + 1;
      }
      while (classes[bytes[at] as number] === ordinary) at++;
      const kind = classes[bytes[at] as number];
      if (kind === startsDelimiter && at < length) {
        field = this.#delimiterAt(at);
        at = field === -1 ? at + 1 : field;
      } else if (kind === quotes) {
        this.stray = true;
        at++;
      } else {
        return this.#endAt(bytes[at] === lineFeed && at < length && at > from && bytes[at - 1] === carriageReturn ? at - 1 : at);
      }
    }
  }

  /** Where the next cell starts; -1 when only a part of the delimiter stands here. */
  #delimiterAt(at: number): number {
    const { bytes } = this.#text;
    const { delimiter } = this.#candidate;
    const size = delimiter.length;
    if (size > 1) {
      for (let index = 1; index < size; index++) {
        if (bytes[at + index] !== delimiter[index]) {
          this.partial = true;
          return -1;
        }
      }
      if (delimiter[0] !== delimiter[size - 1] && bytes[at + size] === delimiter[size - 1]) this.partial = true;
    }
    this.fields++;
    return at + size;
  }

  #endAt(end: number): boolean {
    const { bytes, length, complete, lineEnd } = this.#text;
    if (!complete && (end >= length || (lineEnd === "cr" && end + 1 === length && bytes[end] === carriageReturn))) return false;
    if (end === this.start) this.kind = "blank";
    this.end = end;
    this.next = skipLineEnd(this.#text, end);
    return true;
  }

  #endDamaged(seen: number): boolean {
    this.#wasted += seen - this.start;
    this.damaged = true;
    return this.#endAt(findLineEnd(this.#text, this.start));
  }

  #closingQuote(open: number): number {
    const { bytes, length, complete } = this.#text;
    const { quote, escape: escaping } = this.#candidate;
    const limit = this.#lookAheadEnd(open);
    for (let at = open + 1; ; at++) {
      while (at < limit && bytes[at] !== quote && bytes[at] !== escaping) at++;
      if (at >= limit) return limit === length && !complete ? notYet : never;
      const escapes = bytes[at] === escaping && (escaping !== quote || (bytes[at + 1] === quote && at + 1 < length));
      if (!escapes) return at + 1 === length && !complete ? notYet : at;
      at++;
    }
  }

  /** Where a closing quote is not looked for any more: damaged records must not cost quadratic time. */
  #lookAheadEnd(open: number): number {
    const { length, complete } = this.#text;
    if (this.#wasted <= 2 * length) return complete ? length : Math.min(length, open + patientLookAhead);
    if (this.#line.start !== this.start) this.#line = { start: this.start, end: findLineEnd(this.#text, this.start) };
    return Math.min(length, Math.max(this.start + impatientLookAhead, this.#line.end));
  }

  #endsCell(at: number): boolean {
    const { bytes, length } = this.#text;
    if (at >= length) return true;
    const { delimiter } = this.#candidate;
    if (delimiter.length > 0 && delimiter.every((byte, index) => bytes[at + index] === byte)) return true;
    const kind = this.#classes[bytes[at] as number];
    return kind === endsLine || (bytes[at] === carriageReturn && bytes[at + 1] === lineFeed && at + 1 < length);
  }
}
