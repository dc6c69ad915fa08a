import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export type LogRecord = Record<string, unknown>;

/** What every part has logged so far, word for word. */
export async function readLogs(dir: string): Promise<string> {
  const names = (await readdir(dir)).filter((name) => name.endsWith(".log"));
  return (await Promise.all(names.map((name) => readFile(join(dir, name), "utf8")))).join("");
}

/** The lines of JSON about one job, oldest first: what was told, and what was measured. */
export async function readJobLog(dir: string, job: string): Promise<{ told: LogRecord[]; measured: LogRecord[] }> {
  const lines = (await readLogs(dir)).split("\n").filter((line) => line.startsWith("{"));
  const records = lines.map((line) => JSON.parse(line) as LogRecord).filter((record) => record.job === job);
  const told = records.filter((record) => !("_aws" in record)).sort((a, b) => (String(a.timestamp) < String(b.timestamp) ? -1 : 1));
  return { told, measured: records.filter((record) => "_aws" in record) };
}
