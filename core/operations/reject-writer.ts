import { type Flaw, maxRawLength } from "../csv/index.ts";
import type { JobResult } from "../jobs/job.ts";
import type { OutputFile, RunContext } from "./operation.ts";

const flushBytes = 256 * 1024;

/** The rejected records of a job: one list of all as `rejects.ndjson`, and for each file its own lines, to be corrected and sent again. */
export class RejectWriter {
  readonly #context: Pick<RunContext<unknown>, "openOutput" | "files">;
  readonly #outputs: { name: string; contentType: string; file: OutputFile; rows: number }[] = [];

  constructor(context: Pick<RunContext<unknown>, "openOutput" | "files">) {
    this.#context = context;
  }

  /** Writes flaws of one file, in ascending order. */
  async write(flaws: readonly Flaw[], source: { fileName: string; rejectsName: string; headerSource: Uint8Array }): Promise<void> {
    if (flaws.length === 0) return;
    const several = this.#context.files.length > 1;
    const list = await this.#open("rejects.ndjson", "application/x-ndjson");
    const lines = await this.#open(source.rejectsName, "text/csv", source.headerSource);
    await writeList(list.file, flaws, several ? { file: source.fileName } : {});
    await writeLines(lines.file, flaws);
    list.rows += flaws.length;
    lines.rows += flaws.filter((flaw) => flaw.source).length;
  }

  async close(): Promise<JobResult[]> {
    const results: JobResult[] = [];
    for (const { name, contentType, file, rows } of this.#outputs) {
      const { bytes } = await file.close();
      results.push({ name, bytes, rows, contentType });
    }
    return results;
  }

  async #open(name: string, contentType: string, start?: Uint8Array) {
    const known = this.#outputs.find((output) => output.name === name);
    if (known) return known;
    const output = { name, contentType, file: await this.#context.openOutput(name, contentType), rows: 0 };
    this.#outputs.push(output);
    if (start) await output.file.write(start);
    return output;
  }
}

async function writeList(file: OutputFile, flaws: readonly Flaw[], origin: { file?: string }): Promise<void> {
  const utf8 = new TextEncoder();
  let text = "";
  for (const flaw of flaws) {
    text += `${JSON.stringify({ ...origin, ...toReject(flaw) })}\n`;
    if (text.length < flushBytes) continue;
    await file.write(utf8.encode(text));
    text = "";
  }
  if (text !== "") await file.write(utf8.encode(text));
}

function toReject({ line, record, byte, codes, message, raw, source, decodes, truncated }: Flaw) {
  const place = { line, record, byte, codes, message: message() };
  const length = source ? source.end - source.start : 0;
  const cut = truncated ?? (raw.length > maxRawLength ? { from: byte, to: byte === null ? null : byte + length } : null);
  const extent = cut ? { truncated: true, bytes: [cut.from, cut.to] } : {};
  if (decodes || !source) return { ...place, raw: raw.slice(0, maxRawLength), ...extent };
  return { ...place, rawBase64: toBase64(source.bytes.subarray(source.start, source.start + Math.min(length, maxRawLength))), ...extent };
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

async function writeLines(file: OutputFile, flaws: readonly Flaw[]): Promise<void> {
  let buffer = new Uint8Array(flushBytes);
  let filled = 0;
  for (const { source } of flaws) {
    if (!source) continue;
    const length = source.next - source.start;
    if (filled + length > buffer.length) {
      if (filled > 0) await file.write(buffer.subarray(0, filled));
      buffer = new Uint8Array(Math.max(flushBytes, length));
      filled = 0;
    }
    buffer.set(source.bytes.subarray(source.start, source.next), filled);
    filled += length;
  }
  if (filled > 0) await file.write(buffer.subarray(0, filled));
}
