import { parse } from "yaml";

/** What GitHub's workflow files may look like here. Each rule answers sentences; none means the file keeps it. */

export interface WorkflowFile {
  name: string;
  text: string;
}

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  uses?: string;
  if?: string;
  needs?: string | string[];
  permissions?: Record<string, string>;
  "runs-on"?: string;
  "timeout-minutes"?: number;
  environment?: string | { name: string };
  concurrency?: { "cancel-in-progress"?: unknown };
  steps?: Step[];
}

interface Workflow {
  on: Record<string, Record<string, unknown> | null>;
  permissions?: Record<string, string>;
  concurrency?: { "cancel-in-progress"?: unknown };
  defaults?: { run?: { shell?: string } };
  jobs: Record<string, Job>;
}

/** Runs with the rights of this repository on what strangers sent. */
const refusedTriggers = ["pull_request_target", "workflow_run", "issue_comment"];
const credentialsAction = "aws-actions/configure-aws-credentials";
/** As a command, not inside a sentence that is printed. */
const deployment = /(^|then |&& |; |\$\()\s*npx sst (deploy|remove|state|diff)\b/m;
const longestMinutes = 90;

/** As GitHub replaces it before a step runs. */
export const expression = (inside: string) => `\${{ ${inside} }}`;

export function findFaults({ name, text }: WorkflowFile): string[] {
  const workflow = parse(text) as Workflow;
  const jobs = Object.entries(workflow.jobs);
  return [
    ...checkPins(text),
    ...checkWorkflow(workflow, text),
    ...jobs.flatMap(([id, job]) => checkJob(job).map((fault) => `${id}: ${fault}`)),
    ...jobs.flatMap(([id, job]) => checkCredentials(job, workflow).map((fault) => `${id}: ${fault}`)),
  ].map((fault) => `${name}: ${fault}`);
}

/** An action that stands for two commits in two places was moved in one of them only. */
export function findUnequalPins(files: readonly WorkflowFile[]): string[] {
  const pins = new Map<string, Set<string>>();
  for (const { text } of files) {
    for (const [, action = "", rest = ""] of text.matchAll(/uses: ([^@\s]+)@(.+)$/gm)) {
      pins.set(action, (pins.get(action) ?? new Set()).add(rest));
    }
  }
  return [...pins].filter(([, commits]) => commits.size > 1).map(([action]) => `${action} is pinned to several commits`);
}

function checkPins(text: string): string[] {
  const used = [...text.matchAll(/^\s*(?:- )?uses: *(.+)$/gm)].map(([, value = ""]) => value.trim());
  return used
    .filter((value) => !value.startsWith("./") && !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(value))
    .map((value) => `${value} is not pinned to a commit with its version beside it`);
}

function checkWorkflow(workflow: Workflow, text: string): string[] {
  const faults = Object.keys(workflow.on)
    .filter((trigger) => refusedTriggers.includes(trigger))
    .map((trigger) => `is triggered by ${trigger}`);
  if (workflow.permissions === undefined || Object.keys(workflow.permissions).length > 0) faults.push("gives permissions to all jobs");
  if (workflow.defaults?.run?.shell !== "bash") faults.push("has steps where a failure inside a pipe is lost");
  if (/\bsecrets\.(?!GITHUB_TOKEN\b)/.test(text)) faults.push("reads a stored secret");
  return faults;
}

function checkJob(job: Job): string[] {
  const faults: string[] = [];
  const permissions = job.permissions ?? {};
  if (job.permissions === undefined) faults.push("does not say its permissions");
  if (permissions.contents === "write") faults.push("may write to the repository");
  if (job.uses !== undefined) return faults;
  const steps = job.steps ?? [];
  if (!((job["timeout-minutes"] ?? Number.POSITIVE_INFINITY) <= longestMinutes)) faults.push("may run for hours");
  if (job["runs-on"] !== "ubuntu-24.04") faults.push("runs on a system that changes by itself");
  if (permissions["pull-requests"] === "write" && steps.some(({ uses }) => uses !== undefined)) {
    faults.push("may write to pull requests and runs code of others");
  }
  for (const step of steps) {
    if (step.run?.includes("${{")) faults.push(`puts an expression into the script of "${step.name ?? step.run}"`);
    if (step.uses?.startsWith("actions/checkout@") && step.with?.["persist-credentials"] !== false) {
      faults.push("leaves the repository's token in the checkout");
    }
  }
  return faults;
}

/** What deploys, or may become a role, has to be what the role trusts: an environment, by a token of its own, and no fork. */
function checkCredentials(job: Job, workflow: Workflow): string[] {
  const steps = job.steps ?? [];
  const credentials = steps.find(({ uses }) => uses?.startsWith(`${credentialsAction}@`));
  const deploys = steps.some(({ run }) => deployment.test(run ?? ""));
  const hasToken = job.permissions?.["id-token"] === "write";
  if (!(credentials || deploys || hasToken)) return [];
  const faults: string[] = [];
  if (!(credentials && hasToken)) faults.push("reaches AWS otherwise than by OpenID Connect");
  if (credentials && "aws-access-key-id" in (credentials.with ?? {})) faults.push("uses a long-lived key");
  if (credentials?.with?.["role-to-assume"] !== expression("vars.AWS_ROLE_ARN")) faults.push("does not take the role of its environment");
  if (job.environment === undefined) faults.push("deploys outside an environment");
  const cancels = (job.concurrency ?? workflow.concurrency)?.["cancel-in-progress"];
  if (cancels !== false) faults.push("may be cancelled half-way or run twice at once");
  const caches = steps.some(
    ({ uses, with: options }) =>
      uses?.startsWith("actions/cache@") ||
      (uses?.startsWith("actions/setup-node@") && (options?.["package-manager-cache"] !== false || "cache" in options)),
  );
  if (caches) faults.push("deploys what a cache holds");
  if ("pull_request" in workflow.on) faults.push(...checkGuards(job.if ?? ""));
  return faults;
}

function checkGuards(condition: string): string[] {
  const faults: string[] = [];
  if (!condition.includes("github.event.pull_request.head.repo.full_name == github.repository")) faults.push("gives credentials to forks");
  if (!condition.includes("github.event.pull_request.user.login != 'dependabot[bot]'")) {
    faults.push("gives credentials to dependencies nobody looked at");
  }
  return faults;
}
