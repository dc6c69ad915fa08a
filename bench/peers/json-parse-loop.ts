// node peers/json-parse-loop.ts csv FILE: NDJSON into CSV with JSON.parse and nothing else.
import { eachBatchOfObjects } from "./ndjson-lines.ts";
import { createOutput } from "./output.ts";

const special = /[",\r\n]|^\s|\s$/;
const toCell = (cell: string): string => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const output = createOutput(false);
let header = true;
await eachBatchOfObjects(process.argv[3] ?? "", (objects) => {
  let text = header
    ? `${Object.keys(objects[0] ?? {})
        .map(toCell)
        .join(",")}\r\n`
    : "";
  header = false;
  for (const object of objects) text += `${Object.values(object).map(toCell).join(",")}\r\n`;
  output.write(text);
});
await output.end();
