import { isAppError } from "../../../core/app-error.ts";
import { openTable } from "../../../core/csv/read/open-table.ts";
import { toByteSource } from "../../../core/csv/source/byte-source.ts";
import type { Complaint, PollutionReader, Reading } from "../reading.ts";

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export function createSluice(kernel: "wasm" | "plain" = "wasm"): PollutionReader {
  return {
    name: kernel === "wasm" ? "Sluice" : "Sluice (plain)",
    settings: `openTable, nothing overridden, ${kernel} kernel, policy keep`,
    async read(bytes) {
      try {
        return await readAll(bytes, kernel);
      } catch (error) {
        if (isAppError(error)) return { refused: error.code };
        throw error;
      }
    },
  };
}

async function readAll(bytes: Uint8Array, kernel: "wasm" | "plain"): Promise<Reading> {
  const reader = await openTable(toByteSource(once(bytes)), { name: "file.csv", kernel, signal: new AbortController().signal });
  const rows: string[][] = [];
  const lines: number[] = [];
  for (let block = await reader.next(); block !== null; block = await reader.next()) {
    for (let index = 0; index < block.table.records; index++) {
      lines.push(reader.sourceOf(index).line);
      rows.push(reader.rowOf(index));
    }
  }
  const { issues, records } = reader.summary();
  await reader.close();
  if (records !== rows.length) throw new Error(`${records} records were counted, ${rows.length} were read.`);
  const complaints = issues.flatMap(({ code, severity, first }): Complaint[] => {
    if (severity === "notice") return [];
    return first.map((place) => ({ code, severity, line: place.record === null ? null : place.line, record: null }));
  });
  return { names: [...reader.found.header.names], rows, lines, complaints };
}
