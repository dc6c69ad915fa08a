import { type Contestant, peer, sluiceConvert, sluiceValidate } from "./contestants.ts";
import { type Input, type InputKind, requireInput } from "./inputs.ts";
import { requireSchema } from "./schemas.ts";

export interface Contest {
  title: string;
  input: Input;
  contestants: Contestant[];
  /** Whom ours is compared with, and how many times faster it ought to be. */
  goals: Record<string, number>;
  /** How to read what they write, to hash all cells; not told where they only count. */
  output?: { format: "ndjson" | "csv"; gzip?: boolean };
}

function toNdjson(megabytes: number): Contest {
  const input = requireInput("orders", megabytes);
  const peers = ["DuckDB duckdb", "nodejs-polars polars", "PapaParse papaparse", "uDSV udsv", "csv-parse csv-parse"].map((pair) =>
    pair.split(" "),
  );
  return {
    title: "CSV → NDJSON, orders",
    input,
    contestants: [sluiceConvert(input, "ndjson"), ...peers.map(([name = "", script = ""]) => peer(name, script, "ndjson", input))],
    goals: { PapaParse: 6, "csv-parse": 12 },
    output: { format: "ndjson" },
  };
}

function hits(megabytes: number): Contest {
  const input = requireInput("hits", megabytes);
  return {
    title: "TSV → NDJSON, hits of 60 columns",
    input,
    contestants: [
      sluiceConvert(input, "ndjson"),
      peer("DuckDB", "duckdb", "ndjson", input),
      peer("PapaParse", "papaparse", "ndjson", input, { delimiter: "\t" }),
    ],
    goals: { PapaParse: 6 },
    output: { format: "ndjson" },
  };
}

function fromNdjson(megabytes: number): Contest {
  const input = requireInput("orders-json", megabytes);
  const others = [
    peer("DuckDB", "duckdb", "csv", input),
    peer("JSON.parse loop", "json-parse-loop", "csv", input),
    peer("PapaParse", "papaparse", "csv", input),
  ];
  const output = { format: "csv" } as const;
  return {
    title: "NDJSON → CSV, orders",
    input,
    contestants: [sluiceConvert(input, "csv"), ...others],
    goals: { "JSON.parse loop": 5 },
    output,
  };
}

function parseOnly(megabytes: number): Contest {
  const input = requireInput("orders", megabytes);
  const peers = ["DuckDB duckdb", "nodejs-polars polars", "PapaParse papaparse", "uDSV udsv", "csv-parse csv-parse"].map((pair) =>
    pair.split(" "),
  );
  const others = peers.map(([name = "", script = ""]) => peer(name, script, "rows", input));
  return {
    title: "Parse only (ours: a schema without a rule)",
    input,
    contestants: [sluiceValidate(input, requireSchema("nothing")), ...others],
    goals: {},
  };
}

function validation(megabytes: number): Contest {
  const input = requireInput("orders", megabytes);
  const named = (name: string, schema: Parameters<typeof requireSchema>[0]): Contestant => ({
    ...sluiceValidate(input, requireSchema(schema)),
    name,
  });
  return {
    title: "Validation of orders: types, ranges, sets",
    input,
    contestants: [
      named("Sluice", "orders"),
      named("Sluice, every row bad", "orders-all-bad"),
      named("Sluice, with patterns", "orders-patterns"),
      peer("PapaParse", "papaparse", "validate", input),
      peer("uDSV", "udsv", "validate", input),
    ],
    goals: { PapaParse: 8, "Sluice, every row bad": 1 / 1.25 },
  };
}

function compressed(megabytes: number): Contest {
  const input = requireInput("orders", megabytes);
  const others = [peer("PapaParse + zlib", "papaparse", "gzip", input), peer("DuckDB", "duckdb", "gzip", input)];
  return {
    title: "CSV → NDJSON, gzip",
    input,
    contestants: [sluiceConvert(input, "ndjson", "--gzip"), ...others],
    goals: { "PapaParse + zlib": 2.5 },
    output: { format: "ndjson", gzip: true },
  };
}

function slower(kind: InputKind, title: string, megabytes: number, options: Record<string, string>): Contest {
  const input = requireInput(kind, megabytes);
  const contestants = [sluiceConvert(input, "ndjson"), peer("PapaParse", "papaparse", "ndjson", input, options)];
  return { title, input, contestants, goals: { PapaParse: 3 }, output: { format: "ndjson" } };
}

/** Contests by name; sizes are megabytes of the full run, times `scale`. An input is made when its contest is. */
export function listContests(scale: number): { name: string; create: () => Contest }[] {
  const large = 200 * scale;
  const small = 100 * scale;
  return [
    { name: "ndjson", create: () => toNdjson(large) },
    { name: "hits", create: () => hits(small) },
    { name: "csv", create: () => fromNdjson(large) },
    { name: "parse", create: () => parseOnly(large) },
    { name: "validate", create: () => validation(large) },
    { name: "gzip", create: () => compressed(small) },
    { name: "windows-1252", create: () => slower("orders-windows-1252", "windows-1252 → NDJSON", small, { encoding: "windows-1252" }) },
    { name: "utf-16", create: () => slower("orders-utf-16", "UTF-16 → NDJSON", small, { encoding: "utf-16le" }) },
    { name: "double-pipe", create: () => slower("orders-double-pipe", "Delimiter `||` → NDJSON", small, { delimiter: "||" }) },
    { name: "backslash", create: () => slower("orders-backslash", "Backslash escapes → NDJSON", small, { escapeChar: "\\" }) },
  ];
}
