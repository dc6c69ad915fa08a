import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { plannedStage } from "./planned-stage.ts";

const { values } = parseArgs({
  options: { stage: { type: "string", default: "production" }, json: { type: "string" } },
  allowPositionals: true,
});
const plan = await plannedStage(values.stage);
if (values.json) writeFileSync(values.json, JSON.stringify(plan.resources, null, 2));
for (const { type, name } of plan.resources) console.log(type, name);
