import { concatBytes } from "./concat-bytes.ts";
import type { Encoding } from "./encoding.ts";
import type { SourceExtent } from "./record-batch.ts";
import { type DecodeFault, findUtf8Faults, utf8Boundary } from "./utf8.ts";

/** utf-8: lengths differ by character; unit1, unit2: every code unit is that many bytes; opaque: places in bytes are not known. */
type Measure = "utf-8" | "unit1" | "unit2" | "opaque";

/**
 * The stretch of a file that is being read: its text beside its bytes, so that a place in the one is a place in the other.
 * Bytes are appended in blocks; what has been read is dropped.
 */
export class TextWindow {
  text = "";
  readonly measure: Measure;
  readonly #decoder: TextDecoder;
  #bytes = new Uint8Array(0);
  /** Bytes of `#bytes` that `text` stands for; the rest is the beginning of a character. */
  #decoded = 0;
  #byteStart: number;
  #faults: DecodeFault[] = [];
  /** Measuring goes on from the last place asked for, or from the anchor when that is past it. */
  #known = { at: 0, byte: 0, fault: 0 };
  #anchor = { at: 0, byte: 0, fault: 0 };

  constructor(encoding: Encoding) {
    this.measure = measureOf(encoding.name);
    this.#decoder = new TextDecoder(encoding.name, { ignoreBOM: true });
    this.#byteStart = encoding.bomBytes;
  }

  /** Bytes of the file before and in this window. */
  get byteEnd(): number {
    return this.#byteStart + this.#bytes.length;
  }

  append(block: Uint8Array, final: boolean): void {
    if (this.measure === "opaque") {
      this.text += this.#decoder.decode(block, { stream: !final });
      this.#byteStart += block.length;
      return;
    }
    const bytes = concatBytes(this.#bytes, block);
    const end = final ? bytes.length : this.#decoded + this.#boundary(bytes.subarray(this.#decoded));
    const fresh = bytes.subarray(this.#decoded, end);
    const freshText = this.#decoder.decode(fresh);
    this.#noteFaults(fresh, freshText);
    this.text = this.text === "" ? freshText : this.text + freshText;
    this.#bytes = bytes;
    this.#decoded = end;
  }

  /** Forgets the text before `upTo`. */
  drop(upTo: number): void {
    if (upTo === 0) return;
    if (this.measure !== "opaque") {
      const bytes = this.#measureDropped(upTo);
      this.#bytes = this.#bytes.subarray(bytes);
      this.#decoded -= bytes;
      this.#byteStart += bytes;
      this.#faults = this.#faults.filter((fault) => fault.at >= upTo).map((fault) => ({ ...fault, at: fault.at - upTo }));
      this.#known = { at: 0, byte: 0, fault: 0 };
      this.#anchor = { at: 0, byte: 0, fault: 0 };
    }
    this.text = this.text.slice(upTo);
  }

  /** Says that the places asked for next are not before this one: without it, measuring back and forth costs quadratic time. */
  anchor(at: number): void {
    this.byteAt(at);
    this.#anchor = { ...this.#known };
  }

  /** Byte of the file at which the character stands; null where the encoding hides it. */
  byteAt(at: number): number | null {
    return this.measure === "opaque" ? null : this.#byteStart + this.#measureTo(at);
  }

  /** The source bytes of a stretch of text; where the encoding hides them, the text as UTF-8. */
  bytesOf(from: number, to: number): Uint8Array {
    return this.measure === "opaque"
      ? new TextEncoder().encode(this.text.slice(from, to))
      : this.#bytes.subarray(this.#measureTo(from), this.#measureTo(to));
  }

  /** A record and its line end within the bytes at hand, without a copy. */
  sourceOf(start: number, end: number, next: number): SourceExtent {
    if (this.measure === "opaque") {
      const record = this.bytesOf(start, end);
      const lineEnd = this.bytesOf(end, next);
      return { bytes: concatBytes(record, lineEnd), start: 0, end: record.length, next: record.length + lineEnd.length };
    }
    return { bytes: this.#bytes, start: this.#measureTo(start), end: this.#measureTo(end), next: this.#measureTo(next) };
  }

  get hasFaults(): boolean {
    return this.#faults.length > 0;
  }

  faultsIn(from: number, to: number): DecodeFault[] {
    let low = 0;
    let high = this.#faults.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#faults[middle]?.at ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    const found: DecodeFault[] = [];
    for (let fault = this.#faults[low]; fault !== undefined && fault.at < to; fault = this.#faults[++low]) found.push(fault);
    return found;
  }

  #boundary(bytes: Uint8Array): number {
    if (this.measure === "utf-8") return utf8Boundary(bytes);
    if (this.measure === "unit1") return bytes.length;
    const even = bytes.length & ~1;
    const high = bytes[this.#decoder.encoding === "utf-16le" ? even - 1 : even - 2] ?? 0;
    return even > 0 && high >= 0xd8 && high <= 0xdb ? even - 2 : even;
  }

  #noteFaults(fresh: Uint8Array, freshText: string): void {
    const base = this.text.length;
    if (this.measure === "utf-8") {
      if (!freshText.includes("\ufffd")) return;
      for (const fault of findUtf8Faults(fresh)) this.#faults.push({ at: base + fault.at, bytes: fault.bytes });
    } else if (this.measure === "unit2") {
      const low = this.#decoder.encoding === "utf-16le" ? 0 : 1;
      for (let at = freshText.indexOf("\ufffd"); at !== -1; at = freshText.indexOf("\ufffd", at + 1)) {
        const genuine = fresh[at * 2 + low] === 0xfd && fresh[at * 2 + 1 - low] === 0xff;
        if (!genuine) this.#faults.push({ at: base + at, bytes: Math.min(2, fresh.length - at * 2) });
      }
    }
  }

  /** As `#measureTo`, from the end: what is dropped is nearly everything, so its short rest is quicker to measure. */
  #measureDropped(upTo: number): number {
    const rest = this.text.slice(upTo);
    if (this.measure !== "utf-8" || (this.#faults.at(-1)?.at ?? -1) >= upTo) return this.#measureTo(upTo);
    return this.#decoded - new TextEncoder().encode(rest).length;
  }

  /** Bytes between the window's start and the character. */
  #measureTo(at: number): number {
    if (this.measure === "unit1") return at;
    if (this.measure === "unit2") return Math.min(at * 2, this.#decoded);
    if (this.text.length === this.#decoded && this.#faults.length === 0) return at;
    if (at < this.#known.at) this.#known = at < this.#anchor.at ? { at: 0, byte: 0, fault: 0 } : { ...this.#anchor };
    const known = this.#known;
    while (known.at < at) {
      const fault = this.#faults[known.fault];
      if (fault?.at === known.at) {
        known.byte += fault.bytes;
        known.fault++;
      } else {
        const unit = this.text.charCodeAt(known.at);
        // A surrogate is one half of a character of four bytes.
        known.byte += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
      }
      known.at++;
    }
    return known.byte;
  }
}

function measureOf(encoding: string): Measure {
  if (encoding === "utf-8") return "utf-8";
  if (encoding.startsWith("utf-16")) return "unit2";
  return /^(windows-|iso-8859-|koi8-|macintosh|x-mac-cyrillic|ibm866)/.test(encoding) ? "unit1" : "opaque";
}
