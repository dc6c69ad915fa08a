import { AppError } from "../../app-error.ts";
import { formatCount } from "../../csv/format-count.ts";
import { scanPart } from "./scan-part.ts";
import { decodeStoredText } from "./stored-text.ts";
import { TextGatherer } from "./text-gatherer.ts";
import type { WorkbookFile } from "./workbook-file.ts";
import type { XmlHandler } from "./xml-scanner.ts";
import type { ZipPart } from "./zip-directory.ts";

const firstBytes = 64 * 1024;
/** Of how many texts in a row the place is noted at once. */
const firstTexts = 4096;

/** The texts that cells refer to by number, as UTF-8 in one piece of memory: a million strings would take several times as much. */
export class SharedTexts {
  #bytes = new Uint8Array(firstBytes);
  #ends = new Uint32Array(firstTexts);
  #count = 0;
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  /** Texts are asked for again and again: the latest are kept as strings. */
  readonly #known = new Map<number, string>();

  get count(): number {
    return this.#count;
  }

  add(text: string): void {
    const start = this.#endOf(this.#count - 1);
    const room = start + text.length * 3;
    if (room > this.#bytes.length) this.#bytes = grown(this.#bytes, room);
    const { written } = this.#encoder.encodeInto(text, this.#bytes.subarray(start));
    if (this.#count === this.#ends.length) {
      const ends = new Uint32Array(this.#ends.length * 2);
      ends.set(this.#ends);
      this.#ends = ends;
    }
    this.#ends[this.#count++] = start + written;
  }

  /** Null when there is none of that number. */
  get(index: number): string | null {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return null;
    const known = this.#known.get(index);
    if (known !== undefined) return known;
    const text = this.#decoder.decode(this.#bytes.subarray(this.#endOf(index - 1), this.#endOf(index)));
    if (this.#known.size >= maxKnown) this.#known.clear();
    if (text.length <= longestKnown) this.#known.set(index, text);
    return text;
  }

  #endOf(index: number): number {
    return index < 0 ? 0 : (this.#ends[index] ?? 0);
  }
}

const maxKnown = 100_000;
const longestKnown = 200;

function grown(bytes: Uint8Array, atLeast: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(atLeast, bytes.length * 2));
  larger.set(bytes);
  return larger;
}

/** @throws AppError file-too-large */
export async function readSharedTexts(file: WorkbookFile, part: ZipPart | null): Promise<SharedTexts> {
  const texts = new SharedTexts();
  if (part === null) return texts;
  const { sharedTextBytes } = file.xlsxLimits;
  if (part.bytes > sharedTextBytes) {
    const size = formatCount(Math.ceil(part.bytes / 1024 / 1024));
    const limit = formatCount(Math.floor(sharedTextBytes / 1024 / 1024));
    throw new AppError(
      "file-too-large",
      `${file.name} holds ${size} MiB of different texts; at most ${limit} MiB can be kept at hand. Save the sheet as CSV, then drop it again.`,
    );
  }
  await scanPart(file, part, new SharedTextsHandler(texts, file), sharedTextBytes);
  return texts;
}

class SharedTextsHandler implements XmlHandler {
  readonly #texts: SharedTexts;
  readonly #gathered: TextGatherer;

  constructor(texts: SharedTexts, { name, xlsxLimits }: WorkbookFile) {
    this.#texts = texts;
    this.#gathered = new TextGatherer(name, xlsxLimits.cellCharacters);
  }

  open(name: string): void {
    if (name === "si") this.#gathered.clear();
    else this.#gathered.open(name);
  }

  close(name: string): void {
    if (name === "si") this.#texts.add(decodeStoredText(this.#gathered.text));
    else this.#gathered.close(name);
  }

  text(text: string): void {
    this.#gathered.add(text);
  }
}
