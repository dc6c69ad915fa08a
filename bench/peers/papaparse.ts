// node peers/papaparse.ts TASK FILE [ENCODING]: TASK is ndjson, gzip, rows, validate or csv (from NDJSON).
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { TextDecoderStream } from "node:stream/web";
import Papa from "papaparse";
import { isGoodOrder } from "./check-order.ts";
import { eachBatchOfObjects } from "./ndjson-lines.ts";
import { createNdjson, createOutput } from "./output.ts";

const [task = "", path = "", dialect = "{}"] = process.argv.slice(2);
const { encoding = "utf-8", ...options }: { encoding?: string; delimiter?: string; escapeChar?: string } = JSON.parse(dialect);

/** PapaParse takes streams of text; Node decodes only a few encodings on its own. */
function open(): NodeJS.ReadableStream {
  const stream = createReadStream(path, { highWaterMark: 1 << 20 });
  if (encoding === "utf-8") return stream.setEncoding("utf8");
  return Readable.from(Readable.toWeb(stream).pipeThrough(new TextDecoderStream(encoding)), { objectMode: false, encoding: "utf8" });
}

function parse(onNames: (names: string[]) => void, onRows: (rows: string[][]) => void): Promise<void> {
  let started = false;
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(open(), {
      ...options,
      skipEmptyLines: true,
      chunk: ({ data }) => {
        if (!started) onNames(data.shift() ?? []);
        started = true;
        onRows(data);
      },
      complete: () => resolve(),
      error: reject,
    });
  });
}

const output = createOutput(task === "gzip");
if (task === "csv") {
  let header = true;
  await eachBatchOfObjects(path, (objects) => {
    output.write(`${Papa.unparse(objects, { header })}\r\n`);
    header = false;
  });
} else if (task === "ndjson" || task === "gzip") {
  let toText = createNdjson([]);
  await parse(
    (names) => {
      toText = createNdjson(names);
    },
    (rows) => output.write(toText(rows)),
  );
} else {
  let good = 0;
  await parse(
    () => undefined,
    (rows) => {
      for (const row of rows) if (task === "rows" || isGoodOrder(row)) good++;
    },
  );
  output.write(`${good}\n`);
}
await output.end();
