/**
 * The lake: how fast files become tables, and tables answers. `npm run bench:lake` measures both at 1,000 MB and writes RESULTS.md;
 * `npm run bench:lake -- --only publish --megabytes 200 --rounds 1` is printed and not written.
 */
import { parseArgs } from "node:util";
import { benchPublish } from "./lake/publish.ts";
import { benchQueries } from "./lake/query.ts";
import { writeSection } from "./results-file.ts";

const { values } = parseArgs({
  options: { only: { type: "string" }, megabytes: { type: "string", default: "1000" }, rounds: { type: "string", default: "3" } },
});
const parts = { publish: benchPublish, query: benchQueries };
const sections: string[] = [];
for (const [name, bench] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue;
  const section = await bench(Number(values.megabytes), Number(values.rounds));
  console.log(`${section}\n`);
  sections.push(section);
}
if (values.only === undefined && values.megabytes === "1000") writeSection("The lake", sections.join("\n\n"));
