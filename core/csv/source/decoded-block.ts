import { type CharacterSet, fault, incomplete, nothing, secondShift } from "./encodings/character-set.ts";

/** Source bytes between two places that are known in both source and text. */
const anchorBytes = 512;
/** The longest text that one character becomes, with room to spare. */
export const characterRoom = 8;

const encoder = new TextEncoder();

/** A stretch of a file's source beside where its text stands; text goes straight to where it is needed. */
export class DecodedBlock {
  readonly #set: CharacterSet;
  readonly bytes: Uint8Array;
  readonly sourceFrom: number;
  readonly textFrom: number;
  /** Whether nothing follows in the source. */
  readonly #final: boolean;
  /** Source bytes and text bytes done. */
  done = 0;
  textLength = 0;
  /** Where decoding can be taken up, every `anchorBytes` or so: source, text (both from the block's start), state. */
  readonly #anchors: Int32Array;
  #anchorCount = 0;
  /** Offsets in the text, from the block's start, ascending. */
  readonly #faults: number[] = [];
  #stuck = false;
  /** What is left of the text that the runtime made of all of it; null when it is decoded character by character. */
  #whole: string | null;
  #anchorsLate = false;

  constructor(set: CharacterSet, place: { bytes: Uint8Array; sourceFrom: number; textFrom: number; final: boolean }) {
    this.#set = set;
    this.bytes = place.bytes;
    this.sourceFrom = place.sourceFrom;
    this.textFrom = place.textFrom;
    this.#final = place.final;
    this.#whole = set.decodeWhole?.(place.bytes) ?? null;
    this.#anchors = new Int32Array((Math.floor(place.bytes.length / anchorBytes) + 2) * 3);
  }

  /** Whether all of it is decoded but for the beginning of a character, which belongs to the next block. */
  get exhausted(): boolean {
    return this.#stuck || this.done === this.bytes.length;
  }

  /** Decodes into `target`, as far as there is room for whole characters; answers the bytes written. */
  decode(target: Uint8Array): number {
    if (this.#whole === null) return this.#decodeCharacters(target);
    const written = this.#encode(this.#whole, target);
    return written > 0 || this.#whole !== null ? written : this.#decodeCharacters(target);
  }

  /** Anchors are dropped when a place is asked for, which is rare. */
  #encode(text: string, target: Uint8Array): number {
    this.#anchorsLate = true;
    const { read, written } = encoder.encodeInto(text, target);
    const last = text.length === read;
    this.#whole = last && this.#final ? null : text.slice(read);
    this.#stuck = last && !this.#final;
    this.done += read * 2;
    this.textLength += written;
    return written;
  }

  #decodeCharacters(target: Uint8Array): number {
    if (this.#anchorsLate) this.#dropLateAnchors();
    const limit = target.length - characterRoom;
    let written = 0;
    while (!this.exhausted && written <= limit) {
      this.#dropAnchor(this.done, this.textLength + written);
      written = this.#decodeTo(Math.min(this.done + anchorBytes, this.bytes.length), target, written, limit);
    }
    this.textLength += written;
    return written;
  }

  #dropAnchor(source: number, text: number): void {
    const last = (this.#anchorCount - 1) * 3;
    if (this.#anchorCount > 0 && source - (this.#anchors[last] ?? 0) < anchorBytes) return;
    this.#anchors.set([source, text, this.#set.state], this.#anchorCount * 3);
    this.#anchorCount++;
  }

  #dropLateAnchors(): void {
    this.#anchorsLate = false;
    const last = Math.max(this.#anchorCount - 1, 0) * 3;
    let at = this.#anchors[last] ?? 0;
    let text = this.#anchors[last + 1] ?? 0;
    while (at < this.done) {
      this.#dropAnchor(at, text);
      text += textLength(this.#set.read(this.bytes, at, this.bytes.length));
      at += this.#set.length;
    }
  }

  #decodeTo(stop: number, target: Uint8Array, from: number, limit: number): number {
    const { bytes } = this;
    const set = this.#set;
    const { alone } = set;
    let at = this.done;
    let out = from;
    while (at < stop && out <= limit) {
      const packed = alone[bytes[at] ?? 0] ?? 0;
      if (packed !== 0) {
        target[out] = packed;
        target[out + 1] = packed >> 8;
        target[out + 2] = packed >> 16;
        out += packed >>> 24;
        at++;
        continue;
      }
      let code = set.read(bytes, at, bytes.length);
      if (code === incomplete) {
        if (!this.#final) {
          this.#stuck = true;
          break;
        }
        code = fault;
      }
      if (code === fault) this.#faults.push(this.textLength + out);
      at += set.length;
      out = writeCode(code, target, out);
    }
    this.done = at;
    return out;
  }

  /** The source byte, from the block's start, where the character at this offset of the text (from there too) starts. */
  sourceAt(offset: number): number {
    if (offset >= this.textLength) return this.done;
    if (this.#anchorsLate) this.#dropLateAnchors();
    let low = 0;
    for (let high = this.#anchorCount - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if ((this.#anchors[middle * 3 + 1] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const kept = this.#set.state;
    this.#set.state = this.#anchors[low * 3 + 2] ?? 0;
    let at = this.#anchors[low * 3] ?? 0;
    for (let text = this.#anchors[low * 3 + 1] ?? 0; text < offset; ) {
      const code = this.#set.read(this.bytes, at, this.bytes.length);
      text += code === incomplete ? textLength(fault) : textLength(code);
      at += this.#set.length;
    }
    this.#set.state = kept;
    return at;
  }

  /** The first fault at or after this offset of the text, from the block's start. */
  faultFrom(offset: number): number | undefined {
    let low = 0;
    for (let high = this.#faults.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.#faults[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return this.#faults[low];
  }
}

function textLength(code: number): number {
  if (code === nothing) return 0;
  if (code === fault) return 3;
  if (code >= secondShift) return textLength(code % secondShift) + textLength(Math.floor(code / secondShift));
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

function writeCode(code: number, target: Uint8Array, out: number): number {
  if (code < 0) return code === nothing ? out : writeCode(0xfffd, target, out);
  if (code < 0x80) {
    target[out] = code;
    return out + 1;
  }
  const last = 0x80 | (code & 0x3f);
  if (code < 0x800) {
    target[out] = 0xc0 | (code >> 6);
    target[out + 1] = last;
    return out + 2;
  }
  if (code < 0x10000) {
    target[out] = 0xe0 | (code >> 12);
    target[out + 1] = 0x80 | ((code >> 6) & 0x3f);
    target[out + 2] = last;
    return out + 3;
  }
  if (code >= secondShift) return writeCode(Math.floor(code / secondShift), target, writeCode(code % secondShift, target, out));
  target[out] = 0xf0 | (code >> 18);
  target[out + 1] = 0x80 | ((code >> 12) & 0x3f);
  target[out + 2] = 0x80 | ((code >> 6) & 0x3f);
  target[out + 3] = last;
  return out + 4;
}
