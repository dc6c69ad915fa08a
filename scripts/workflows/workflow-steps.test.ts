import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";

/** Runs the scripts of the workflows as GitHub does, with stand-ins for the commands that would leave this machine. */

const workflows = join(import.meta.dirname, "..", "..", ".github", "workflows");
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-steps-"));
  mkdirSync(join(folder, "bin"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function scriptOf(file: string, job: string, step: string): string {
  const { jobs } = parse(readFileSync(join(workflows, file), "utf8"));
  const found = jobs[job].steps.find(({ name }: { name?: string }) => name === step);
  if (found?.run === undefined) throw new Error(`${file} has no step "${step}" in ${job}.`);
  return found.run;
}

/** A command that notes how it was called, then does what the script says. */
function standIn(command: string, script: string): void {
  const path = join(folder, "bin", command);
  writeFileSync(path, `#!/bin/bash\necho "${command} $*" >> "${folder}/calls"\n${script}\n`);
  chmodSync(path, 0o755);
}

function run(script: string, variables: Record<string, string> = {}) {
  const output = join(folder, "output");
  writeFileSync(output, "");
  writeFileSync(join(folder, "calls"), "");
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
    cwd: folder,
    env: {
      NODE_ENV: "test",
      PATH: [join(folder, "bin"), process.env.PATH].join(delimiter),
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: output,
      RUNNER_TEMP: folder,
      GIT_CONFIG_GLOBAL: "/dev/null",
      ...variables,
    },
    encoding: "utf8",
  });
  return { status, said: `${stdout}${stderr}`, output: readFileSync(output, "utf8"), calls: readFileSync(join(folder, "calls"), "utf8") };
}

describe("the comment on a pull request", () => {
  const script = scriptOf("preview.yml", "comment", "Keep one comment up to date");
  const deployed = {
    STAGE: "pr-7",
    COMMENTS: "repos/a/b/issues/7/comments",
    COMMENT: "repos/a/b/issues/comments",
    RUN: "https://example.com/run",
    COMMIT: "0123456789abcdef",
    DEPLOYED: "success",
    REMOVED: "skipped",
    URL: "https://d1.cloudfront.net",
  };
  const existing = (comments: object[]) =>
    standIn(
      "gh",
      `if [[ "$*" == *--paginate* ]]; then echo '${JSON.stringify(comments)}' | node -e '
      const all = JSON.parse(require("fs").readFileSync(0)); const own = all.filter((c) => c.user.login === "github-actions[bot]" && c.body.startsWith("<!-- sluice-preview -->"));
      for (const { id } of own) console.log(id)'; fi`,
    );

  test("is written once, with the address", () => {
    existing([{ id: 1, user: { login: "somebody" }, body: "<!-- sluice-preview -->" }]);
    const { status, calls } = run(script, deployed);
    expect(status).toBe(0);
    expect(calls).toContain(
      "gh api --silent repos/a/b/issues/7/comments --field body=<!-- sluice-preview -->\nPreview of 0123456: https://d1",
    );
    expect(calls).not.toContain("PATCH");
  });

  test("is changed afterwards", () => {
    existing([{ id: 42, user: { login: "github-actions[bot]" }, body: "<!-- sluice-preview -->\nPreview" }]);
    expect(run(script, deployed).calls).toContain("--method PATCH repos/a/b/issues/comments/42 --field body=");
  });

  test.each([
    ["failure", "skipped", "The preview of 0123456 failed: [what happened](https://example.com/run)"],
    ["skipped", "success", "The preview was removed."],
    ["skipped", "failure", "Removing the preview failed"],
  ])("after a deployment (%s) and a removal (%s) says: %s", (DEPLOYED, REMOVED, sentence) => {
    existing([]);
    expect(run(script, { ...deployed, DEPLOYED, REMOVED }).calls).toContain(sentence);
  });
});

describe("the sweep of previews", () => {
  const script = scriptOf("sweep-previews.yml", "sweep", "Remove stages");
  const stages = [
    "App:        sluice",
    "Stages:     ada",
    "            pr-1",
    "            pr-12",
    "            production",
    "            sweep (not deployed)",
  ];

  test("removes the stages of closed and merged pull requests only", () => {
    standIn("npx", `if [[ "$*" == *"state list"* ]]; then printf '%s\\n' ${stages.map((line) => `'${line}'`).join(" ")}; fi`);
    standIn("gh", '[ "$3" = 1 ] && echo OPEN || echo MERGED');
    const { status, calls } = run(script);
    expect(status).toBe(0);
    expect(calls.match(/npx sst remove.*/g)).toEqual(["npx sst remove --stage pr-12"]);
  });

  test("fails when the stages cannot be listed, or a state cannot be read, and removes nothing", () => {
    standIn("npx", "exit 1");
    standIn("gh", "echo OPEN");
    expect(run(script).status).not.toBe(0);

    standIn("npx", "echo 'Stages:     pr-3'");
    standIn("gh", "exit 1");
    const { status, calls } = run(script);
    expect(status).not.toBe(0);
    expect(calls).not.toContain("sst remove");
  });

  test("ends well where no preview is", () => {
    standIn("npx", "echo 'Stages:     production'");
    expect(run(script).status).toBe(0);
  });
});

describe("a release", () => {
  const script = scriptOf("production.yml", "plan", "Refuse what is no release");
  const git = (...args: string[]) =>
    spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: folder, encoding: "utf8" }).stdout.trim();
  const commit = () => {
    git("commit", "--quiet", "--allow-empty", "--message", "x");
    return git("rev-parse", "HEAD");
  };
  const pushed = { GITHUB_EVENT_NAME: "push", GITHUB_REF: "refs/tags/v1.0.0", GITHUB_REF_NAME: "v1.0.0", MAIN: "origin/main" };
  let onMain = "";
  let aside = "";

  beforeEach(() => {
    git("init", "--quiet", "--initial-branch=main");
    onMain = commit();
    git("update-ref", "refs/remotes/origin/main", onMain);
    aside = commit();
    standIn("gh", "echo v0.9.0");
  });

  test("is a tag on main, and learns what is deployed now", () => {
    const { status, output } = run(script, { ...pushed, GITHUB_SHA: onMain });
    expect(status).toBe(0);
    expect(output).toBe("deployed=v0.9.0\n");
  });

  test.each<[string, () => Record<string, string>, string]>([
    ["a branch", () => ({ GITHUB_REF: "refs/heads/main", GITHUB_REF_NAME: "main", GITHUB_SHA: onMain }), "Run this on a tag v*"],
    ["a commit beside main", () => ({ GITHUB_SHA: aside }), "not on origin/main"],
  ])("is not %s", (_, variables, sentence) => {
    const { status, said } = run(script, { ...pushed, ...variables() });
    expect(status).not.toBe(0);
    expect(said).toContain(sentence);
  });

  test("goes back only to a tag that was deployed before", () => {
    const back = { ...pushed, GITHUB_EVENT_NAME: "workflow_dispatch", GITHUB_SHA: onMain };
    expect(run(script, back).status).toBe(0);

    standIn("gh", '[[ "$*" == *--branch* ]] || echo v1.0.0');
    const { status, said } = run(script, back);
    expect(status).not.toBe(0);
    expect(said).toContain("Only a tag that was deployed before");
  });
});

describe("a deployment", () => {
  const script = scriptOf("production.yml", "deploy", "Deploy the stage");
  const deploying = (outputs: object) => standIn("npx", `mkdir -p .sst; echo '${JSON.stringify(outputs)}' > .sst/outputs.json`);

  test("hands on the address of the site and nothing else", () => {
    deploying({ url: "https://sluice.example.com/", ownerLink: "npm run owner-link" });
    const { status, output, said } = run(script);
    expect(status, said).toBe(0);
    expect(output).toBe("url=https://sluice.example.com\n");
  });

  test.each([[{}], [{ url: "http://x.example.com" }], [{ url: "javascript:alert(1)" }]])("fails with outputs %o", (outputs) => {
    deploying(outputs);
    expect(run(script).status).not.toBe(0);
  });

  test("fails when SST does", () => {
    standIn("npx", "exit 1");
    expect(run(script).status).not.toBe(0);
  });

  test("says how to go back", () => {
    const summary = scriptOf("production.yml", "deploy", "Say how to go back");
    const { output } = run(summary, { GITHUB_REF_NAME: "v2.0.0", BEFORE: "v1.9.0", URL: "https://sluice.example.com" });
    expect(output).toContain("## v2.0.0: https://sluice.example.com");
    expect(output).toContain("gh workflow run production.yml --ref v1.9.0\n");
    expect(output).toContain("npx sst unlock --stage production");
  });
});
