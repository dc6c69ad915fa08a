import type { Kernel } from "../kernel/kernel.ts";
import type { SourceMap } from "../source/text-source.ts";
import type { LineCounter } from "./line-counter.ts";
import { lineEndLength } from "./line-end.ts";
import type { ReadingWindow } from "./reading-window.ts";
import type { RecordSource } from "./table-reader.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Addresses in the window as places in the file. */
export class RecordPlaces {
  readonly #kernel: Kernel;
  readonly #map: SourceMap;
  readonly #window: ReadingWindow;
  readonly #lines: LineCounter;

  constructor(kernel: Kernel, map: SourceMap, window: ReadingWindow, lines: LineCounter) {
    this.#kernel = kernel;
    this.#map = map;
    this.#window = window;
    this.#lines = lines;
  }

  lineAt(address: number): number {
    return this.#map.lineAt?.(this.#window.offset + address) ?? this.#lines.lineAt(address);
  }

  byteAt(address: number): number {
    return this.#map.toSource(this.#window.offset + address);
  }

  /** The source bytes of a stretch; where the text is the source, without a copy. */
  bytesOf(from: number, to: number): Uint8Array {
    const { offset } = this.#window;
    return this.#map.sourceBytes(offset + from, offset + to) ?? this.#kernel.bytes.subarray(from, to);
  }

  /** The text of a stretch; null if its source does not decode. */
  textOf(from: number, to: number): string | null {
    const { offset } = this.#window;
    if (this.#map.nextFault(offset + from) < offset + to) return null;
    try {
      return strict.decode(this.#kernel.bytes.subarray(from, to));
    } catch (error) {
      if (error instanceof TypeError) return null;
      throw error;
    }
  }

  /** Where the record's line end is over. */
  nextOf(end: number): number {
    return end + lineEndLength(this.#kernel.bytes, end, this.#window.end);
  }
}

/** A record of the current block; what is asked for is worked out when it is asked for. */
export class PlacedRecord implements RecordSource {
  readonly record: number;
  protected readonly places: RecordPlaces;
  readonly #start: number;
  readonly #end: number;

  constructor(places: RecordPlaces, { start, end, record }: { start: number; end: number; record: number }) {
    this.record = record;
    this.places = places;
    this.#start = start;
    this.#end = end;
  }

  get line(): number {
    return this.places.lineAt(this.#start);
  }

  get byte(): number {
    return this.places.byteAt(this.#start);
  }

  get bytes(): Uint8Array {
    return this.places.bytesOf(this.#start, this.places.nextOf(this.#end));
  }

  get length(): number {
    return this.places.byteAt(this.#end) - this.byte;
  }

  text(): string | null {
    return this.places.textOf(this.#start, this.#end);
  }
}
