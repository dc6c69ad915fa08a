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
    const utf8 = new TextEncoder();
    await writeAll(
      list.file,
      flaws.map((flaw) => utf8.encode(`${JSON.stringify(several ? { file: source.fileName, ...toReject(flaw) } : toReject(flaw))}\n`)),
    );
    await writeAll(
      lines.file,
      flaws.flatMap((flaw) => (flaw.source ? [flaw.source.record, flaw.source.lineEnd] : [])),
    );
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

function toReject({ line, record, byte, codes, message, raw, source, decodes, truncated }: Flaw) {
  const place = { line, record, byte, codes, message };
  const cut =
    truncated ?? (raw.length > maxRawLength ? { from: byte, to: byte === null || !source ? null : byte + source.record.length } : null);
  const extent = cut ? { truncated: true, bytes: [cut.from, cut.to] } : {};
  if (decodes || !source) return { ...place, raw: raw.slice(0, maxRawLength), ...extent };
  return { ...place, rawBase64: toBase64(source.record.subarray(0, maxRawLength)), ...extent };
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

async function writeAll(file: OutputFile, parts: readonly Uint8Array[]): Promise<void> {
  let pending: Uint8Array[] = [];
  let size = 0;
  for (const part of parts) {
    pending.push(part);
    size += part.length;
    if (size < flushBytes) continue;
    await file.write(joinBytes(pending, size));
    pending = [];
    size = 0;
  }
  if (size > 0) await file.write(joinBytes(pending, size));
}

function joinBytes(parts: readonly Uint8Array[], size: number): Uint8Array {
  const joined = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
