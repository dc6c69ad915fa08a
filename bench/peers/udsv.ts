// node peers/udsv.ts TASK FILE: TASK is ndjson, rows or validate.
import { createReadStream } from "node:fs";
import { requirePeer } from "../peer-module.ts";
import { isGoodOrder } from "./check-order.ts";
import { createNdjson, createOutput } from "./output.ts";

interface Parser {
  stringArrs: unknown;
  chunk(text: string, parse: unknown, onRow: (row: string[]) => void): void;
  end(): void;
}
interface Udsv {
  inferSchema(text: string): { cols: { name: string }[] };
  initParser(schema: unknown): Parser;
}

const { inferSchema, initParser } = requirePeer<Udsv>("udsv");
const [task = "", path = ""] = process.argv.slice(2);
const output = createOutput(false);
let parser: Parser | undefined;
let toText = createNdjson([]);
let rows: string[][] = [];
let good = 0;

function take(row: string[]): void {
  if (task !== "ndjson") good += task === "rows" || isGoodOrder(row) ? 1 : 0;
  else if (rows.push(row) === 1_000) flush();
}

function flush(): void {
  output.write(toText(rows));
  rows = [];
}

for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, encoding: "utf8" })) {
  const text = String(chunk);
  if (parser === undefined) {
    const schema = inferSchema(text);
    parser = initParser(schema);
    toText = createNdjson(schema.cols.map(({ name }) => name));
  }
  parser.chunk(text, parser.stringArrs, take);
}
parser?.end();
if (task === "ndjson") flush();
else output.write(`${good}\n`);
await output.end();
