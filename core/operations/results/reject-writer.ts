import { maxRawLength } from "../../csv/limits.ts";
import type { Flaw } from "../../csv/read/table-reader.ts";
import type { RunOutput, RunOutputs } from "./run-outputs.ts";

const flushBytes = 256 * 1024;

/** Whose records are rejected. */
export interface RejectSource {
  fileName: string;
  /** Where the file's own lines go. */
  rejectsName: string;
  /** What these begin with. */
  headerSource: Uint8Array;
}

/** The rejected records of a run: one list of all as `rejects.ndjson`, and for each file its own lines, to be corrected and sent again. */
export class RejectWriter {
  readonly #outputs: RunOutputs;
  /** Whether rejects say which file they are of. */
  readonly #namesFiles: boolean;

  constructor(outputs: RunOutputs, options: { namesFiles: boolean }) {
    this.#outputs = outputs;
    this.#namesFiles = options.namesFiles;
  }

  /** Writes flaws of one file, in ascending order; settles when they were written. */
  async write(flaws: readonly Flaw[], source: RejectSource): Promise<void> {
    if (flaws.length === 0) return;
    const { list, lines } = await this.open(source);
    await writeList(list, flaws, this.originOf(source));
    await writeLines(lines, flaws);
  }

  /** Where rejects go, for those who make the bytes themselves. */
  async open(source: RejectSource): Promise<{ list: RunOutput; lines: RunOutput }> {
    const list = await this.#outputs.open("rejects.ndjson", "application/x-ndjson");
    const lines = await this.#outputs.open(source.rejectsName, "text/csv", source.headerSource);
    return { list, lines };
  }

  /** What each reject says of its file. */
  originOf({ fileName }: RejectSource): { file?: string } {
    return this.#namesFiles ? { file: fileName } : {};
  }
}

async function writeList(output: RunOutput, flaws: readonly Flaw[], origin: { file?: string }): Promise<void> {
  const utf8 = new TextEncoder();
  let text = "";
  for (const flaw of flaws) {
    text += `${JSON.stringify({ ...origin, ...toReject(flaw) })}\n`;
    if (text.length < flushBytes) continue;
    await output.write(utf8.encode(text));
    text = "";
  }
  if (text !== "") await output.write(utf8.encode(text));
  output.rows += flaws.length;
}

function toReject(flaw: Flaw) {
  const { line, record, byte, codes, bytes, length, truncated, withheld } = flaw;
  const place = { line, record, byte, codes, message: flaw.message() };
  if (withheld !== undefined) return { ...place, raw: null, withheld, bytes: [truncated?.from ?? byte, truncated?.to ?? byte + length] };
  const raw = flaw.text();
  const isCut = truncated !== undefined || (raw ?? bytes).length > maxRawLength;
  const extent = isCut ? { truncated: true, bytes: [truncated?.from ?? byte, truncated?.to ?? byte + length] } : {};
  if (raw !== null) return { ...place, raw: raw.slice(0, maxRawLength), ...extent };
  return { ...place, rawBase64: toBase64(bytes.subarray(0, Math.min(length, maxRawLength))), ...extent };
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** As they stand in the file, with their line ends; those that are not there whole are only told by their places. */
async function writeLines(output: RunOutput, flaws: readonly Flaw[]): Promise<void> {
  const needed = flaws.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let buffer = new Uint8Array(Math.min(flushBytes, needed));
  let filled = 0;
  for (const { bytes, truncated } of flaws) {
    if (truncated) continue;
    if (filled + bytes.length > buffer.length) {
      if (filled > 0) await output.write(buffer.subarray(0, filled));
      if (bytes.length > buffer.length) buffer = new Uint8Array(bytes.length);
      filled = 0;
    }
    buffer.set(bytes, filled);
    filled += bytes.length;
    output.rows++;
  }
  if (filled > 0) await output.write(buffer.subarray(0, filled));
}
