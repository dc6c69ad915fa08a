/**
 * The lake: how fast files become tables, and tables answers. `npm run bench:lake` measures both at 1,000 MB and writes RESULTS.md;
 * `npm run bench:lake -- --only publish --rounds 1` is printed and not written, and takes 200 MB unless it says `--megabytes 1000`.
 */
import { parseArgs } from "node:util";
import { benchPublish } from "./lake/publish.ts";
import { benchQueries } from "./lake/query.ts";
import { writeSection } from "./results-file.ts";

const { values } = parseArgs({
  options: { only: { type: "string" }, megabytes: { type: "string" }, rounds: { type: "string", default: "3" } },
});
const megabytes = Number(values.megabytes ?? (values.only === undefined ? 1000 : 200));
const parts = { publish: benchPublish, query: benchQueries };
const sections: string[] = [];
for (const [name, bench] of Object.entries(parts)) {
  if (values.only !== undefined && values.only !== name) continue;
  const section = await bench(megabytes, Number(values.rounds));
  console.log(`${section}\n`);
  sections.push(section);
}
if (values.only === undefined && megabytes === 1000) writeSection("The lake", sections.join("\n\n"));
