import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashFiles } from "./hash-files.ts";

let folder = "";
const write = (path: string, text: string) => writeFile(join(folder, path), text);
const hash = () => hashFiles(folder, ["a/**", "b.json"]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-hash-"));
  await mkdir(join(folder, "a"));
  await write("a/x.ts", "1");
  await write("b.json", "{}");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("what is not asked for, and tests, change nothing", async () => {
  const before = await hash();

  await write("c.json", "{}");
  await write("a/x.test.ts", "1");

  expect(await hash()).toBe(before);
});

test("contents and names count", async () => {
  const before = await hash();

  await write("a/x.ts", "2");
  const written = await hash();
  await rename(join(folder, "a/x.ts"), join(folder, "a/y.ts"));

  expect(new Set([before, written, await hash()]).size).toBe(3);
});
