import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import Papa from "papaparse";
import { createCellHash, toHashed } from "./cell-hash.ts";

const batch = 10_000;

function open(path: string, gzip: boolean): NodeJS.ReadableStream {
  const file = createReadStream(path, { highWaterMark: 1 << 20 });
  if (!gzip) return file;
  return pipeline(file, createGunzip(), (error) => {
    if (error) file.destroy(error);
  });
}

/** The hash of all cells of a file that a contestant has written. */
export async function hashOutput(path: string, format: "ndjson" | "csv", gzip = false): Promise<string> {
  return format === "ndjson" ? await hashNdjson(open(path, gzip)) : await hashCsv(open(path, gzip));
}

async function hashNdjson(stream: NodeJS.ReadableStream): Promise<string> {
  const hash = createCellHash();
  let rows: (string | null)[][] = [];
  let first = true;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    const record: Record<string, string | null> = JSON.parse(line);
    if (first) rows.push(Object.keys(record));
    first = false;
    rows.push(Object.values(record));
    if (rows.length < batch) continue;
    hash.add(toHashed(rows));
    rows = [];
  }
  hash.add(toHashed(rows));
  return hash.end();
}

async function hashCsv(stream: NodeJS.ReadableStream): Promise<string> {
  const hash = createCellHash();
  await new Promise<void>((resolve, reject) => {
    // Without an encoding PapaParse would decode chunk by chunk, and cut characters.
    Papa.parse<string[]>(stream.setEncoding("utf8"), {
      skipEmptyLines: true,
      chunk: ({ data }) => hash.add(toHashed(data)),
      complete: () => resolve(),
      error: reject,
    });
  });
  return hash.end();
}
