import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..", "..");
const { updates } = parse(readFileSync(join(root, ".github", "dependabot.yml"), "utf8"));
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

test("packages and actions are looked after every week, each in groups", () => {
  expect(updates.map((update: Record<string, unknown>) => update["package-ecosystem"])).toEqual(["npm", "github-actions"]);
  for (const update of updates) {
    expect(update.schedule.interval).toBe("weekly");
    expect(Object.keys(update.groups).length).toBeGreaterThan(0);
  }
});

test("whatever is pinned to one version comes in a pull request that can wait, apart from the rest", () => {
  const pinned = Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => /^\d+\.\d+\.\d+$/.test(String(version)))
    .map(([name]) => name);
  const { binaries, deployment } = updates[0].groups;

  expect([...binaries.patterns, ...deployment.patterns]).toEqual(expect.arrayContaining(pinned));
});
