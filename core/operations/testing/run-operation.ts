import { toByteSource } from "../../csv/source/byte-source.ts";
import type { BadRowPolicy } from "../../jobs/job.ts";
import type { Operation, RunContext } from "../operation.ts";
import { parseParams } from "../registry.ts";

export interface TestFile {
  name: string;
  content: string | Uint8Array | (() => AsyncIterable<Uint8Array>);
}

/** Runs an operation on files in memory; `outputs` holds what was published, `aborted` what was given up. */
export async function runOperation<Params>(
  operation: Operation<Params>,
  options: {
    params: unknown;
    files: readonly TestFile[];
    onBadRow?: BadRowPolicy;
    signal?: AbortSignal;
  } & Pick<RunContext<Params>, "checkpoints" | "compressors" | "engine" | "failed" | "limits" | "maskKey">,
) {
  const outputs = new Map<string, Uint8Array>();
  const aborted: string[] = [];
  const progress: [rows: number, bytes: number][] = [];
  const { checkpoints, compressors, engine, failed, limits, maskKey } = options;
  const running = operation.run({
    ...(checkpoints && { checkpoints }),
    ...(compressors && { compressors }),
    ...(engine && { engine }),
    ...(failed && { failed }),
    ...(limits && { limits }),
    ...(maskKey && { maskKey }),
    params: await parseParams(operation, options.params),
    onBadRow: options.onBadRow ?? operation.defaultBadRow,
    files: options.files.map(({ name, content }) => {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      if (typeof bytes === "function") return { name, size: null, open: () => toByteSource(bytes()) };
      return { name, size: bytes.length, open: () => toByteSource(inOne(bytes)) };
    }),
    async openOutput(name, _contentType, from) {
      const chunks: Uint8Array[] = from === undefined ? [] : [Buffer.from(from as string, "base64")];
      return {
        async write(chunk) {
          const kept = chunk.slice();
          await Promise.resolve();
          chunks.push(kept);
        },
        state: async () => Buffer.from(joinBytes(chunks)).toString("base64"),
        async close() {
          const bytes = joinBytes(chunks);
          outputs.set(name, bytes);
          return { bytes: bytes.length };
        },
        async abort() {
          aborted.push(name);
        },
      };
    },
    progress: (rows, bytes) => progress.push([rows, bytes]),
    signal: options.signal ?? new AbortController().signal,
  });
  const text = (name: string) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(outputs.get(name));
  return { running, outputs, aborted, progress, text };
}

async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function joinBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}
