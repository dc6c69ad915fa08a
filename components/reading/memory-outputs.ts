import type { OutputFile } from "#core/operations/operation";

/** More than this of a result is not kept. */
const maxKeptBytes = 4 * 1024 * 1024;

/** The beginning of a result, and whether that is all of it. */
export interface KeptResult {
  bytes: Uint8Array;
  complete: boolean;
}

/** The first lines of a result, of those that are there whole. */
export function firstLines({ bytes }: KeptResult, most: number): string[] {
  const lines = new TextDecoder().decode(bytes).split("\n", most + 1);
  // What stands behind the last line end is nothing, or no whole line.
  return lines.slice(0, Math.min(most, lines.length - 1));
}

/** Takes what an operation writes and forgets it. */
export const discardOutput: OutputFile = {
  write: async () => undefined,
  close: async () => ({ bytes: 0 }),
  abort: async () => undefined,
};

/** Results of a run, of each its beginning. */
export class MemoryOutputs {
  readonly #kept = new Map<string, { chunks: Uint8Array[]; bytes: number; total: number }>();

  readonly open = async (name: string): Promise<OutputFile> => {
    const kept = { chunks: [] as Uint8Array[], bytes: 0, total: 0 };
    this.#kept.set(name, kept);
    return {
      async write(chunk) {
        const part = chunk.slice(0, maxKeptBytes - kept.bytes);
        if (part.length > 0) kept.chunks.push(part);
        kept.bytes += part.length;
        kept.total += chunk.length;
      },
      close: async () => ({ bytes: kept.total }),
      abort: async () => undefined,
    };
  };

  get(name: string): KeptResult | null {
    const kept = this.#kept.get(name);
    if (!kept) return null;
    const bytes = new Uint8Array(kept.bytes);
    let at = 0;
    for (const chunk of kept.chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return { bytes, complete: kept.bytes === kept.total };
  }
}
