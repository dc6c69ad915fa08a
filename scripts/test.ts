import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { requireBrowser } from "./find-browser.ts";

const reports = "test-results";

interface Step {
  name: string;
  command: string[];
  /** Where the step's runner leaves its counts. */
  report?: string;
}

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

function vitest(project: string): Step {
  const report = `${reports}/${project}.json`;
  return {
    name: project,
    command: ["vitest", "run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
    report,
  };
}

const steps: Step[] = [
  { name: "engine and command line", command: ["npm", "run", "--silent", "build"] },
  { name: "format and lint", command: ["biome", "check", "."] },
  { name: "types", command: ["npm", "run", "--silent", "types"] },
  vitest("unit"),
  { name: "production build", command: ["node", "scripts/site/build-site.ts"] },
  vitest("plan"),
  { name: "plan of production, printed", command: ["npm", "run", "--silent", "plan"] },
  vitest("integration"),
  { name: "browser", command: ["playwright", "test"], report: `${reports}/browser.json` },
];

function readTally(path: string): Tally {
  if (!existsSync(path)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(path, "utf8"));
  if (report.stats) return { passed: report.stats.expected, failed: report.stats.unexpected, skipped: report.stats.skipped };
  return { passed: report.numPassedTests, failed: report.numFailedTests, skipped: report.numPendingTests + report.numTodoTests };
}

function run(step: Step): boolean {
  const started = Date.now();
  console.log(`\n── ${step.name}`);
  const [command = "", ...args] = step.command;
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  console.log(`── ${step.name}: ${status === 0 ? "ok" : "FAILED"} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return status === 0;
}

if (process.env.CORPORA_DIR === undefined) console.log("CORPORA_DIR is not set: tests over the public corpora are skipped.");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
process.env.CHROMIUM_PATH = requireBrowser();

const failedSteps = steps.filter((step) => !run(step)).map((step) => step.name);
const total: Tally = { passed: 0, failed: 0, skipped: 0 };
for (const step of steps) {
  if (step.report === undefined) continue;
  const tally = readTally(step.report);
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
}
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(", ")}`);
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(failedSteps.length > 0 || total.passed === 0 ? 1 : 0);
