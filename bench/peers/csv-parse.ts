// node peers/csv-parse.ts TASK FILE: TASK is ndjson, rows or validate.
import { createReadStream } from "node:fs";
import type { Transform } from "node:stream";
import { requirePeer } from "../peer-module.ts";
import { isGoodOrder } from "./check-order.ts";
import { createNdjson, createOutput } from "./output.ts";

const { parse } = requirePeer<{ parse(options: object): Transform }>("csv-parse");
const [task = "", path = ""] = process.argv.slice(2);
const output = createOutput(false);
const parser = createReadStream(path, { highWaterMark: 1 << 20 }).pipe(parse({ bom: true }));
let toText: ReturnType<typeof createNdjson> | undefined;
let rows: string[][] = [];
let good = 0;

parser.on("data", (row: string[]) => {
  if (toText === undefined) toText = createNdjson(row);
  else if (task !== "ndjson") good += task === "rows" || isGoodOrder(row) ? 1 : 0;
  else if (rows.push(row) === 1_000) {
    output.write(toText(rows));
    rows = [];
  }
});
await new Promise<void>((resolve, reject) => parser.once("end", resolve).once("error", reject));
output.write(task === "ndjson" ? (toText?.(rows) ?? "") : `${good}\n`);
await output.end();
