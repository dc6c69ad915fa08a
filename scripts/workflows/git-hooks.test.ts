import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "sluice-hooks-"));
const environment = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.com",
  // A test that runs inside a hook of this repository must not reach its index.
  GIT_DIR: undefined,
  GIT_INDEX_FILE: undefined,
};

function run(command: string, ...args: string[]) {
  return spawnSync(command, args, { cwd: folder, env: environment, encoding: "utf8" });
}

function commit(text: string) {
  writeFileSync(join(folder, "x.ts"), text);
  run("git", "add", "x.ts");
  return run("git", "commit", "--quiet", "--message", "x");
}

const install = () => run(join(root, "node_modules", ".bin", "simple-git-hooks"));

beforeAll(() => {
  for (const file of ["package.json", "biome.json", ".gitignore"]) copyFileSync(join(root, file), join(folder, file));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the hooks that npm install leaves", { timeout: 60_000 }, () => {
  test("are left out without a fault where there is no repository", () => {
    expect(install().status).toBe(0);
    expect(existsSync(join(folder, ".git"))).toBe(false);
  });

  test("refuse a commit that is not formatted or has a fault, and let a clean one pass", () => {
    run("git", "init", "--quiet");
    expect(install().status).toBe(0);

    expect(commit("export const x =   1\n").status).not.toBe(0);
    expect(commit("export const x: any = 1;\n").status).not.toBe(0);
    const clean = commit("export const x = 1;\n");

    expect(clean.status, clean.stderr).toBe(0);
    expect(run("git", "log", "--format=%s").stdout).toBe("x\n");
  });

  test("check the types before a push", () => {
    expect(run("cat", ".git/hooks/pre-push").stdout).toContain("tsc --noEmit");
  });
});
