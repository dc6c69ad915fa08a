import type { Dialect, LineEnd } from "./dialect.ts";

export type RecordKind = "plain" | "quoted" | "damaged" | "too-long";
export type QuoteFault = "text-after-quote" | "unterminated-quote";

/** After this many quotes that never close, looking for a closing quote gives up early: damage must not cost quadratic time. */
const patientLookAheads = 8;
const impatientLookAhead = 64 * 1024;

const notYet = -1;
const never = -2;

const none: readonly number[] = [];

/**
 * Finds where records end, hopping from quote to quote, without looking at cells. Every answer depends on the text alone,
 * never on where a chunk ended: what cannot be decided yet is asked again with more text.
 */
export class RecordScanner {
  /** The record found by the last `advance`: its text is `start … end`, the next one begins at `next`. */
  start = 0;
  end = 0;
  next = 0;
  /** Physical lines it takes. */
  lines = 1;
  kind: RecordKind = "plain";
  /** How its last line ends; null at the end of the file. */
  terminator: LineEnd | null = null;
  /** Unquoted cells that hold a quote: the first quote of each. */
  strays: readonly number[] = none;
  fault: { code: QuoteFault; at: number } | null = null;

  readonly #dialect: Dialect;
  readonly #maxLength: number;
  #text = "";
  #final = false;
  #lineFeed = notYet;
  #carriageReturn = notYet;
  #quote = notYet;
  #delimiter = notYet;
  #failedLookAheads = 0;

  constructor(dialect: Dialect, maxLength: number) {
    this.#dialect = dialect;
    this.#maxLength = maxLength;
  }

  load(text: string, final: boolean): void {
    this.#text = text;
    this.#final = final;
    this.#forget();
  }

  /** False when the text from here on is no whole record yet (or at the end of the file, nothing). */
  advance(from: number): boolean {
    this.start = from;
    this.lines = 1;
    this.kind = "plain";
    this.fault = null;
    this.strays = none;
    if (from >= this.#text.length) return false;
    if (!this.findLineEnd(from)) return this.#tooLongSoFar();
    if (this.end - from > this.#maxLength) {
      this.kind = "too-long";
      return true;
    }
    const quote = this.#nextQuote(from);
    return quote >= this.end || this.#walkQuotes(quote);
  }

  /** Sets `end`, `next` and `terminator` to the first line end at or after `from`. */
  findLineEnd(from: number): boolean {
    const text = this.#text;
    if (this.#lineFeed < from) this.#lineFeed = indexOrEnd(text, "\n", from);
    let at = this.#lineFeed;
    if (this.#dialect.lineEnd === "cr") {
      if (this.#carriageReturn < from) this.#carriageReturn = indexOrEnd(text, "\r", from);
      at = Math.min(at, this.#carriageReturn);
    }
    if (at === text.length) {
      this.end = this.next = at;
      this.terminator = null;
      return this.#final;
    }
    if (text.charCodeAt(at) === 13) return this.#endAtCarriageReturn(at);
    const pair = at > from && text.charCodeAt(at - 1) === 13;
    this.end = pair ? at - 1 : at;
    this.next = at + 1;
    this.terminator = pair ? "crlf" : "lf";
    return true;
  }

  #endAtCarriageReturn(at: number): boolean {
    if (at + 1 === this.#text.length && !this.#final) return false;
    const pair = this.#text.charCodeAt(at + 1) === 10;
    this.end = at;
    this.next = pair ? at + 2 : at + 1;
    this.terminator = pair ? "crlf" : "cr";
    return true;
  }

  #walkQuotes(first: number): boolean {
    const { delimiter } = this.#dialect;
    const line = { end: this.end, next: this.next, terminator: this.terminator };
    let cell = this.start;
    const strays: number[] = [];
    this.kind = "quoted";
    for (let open = first; open < this.end; ) {
      cell = this.#cellStart(cell, open);
      if (cell !== open) {
        // One per cell is enough to know: a line of nothing but quotes must stay cheap.
        strays.push(open);
        open = this.#nextQuote(Math.min(this.#nextDelimiter(open), this.end));
        continue;
      }
      const close = this.#closingQuote(open);
      if (close === notYet) return false;
      if (close === never) return this.#damaged("unterminated-quote", open, line);
      if (close > this.end) {
        this.lines += this.#lineEndsBetween(open, close);
        if (!this.findLineEnd(close + 1)) return this.#tooLongSoFar();
        if (this.end - this.start > this.#maxLength) {
          this.kind = "too-long";
          return true;
        }
      }
      if (close + 1 !== this.end && !(delimiter !== "" && this.#text.startsWith(delimiter, close + 1))) {
        return this.#damaged("text-after-quote", open, line);
      }
      cell = close + 1 + delimiter.length;
      open = this.#nextQuote(close + 1);
    }
    this.strays = strays;
    return true;
  }

  /** Start of the cell that holds `at`; the cell at `known`, or one after it. */
  #cellStart(known: number, at: number): number {
    const { delimiter } = this.#dialect;
    if (delimiter === "" || at <= known) return known;
    if (delimiter.length === 1) return this.#text[at - 1] === delimiter ? at : known;
    let start = known;
    for (let found = this.#text.indexOf(delimiter, start); found !== -1 && found + delimiter.length <= at; ) {
      start = found + delimiter.length;
      found = this.#text.indexOf(delimiter, start);
    }
    return start;
  }

  #closingQuote(open: number): number {
    const { quote, escape: escaping } = this.#dialect;
    const text = this.#text;
    const limit =
      this.start + (this.#failedLookAheads < patientLookAheads ? this.#maxLength : Math.min(this.#maxLength, impatientLookAhead));
    for (let at = this.#nextQuote(open + 1); ; at = this.#nextQuote(at + 1)) {
      if (at >= limit || (at === text.length && this.#final)) return never;
      if (at === text.length) return text.length > limit ? never : notYet;
      if (escaping !== quote) {
        if (isEscaped(text, at, open + 1, escaping)) continue;
        return at;
      }
      if (at + 1 === text.length && !this.#final) return notYet;
      if (text[at + 1] !== quote) return at;
      at++;
    }
  }

  /** A bad record ends with the physical line on which it began; reading goes on, unquoted, with the next line. */
  #damaged(code: QuoteFault, at: number, line: { end: number; next: number; terminator: LineEnd | null }): true {
    if (code === "unterminated-quote") this.#failedLookAheads++;
    this.kind = "damaged";
    this.fault = { code, at };
    this.end = line.end;
    this.next = line.next;
    this.terminator = line.terminator;
    this.lines = 1;
    this.#forget();
    return true;
  }

  /** What was found ahead holds only as long as reading goes forward. */
  #forget(): void {
    this.#lineFeed = notYet;
    this.#carriageReturn = notYet;
    this.#quote = notYet;
    this.#delimiter = notYet;
  }

  #tooLongSoFar(): boolean {
    if (this.#text.length - this.start <= this.#maxLength + 1) return false;
    this.kind = "too-long";
    this.end = this.next = this.#text.length;
    this.terminator = null;
    return true;
  }

  #lineEndsBetween(from: number, to: number): number {
    let count = 0;
    const text = this.#text;
    if (this.#dialect.lineEnd !== "cr") {
      for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count++;
      return count;
    }
    for (let at = from; at < to; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) count++;
    }
    return count;
  }

  #nextDelimiter(from: number): number {
    const { delimiter } = this.#dialect;
    if (this.#delimiter < from) this.#delimiter = delimiter === "" ? this.#text.length : indexOrEnd(this.#text, delimiter, from);
    return this.#delimiter;
  }

  #nextQuote(from: number): number {
    if (this.#quote < from)
      this.#quote = this.#dialect.quote === "" ? this.#text.length : indexOrEnd(this.#text, this.#dialect.quote, from);
    return this.#quote;
  }
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const at = text.indexOf(wanted, from);
  return at === -1 ? text.length : at;
}

function isEscaped(text: string, at: number, from: number, escaping: string): boolean {
  let count = 0;
  for (let before = at - 1; before >= from && text[before] === escaping; before--) count++;
  return count % 2 === 1;
}
