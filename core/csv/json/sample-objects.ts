import type { JsonLayout } from "../kernel/kernel.ts";
import { findElementEnd } from "./element-end.ts";
import { type Extent, isJsonBlank, JsonText } from "./json-text.ts";
import { decodeString } from "./read-object.ts";

export interface SampledKey {
  key: string;
  /** How many there were before it in the same object. */
  occurrence: number;
  /** Where it stood first, and in which object (0-based). */
  at: number;
  object: number;
}

/** What the objects of a file's first bytes are like. */
export interface SampledObjects {
  layout: JsonLayout;
  /** Where the first element starts. */
  start: number;
  indent: string | null;
  objects: number;
  /** Elements or lines that are none; and how many of those are JSON all the same. */
  others: number;
  otherValues: number;
  /** The object that is cut off by the end of the sample. */
  cut: boolean;
  /** In first-seen order. */
  keys: SampledKey[];
  /** The first object's first value that is a list with an object in it: its key. */
  nestedTable: string | null;
}

/** Reads the objects of a sample that starts, after white space, with `{` or `[`; null when it starts otherwise. */
export function sampleObjects(bytes: Uint8Array, complete: boolean): SampledObjects | null {
  const text = new JsonText(bytes, bytes.length);
  const at = text.blanksEnd(0);
  if (text.at(at) === 0x5b) return new Sampling(text, "array", complete).read(text.blanksEnd(at + 1));
  if (text.at(at) !== 0x7b) return null;
  return new Sampling(text, hasObjectLines(bytes, at, complete) ? "lines" : "sequence", complete).read(at);
}

const clearMajority = 100;

/** Whether more lines hold whole objects, and nothing else, than do not. */
function hasObjectLines(bytes: Uint8Array, from: number, complete: boolean): boolean {
  let balance = 0;
  for (let at = from; at < bytes.length && Math.abs(balance) < clearMajority; ) {
    const lf = bytes.indexOf(0x0a, at);
    if (lf === -1 && !complete) break;
    const line = new JsonText(bytes, lf === -1 ? bytes.length : lf);
    let next = line.blanksEnd(at);
    if (next < line.to) {
      while (next >= 0 && next < line.to) {
        next = line.objectEnd(next, ignoreMember);
        if (next >= 0) next = line.blanksEnd(next);
      }
      balance += next < 0 ? -1 : 1;
    }
    at = line.to + 1;
  }
  return balance > 0;
}

interface Member {
  key: Extent;
  value: Extent;
}

const ignoreMember = () => undefined;

class Sampling {
  readonly #text: JsonText;
  readonly #complete: boolean;
  readonly #known = new Map<string, Set<number>>();
  readonly #found: SampledObjects;
  /** Members of the object whose keys were looked at last. */
  #before: readonly Member[] = [];

  constructor(text: JsonText, layout: JsonLayout, complete: boolean) {
    this.#text = text;
    this.#complete = complete;
    this.#found = {
      ...{ layout, start: 0, indent: null, objects: 0, others: 0, otherValues: 0, cut: false },
      ...{ keys: [], nestedTable: null },
    };
  }

  read(start: number): SampledObjects {
    const text = this.#text;
    const found = this.#found;
    found.start = start;
    let at = start;
    while (at < text.to && text.at(at) !== 0x5d) {
      found.indent ??= indentAt(text, at);
      const end = this.#readOne(at);
      if (end < 0) break;
      at = text.blanksEnd(end);
      if (found.layout === "array" && text.at(at) === 0x2c) at = text.blanksEnd(at + 1);
    }
    return found;
  }

  /** Answers where the element ends, or -1 when the sample does before. */
  #readOne(at: number): number {
    const text = this.#text;
    const members: Member[] = [];
    const end = text.objectEnd(at, (key, value) => members.push({ key, value }));
    const cut = end < 0 && text.faultAt >= text.to && !this.#complete;
    if (end >= 0 || cut) {
      this.#takeMembers(members);
      this.#found.cut = cut;
      if (!cut) this.#found.objects++;
      return end;
    }
    this.#found.others++;
    const value = text.valueEnd(at);
    if (value >= 0 && isBoundary(text.at(value))) this.#found.otherValues++;
    const resume = this.#found.layout === "lines" ? text.bytes.indexOf(0x0a, at) : findElementEnd(text.bytes, at, text.to, this.#found);
    return resume === null || resume < 0 ? -1 : Math.max(resume, at + 1);
  }

  #takeMembers(members: readonly Member[]): void {
    const { keys, objects } = this.#found;
    if (objects === 0) this.#findTable(members);
    // Most objects have the keys of the one before.
    if (this.#sameKeys(members)) return;
    this.#before = members;
    const counts = new Map<string, number>();
    for (const { key: extent } of members) {
      const key = decodeString(this.#text.bytes, extent);
      const occurrence = counts.get(key) ?? 0;
      counts.set(key, occurrence + 1);
      const known = this.#known.get(key) ?? new Set();
      if (known.has(occurrence)) continue;
      this.#known.set(key, known.add(occurrence));
      keys.push({ key, occurrence, at: extent.from, object: objects });
    }
  }

  #sameKeys(members: readonly Member[]): boolean {
    const { bytes } = this.#text;
    const before = this.#before;
    return (
      members.length === before.length &&
      members.every(({ key: { from, to } }, index) => {
        const start = before[index]?.key.from ?? 0;
        for (let at = from; at < to; at++) if (bytes[at] !== bytes[start + at - from]) return false;
        return true;
      })
    );
  }

  #findTable(members: readonly Member[]): void {
    const list = members.find(({ value }) => this.#isTable(value));
    if (list) this.#found.nestedTable ??= decodeString(this.#text.bytes, list.key);
  }

  #isTable({ from }: Extent): boolean {
    return this.#text.at(from) === 0x5b && this.#text.at(this.#text.blanksEnd(from + 1)) === 0x7b;
  }
}

function isBoundary(byte: number): boolean {
  return byte === -1 || byte === 0x2c || byte === 0x5d || isJsonBlank(byte);
}

/** What stands between the line's start and the element, if nothing else does. */
function indentAt({ bytes }: JsonText, at: number): string | null {
  let start = at;
  while (start > 0 && (bytes[start - 1] === 0x20 || bytes[start - 1] === 0x09)) start--;
  return bytes[start - 1] === 0x0a ? String.fromCharCode(...bytes.subarray(start, at)) : null;
}
