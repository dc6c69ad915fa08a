import { bytesSource } from "../../csv/source/byte-source.ts";
import type { Engine, EngineSession, RowsFile, RowsWriter } from "../../ports/engine.ts";

/** An engine that knows rows to look at only: its files are the CSV that was written, the header in front. */
export function createMemoryEngine(): Engine {
  return {
    async open(signal) {
      signal.throwIfAborted();
      return {
        createTable: unknown,
        run: unknown,
        select: unknown,
        query: unknown,
        createParquet: unknown,
        readParquet: unknown,
        createRows: async (columns) => createRows(columns),
        profile: async () => ({ columns: [], repeatedRows: 0, key: null }),
        close: async () => undefined,
      } satisfies EngineSession;
    },
  };
}

function unknown(): never {
  throw new Error("The engine in memory cannot do this.");
}

function createRows(columns: readonly string[]): RowsWriter {
  const utf8 = new TextDecoder();
  let text = "";
  return {
    columns,
    async write(chunk) {
      text += utf8.decode(chunk, { stream: true });
    },
    surplus: unknown,
    async close(): Promise<RowsFile> {
      const bytes = new TextEncoder().encode(`${columns.join(",")}\n${text}`);
      return {
        ...{ path: "rows", rows: text.split("\n").length - 1, surplus: null },
        open: async () => bytesSource(bytes),
        remove: async () => undefined,
      };
    },
  };
}
