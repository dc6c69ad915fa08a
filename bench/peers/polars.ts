// node peers/polars.ts TASK FILE: TASK is ndjson or rows. Text only; empty cells are empty strings.
import { closeSync, openSync } from "node:fs";
import { requirePeer } from "../peer-module.ts";

interface Frame {
  height: number;
  writeJSON(path: string, options: { format: "lines" }): void;
}
interface Polars {
  readCSV(path: string, options: object): Frame;
}

const [task = "", path = ""] = process.argv.slice(2);
const polars = requirePeer<Polars>("nodejs-polars");
const frame = polars.readCSV(path, { inferSchemaLength: 0, missingIsNull: false, truncateRaggedLines: false, ignoreErrors: false });
if (task === "ndjson") frame.writeJSON("/dev/stdout", { format: "lines" });
else closeSync(openSync("/dev/null", "r"));
