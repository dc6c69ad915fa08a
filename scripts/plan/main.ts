import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { checkPlan } from "./controls/index.ts";
import { printControls } from "./controls/print-controls.ts";
import { findDrift } from "./drift/find-drift.ts";
import { printDrift } from "./drift/print-drift.ts";
import { plannedStage } from "./planned-stage.ts";
import { printAccess, printResources, printStageChanges } from "./print-plan.ts";

const usage = `npm run plan -- [--stage NAME] [--json FILE]

What SST would create on AWS, from its own components and without an account: resources by concern, who may do what, what the
controls say, and whether the laptop runs the same. Without --stage: production, and what a pull request's and a developer's stage
have otherwise. --json writes the resources of the stage as [{type, name, inputs}]. Settings of a deployment (SLUICE_…) count.
Ends with 1 when a control is broken or the laptop runs something else.`;

const { values } = parseArgs({ options: { stage: { type: "string" }, json: { type: "string" }, help: { type: "boolean" } } });
if (values.help) {
  console.log(usage);
  process.exit(0);
}

const settings = Object.fromEntries(
  Object.entries(process.env).filter((entry): entry is [string, string] => entry[0].startsWith("SLUICE_") && entry[1] !== undefined),
);
const plan = await plannedStage(values.stage ?? "production", settings);
if (values.json) writeFileSync(values.json, `${JSON.stringify(plan.resources, null, 2)}\n`);
const verdicts = checkPlan(plan);
const drift = await findDrift(plan, settings);
console.log(printResources(plan), printAccess(plan), printControls(verdicts), printDrift(drift));
if (!values.stage) {
  for (const other of ["pr-1", "ada"]) console.log(printStageChanges(plan, await plannedStage(other, settings)));
}
if (drift.length > 0 || verdicts.some(({ findings }) => findings.length > 0)) process.exitCode = 1;
