import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..", "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const variablesIn = (text: string) => [...new Set(text.match(/\bSLUICE_[A-Z_]+\b/g))].sort();

test("every setting that a deployment reads is documented, and reaches production from GitHub", () => {
  const settings = variablesIn(read("infra/settings.ts"));
  const table = read("docs/deploy.md").match(/^\| `SLUICE_[A-Z_]+`/gm) ?? [];
  const { env } = parse(read(".github/workflows/production.yml"));

  expect(settings.length).toBeGreaterThan(0);
  expect(variablesIn(table.join())).toEqual(settings);
  expect(Object.keys(env).filter((name) => name.startsWith("SLUICE_"))).toEqual(expect.arrayContaining(settings));
});

test.each(["docs/deploy.md", "docs/restore.md"])("the links of %s lead somewhere", (path) => {
  const text = read(path);
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
  for (const link of links) {
    const [file = "", heading] = link.split("#");
    const target = file === "" ? path : join(dirname(path), file);
    expect(existsSync(join(root, target)), link).toBe(true);
    if (heading !== undefined) expect(headingsOf(read(target)), link).toContain(heading);
  }
});

function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, "")
      .replaceAll(" ", "-"),
  );
}
