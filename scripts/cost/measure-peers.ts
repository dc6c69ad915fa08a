/**
 * What pandas uses for the files of `npm run cost:measure`, on the same machine: `npm run cost:measure-peers` writes
 * scripts/cost/measured/peers.json. PYTHON names an interpreter that has pandas.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { requireInput } from "../../bench/engine/inputs.ts";
import { describeRun } from "../../bench/results-file.ts";
import type { PeerMeasurement } from "./product-measurement.ts";

const script = fileURLToPath(new URL("./measure/pandas-convert.py", import.meta.url));
const files = [requireInput("orders", 1).path, requireInput("orders", 1000).path];
const printed = execFileSync(process.env.PYTHON ?? "python3", [script, ...files], { encoding: "utf8" });
const measurement: PeerMeasurement = { run: describeRun("npm run cost:measure-peers"), pandas: JSON.parse(printed) };
writeFileSync(new URL("./measured/peers.json", import.meta.url), `${JSON.stringify(measurement, null, 2)}\n`);
