import { formatCount } from "../format-count.ts";
import type { RecordPlaces } from "./record-places.ts";
import type { Flaw } from "./table-reader.ts";

/** A record that cannot be held, while its end is looked for. */
export class LongRecord {
  readonly line: number;
  readonly record: number;
  readonly byte: number;
  /** Offset of its start in the text. */
  readonly from: number;
  readonly #bytes: Uint8Array;
  readonly #text: string | null;

  /** `shown` is the stretch of it that is kept to be shown. */
  constructor(places: RecordPlaces, at: { start: number; shown: number; record: number; from: number }) {
    this.line = places.lineAt(at.start);
    this.record = at.record;
    this.byte = places.byteAt(at.start);
    this.from = at.from;
    this.#bytes = places.bytesOf(at.start, at.shown).slice();
    this.#text = places.textOf(at.start, at.shown);
  }

  message(): string {
    return `The record that starts on line ${formatCount(this.line)} is longer than can be held; it was set aside.`;
  }

  /** What it is once its end is known, as an offset in the source. */
  toFlaw(index: number, to: number): Flaw {
    const { line, record, byte } = this;
    const bytes = this.#bytes;
    const truncated = { from: byte, to };
    const codes: Flaw["codes"] = ["record-too-long"];
    return {
      index,
      line,
      record,
      byte,
      codes,
      bytes,
      length: bytes.length,
      truncated,
      message: () => this.message(),
      text: () => this.#text,
    };
  }
}
