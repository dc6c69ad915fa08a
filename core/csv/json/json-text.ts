/**
 * JSON's grammar (RFC 8259) over bytes, strictly. Every method answers the offset behind what it read, or -1; then `faultAt` says
 * where it is no JSON, and `fault` what was wrong. A text that merely ends too early has its fault at `to`.
 */
export class JsonText {
  readonly bytes: Uint8Array;
  readonly to: number;
  fault = "";
  faultAt = 0;
  /** Whether the string that was read last has escapes. */
  escaped = false;
  /** Whether white space stands within the nested value that was read last. */
  spaced = false;

  readonly #deepest: number;

  constructor(bytes: Uint8Array, to: number, deepest = deepestJson) {
    this.bytes = bytes;
    this.to = to;
    this.#deepest = deepest;
  }

  at(offset: number): number {
    return offset < this.to ? (this.bytes[offset] ?? -1) : -1;
  }

  fail(at: number, fault: string): -1 {
    this.faultAt = at;
    this.fault = at < this.to ? fault : "it ends too early";
    return -1;
  }

  blanksEnd(at: number): number {
    while (isJsonBlank(this.at(at))) at++;
    return at;
  }

  /** A string with its quotes. */
  stringEnd(at: number): number {
    if (this.at(at) !== 0x22) return this.fail(at, "a string is expected");
    this.escaped = false;
    for (at++; at < this.to; at++) {
      const byte = this.at(at);
      if (byte === 0x22) return at + 1;
      if (byte < 0x20) return this.fail(at, "a string holds a control character that is not escaped");
      if (byte !== 0x5c) continue;
      this.escaped = true;
      at = this.#escapeEnd(at + 1) - 1;
      if (at < 0) return -1;
    }
    return this.fail(this.to, "");
  }

  #escapeEnd(at: number): number {
    const letter = this.at(at);
    if (letter !== 0x75) return simpleEscapes.has(letter) ? at + 1 : this.fail(at, "a backslash stands before what it cannot escape");
    for (let digit = at + 1; digit < at + 5; digit++) {
      if (hexDigit(this.at(digit)) < 0) return this.fail(digit, "\\u is not followed by four hexadecimal digits");
    }
    return at + 5;
  }

  #digitsEnd(at: number): number {
    if (!isDigit(this.at(at))) return this.fail(at, "a digit is expected");
    while (isDigit(this.at(at))) at++;
    return at;
  }

  numberEnd(at: number): number {
    if (this.at(at) === 0x2d) at++;
    at = this.at(at) === 0x30 ? at + 1 : this.#digitsEnd(at);
    if (at >= 0 && this.at(at) === 0x2e) at = this.#digitsEnd(at + 1);
    if (at < 0 || (this.at(at) | 0x20) !== 0x65) return at;
    const sign = this.at(at + 1);
    return this.#digitsEnd(sign === 0x2b || sign === 0x2d ? at + 2 : at + 1);
  }

  #wordEnd(at: number): number {
    const word = words.get(this.at(at));
    if (!word) return this.fail(at, "a value is expected");
    for (let index = 0; index < word.length; index++) {
      if (this.at(at + index) !== word.charCodeAt(index)) return this.fail(at + index, `${word} is expected`);
    }
    return at + word.length;
  }

  scalarEnd(at: number): number {
    const byte = this.at(at);
    if (byte === 0x22) return this.stringEnd(at);
    return byte === 0x2d || isDigit(byte) ? this.numberEnd(at) : this.#wordEnd(at);
  }

  #space(at: number): number {
    const next = this.blanksEnd(at);
    if (next !== at) this.spaced = true;
    return next;
  }

  /** A key, its colon, and the white space around it. */
  keyEnd(at: number): number {
    const end = this.stringEnd(at);
    if (end < 0) return -1;
    const colon = this.#space(end);
    return this.at(colon) === 0x3a ? this.#space(colon + 1) : this.fail(colon, "a colon is expected");
  }

  /** An object; `member` is told where each of its keys (with its quotes) and values stand. */
  objectEnd(at: number, member: (key: Extent, value: Extent) => void): number {
    if (this.at(at) !== 0x7b) return this.fail(at, "an object is expected");
    at = this.blanksEnd(at + 1);
    if (this.at(at) === 0x7d) return at + 1;
    while (true) {
      const keyTo = this.stringEnd(at);
      const from = keyTo < 0 ? -1 : this.keyEnd(at);
      const to = from < 0 ? -1 : this.valueEnd(from);
      if (to < 0) return -1;
      member({ from: at, to: keyTo }, { from, to });
      at = this.blanksEnd(to);
      if (this.at(at) === 0x7d) return at + 1;
      if (this.at(at) !== 0x2c) return this.fail(at, "a comma or } is expected");
      at = this.blanksEnd(at + 1);
    }
  }

  /** Any value, nested or not. */
  valueEnd(at: number): number {
    const open: boolean[] = [];
    this.spaced = false;
    while (true) {
      const byte = this.at(at);
      const isObject = byte === 0x7b;
      if (isObject || byte === 0x5b) {
        if (open.length === this.#deepest) return this.fail(at, `it is nested deeper than ${this.#deepest} levels`);
        at = this.#space(at + 1);
        if (this.at(at) !== (isObject ? 0x7d : 0x5d)) {
          open.push(isObject);
          if (isObject) at = this.keyEnd(at);
          if (at < 0) return -1;
          continue;
        }
        at++;
      } else at = this.scalarEnd(at);
      if (at < 0) return -1;
      at = this.#afterValue(at, open);
      if (at < 0 || open.length === 0) return at;
    }
  }

  /** Closes what ends behind a value; answers where the next value starts, or where everything ended. */
  #afterValue(at: number, open: boolean[]): number {
    for (let isObject = open.at(-1); isObject !== undefined; isObject = open.at(-1)) {
      at = this.#space(at);
      const byte = this.at(at);
      if (byte === 0x2c) {
        const next = this.#space(at + 1);
        return isObject ? this.keyEnd(next) : next;
      }
      if (byte !== (isObject ? 0x7d : 0x5d)) return this.fail(at, isObject ? "a comma or } is expected" : "a comma or ] is expected");
      open.pop();
      at++;
    }
    return at;
  }
}

/** Where something stands. */
export interface Extent {
  from: number;
  to: number;
}

/** What is nested deeper is refused. */
export const deepestJson = 1000;

const words = new Map([
  [0x74, "true"],
  [0x66, "false"],
  [0x6e, "null"],
]);
/** What the letter after a backslash stands for. */
export const simpleEscapes = new Map([
  [0x22, 0x22],
  [0x5c, 0x5c],
  [0x2f, 0x2f],
  [0x62, 0x08],
  [0x66, 0x0c],
  [0x6e, 0x0a],
  [0x72, 0x0d],
  [0x74, 0x09],
]);

export function isJsonBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

export function hexDigit(byte: number): number {
  if (isDigit(byte)) return byte - 0x30;
  const letter = (byte | 0x20) - 0x61;
  return byte > 0 && letter >= 0 && letter < 6 ? letter + 10 : -1;
}
