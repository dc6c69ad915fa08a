import { createReadStream, existsSync } from "node:fs";
import { glob } from "node:fs/promises";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { parseRecord, toLogLine } from "./log-line.ts";

interface Found {
  time: string;
  text: string;
}

/** Every line of every part that holds the word, such as a job's id, in the order of time. */
export async function printLogs({ dir, word }: { dir: string; word: string }, print: (line: string) => void): Promise<void> {
  if (!existsSync(dir)) throw new Error(`There are no logs in ${dir} yet.`);
  const found: Found[] = [];
  for await (const file of glob("*.log", { cwd: dir })) {
    for await (const line of createInterface({ input: createReadStream(join(dir, file)) })) {
      if (line.includes(word)) found.push(...toFound(line, basename(file, ".log")));
    }
  }
  for (const { text } of found.sort((a, b) => (a.time < b.time ? -1 : 1))) print(text);
}

function toFound(line: string, part: string): Found[] {
  const record = parseRecord(line);
  if (!record) return [{ time: line.slice(0, 24), text: `${line.slice(11, 23)} ${part} ${line.slice(25)}` }];
  const { readable } = toLogLine(line, new Date());
  return readable === null ? [] : [{ time: String(record.timestamp ?? ""), text: readable }];
}
