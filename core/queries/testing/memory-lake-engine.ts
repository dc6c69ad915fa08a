import { type ByteSource, bytesSource } from "../../csv/source/byte-source.ts";
import { createMemoryEngine } from "../../jobs/testing/memory-engine.ts";
import type { EngineAnswer, LakeEngine, QueryColumn, QueryForm } from "../../ports/engine.ts";

/** An answer as rows of JSON; its Parquet file is JSON too. */
export interface PlainAnswer {
  columns: readonly QueryColumn[];
  /** One JSON array each. */
  rows: readonly string[];
}

/** An engine that knows how to keep answers, and nothing else. */
export function createMemoryLakeEngine(): LakeEngine & { open(signal: AbortSignal): ReturnType<LakeEngine["open"]>; opened(): number } {
  let open = 0;
  return {
    opened: () => open,
    async open(signal) {
      signal.throwIfAborted();
      open += 1;
      return {
        ...(await createMemoryEngine().open(signal)),
        parse: async (sql) => ({ sql }),
        createFilesTable: unknown,
        answer: unknown,
        loadAnswer: unknown,
        openAnswer: async (parquet) => toAnswer(JSON.parse(await readText(parquet)) as PlainAnswer),
        async close() {
          open -= 1;
        },
      };
    },
  };
}

export function toAnswer(answer: PlainAnswer): EngineAnswer {
  const { columns, rows } = answer;
  return {
    columns,
    rows: rows.length,
    write: async (form) => ({
      columns,
      bytes: bytesSource(new TextEncoder().encode(toText(answer, form))),
      rows: async () => rows.length,
    }),
  };
}

function toText({ columns, rows }: PlainAnswer, form: QueryForm | "rows"): string {
  if (form === "parquet") return JSON.stringify({ columns, rows });
  if (form === "rows") return rows.map((row) => `${row}\n`).join("");
  const header = columns.map(({ name }) => name).join(",");
  return [header, ...rows.map((row) => (JSON.parse(row) as unknown[]).join(","))].map((line) => `${line}\n`).join("");
}

async function readText(source: ByteSource): Promise<string> {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(4096);
  let text = "";
  for (let read = await source.read(chunk); read > 0; read = await source.read(chunk)) {
    text += decoder.decode(chunk.subarray(0, read), { stream: true });
  }
  await source.close();
  return text;
}

function unknown(): never {
  throw new Error("The engine in memory cannot do this.");
}
