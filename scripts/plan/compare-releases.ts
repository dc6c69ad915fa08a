import { readFileSync } from "node:fs";
import type { PlannedResource } from "./planned-resource.ts";
import { comparePlans, describeChanges } from "./release-changes.ts";

/** node scripts/plan/compare-releases.ts BEFORE.json AFTER.json [FROM TO]: what a release would change, from two files of `npm run plan -- --json`. */
const [before, after, from = "before", to = "after"] = process.argv.slice(2);
if (before === undefined || after === undefined) throw new Error("Name two files of `npm run plan -- --json FILE`.");
const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as PlannedResource[];
console.log(describeChanges(comparePlans(read(before), read(after)), from, to));
