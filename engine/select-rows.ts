import { toEngineError } from "./engine-error.ts";
import type { Session } from "./engine-session.ts";
import { readStatement } from "./statement-output.ts";
import { numbered, writeLines } from "./statements.ts";

const lf = 0x0a;
const batchBytes = 256 * 1024;

/** Rows as JSON, a line each: what JavaScript reads fastest. */
export async function* selectRows({ process, folder }: Session, sql: string): AsyncGenerator<readonly (readonly string[])[]> {
  try {
    const { length: width } = await process.columns(sql);
    const cells = Array.from({ length: width }, (_, index) => `coalesce(CAST(q${index} AS VARCHAR), '')`).join(", ");
    const pipe = await folder.pipe();
    const select = `SELECT CAST(to_json([${cells}]) AS VARCHAR) FROM ${numbered(sql, width)}`;
    const output = readStatement(pipe, () => process.run(writeLines(select, pipe)));
    try {
      yield* readBatches(output.chunks);
    } finally {
      output.close();
    }
  } catch (error) {
    toEngineError(error);
  }
}

async function* readBatches(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string[][]> {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(lf) + 1;
    bytes += chunk.length;
    // A batch shall be worth its while: a pipe gives little at a time.
    if (end === 0 || bytes < batchBytes) {
      pieces.push(chunk);
      continue;
    }
    yield parseRows([...pieces, chunk.subarray(0, end)]);
    pieces = [chunk.subarray(end)];
    bytes = chunk.length - end;
  }
  if (bytes > 0) yield parseRows(pieces);
}

function parseRows(pieces: readonly Uint8Array[]): string[][] {
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  const lines = pieces.map((piece) => utf8.decode(piece, { stream: true })).join("");
  return JSON.parse(`[${lines.slice(0, -1).replaceAll("\n", ",")}]`) as string[][];
}
