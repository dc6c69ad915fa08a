import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createCellHash, toHashed } from "./cell-hash.ts";
import { createHits, createNarrow, createOrders, createText, createWide, type RowSource } from "./rows.ts";

/** Where inputs are kept between runs. */
export const cacheFolder = process.env.BENCH_CACHE ?? join(tmpdir(), "sluice-bench");

/** Changes when the generator does, so that no old file is taken for a new one. */
const generation = 3;
/** Distinct rows; a larger file repeats them. */
const bodyBytes = 50_000_000;

export interface Input {
  path: string;
  bytes: number;
  /** Of all its cells, names included. */
  hash: string;
  rows: number;
}

interface Kind {
  rows: () => RowSource;
  /** The extension; what the command line goes by. */
  type: string;
  line(cells: readonly string[], names: readonly string[] | null): string;
  encode?(text: string): Uint8Array;
  prefix?: Uint8Array;
}

const csvCell = (cell: string): string => (/[",\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\n`;
const bar = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/["\n]|\|\|/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("||")}\n`;
const backslash = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\n\\]/.test(cell) ? `"${cell.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"` : cell)).join(",")}\n`;
const ndjson = (cells: readonly string[], names: readonly string[] | null): string =>
  names === null ? "" : `{${cells.map((cell, index) => `${JSON.stringify(names[index])}:${JSON.stringify(cell)}`).join(",")}}\n`;

const kinds = {
  orders: { rows: createOrders, type: "csv", line: csv },
  wide: { rows: createWide, type: "csv", line: csv },
  narrow: { rows: createNarrow, type: "csv", line: csv },
  text: { rows: createText, type: "csv", line: csv },
  hits: { rows: createHits, type: "tsv", line: (cells) => `${cells.join("\t")}\n` },
  "orders-json": { rows: createOrders, type: "ndjson", line: ndjson },
  "orders-windows-1252": { rows: () => createOrders("latin"), type: "csv", line: csv, encode: (text) => Buffer.from(text, "latin1") },
  "orders-utf-16": {
    rows: createOrders,
    type: "csv",
    line: csv,
    encode: (text) => Buffer.from(text, "utf16le"),
    prefix: Uint8Array.of(0xff, 0xfe),
  },
  "orders-double-pipe": { rows: createOrders, type: "csv", line: bar },
  "orders-backslash": { rows: createOrders, type: "csv", line: backslash },
} satisfies Record<string, Kind>;
export type InputKind = keyof typeof kinds;

/** A file of about so many megabytes, made if it is not there yet. */
export function requireInput(name: InputKind, megabytes: number): Input {
  const kind: Kind = kinds[name];
  mkdirSync(cacheFolder, { recursive: true });
  const path = join(cacheFolder, `${name}-${megabytes}-v${generation}.${kind.type}`);
  const facts = `${path}.json`;
  if (!existsSync(facts)) writeFileSync(facts, JSON.stringify(createInput(kind, path, megabytes * 1e6)));
  const input: Input = JSON.parse(readFileSync(facts, "utf8"));
  return input;
}

/** The same, compressed. */
export function requireGzip(input: Input): Input {
  const path = `${input.path}.gz`;
  if (!existsSync(path)) {
    writeFileSync(`${path}.part`, gzipSync(readFileSync(input.path), { level: 1 }));
    renameSync(`${path}.part`, path);
  }
  return { ...input, path };
}

function createInput(kind: Kind, path: string, size: number): Input {
  const source = kind.rows();
  const encode = kind.encode ?? ((text: string) => Buffer.from(text));
  const head = Buffer.concat([kind.prefix ?? new Uint8Array(0), encode(kind.line(source.names, null))]);
  const body = createBody(kind, source, encode, Math.min(size, bodyBytes));
  const times = Math.max(1, Math.round(size / body.bytes.length));
  const hash = createCellHash();
  hash.add(toHashed([source.names]));
  const file = openSync(`${path}.part`, "w");
  writeSync(file, head);
  for (let time = 0; time < times; time++) {
    writeSync(file, body.bytes);
    hash.add(body.hashed);
  }
  closeSync(file);
  renameSync(`${path}.part`, path);
  return { path, bytes: statSync(path).size, hash: hash.end(), rows: body.rows * times };
}

function createBody(kind: Kind, source: RowSource, encode: (text: string) => Uint8Array, size: number) {
  const parts: Uint8Array[] = [];
  const hashed: Uint8Array[] = [];
  let written = 0;
  let rows = 0;
  while (written < size) {
    const some = Array.from({ length: 1_000 }, () => source.next());
    const bytes = encode(some.map((cells) => kind.line(cells, source.names)).join(""));
    parts.push(bytes);
    hashed.push(Buffer.from(toHashed(some)));
    written += bytes.length;
    rows += some.length;
  }
  return { bytes: Buffer.concat(parts), hashed: Buffer.concat(hashed), rows };
}
