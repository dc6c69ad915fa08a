import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildCli, runCli } from "./testing/built-cli.ts";

let folder: string;

beforeAll(() => buildCli());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-cli-"));
  return () => rm(folder, { recursive: true });
});

const inspect = (args: string[], input?: string | Uint8Array) =>
  runCli(["inspect", ...args], { cwd: folder, ...(input !== undefined && { input }) });
const write = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);

describe("sluice inspect", () => {
  it("says what a file is, and each column with type, empty cells, distinct values and samples", async () => {
    await write("orders.csv", 'id;who;price\n1;"Doe; Jane";1,5\n2;;2,5\n3;"say ""x""";2,5\n\n');

    const { status, stdout } = await inspect(["orders.csv"]);

    expect(status).toBe(0);
    expect(stdout).toContain('dialect   semicolons, quotes " doubled, lines end in LF');
    expect(stdout).toContain("header    1 row");
    expect(stdout).toContain("rows      3\n");
    expect(stdout).toMatch(/1 {2}id +number +– +3 ✓ {2}1 · 2 · 3/);
    expect(stdout).toMatch(/2 {2}who +text +33 % +2 ✓ {2}Doe; Jane · say "x"/);
    expect(stdout).toMatch(/3 {2}price +number +– +2 {2}1,5 · 2,5/);
    expect(stdout).toMatch(/notice {3}blank-line {2}1 ×/);
  });

  it("speaks to programs", async () => {
    const { stdout } = await inspect(["-", "--json"], "a\tb\n1\t\n1\tx\n");

    expect(JSON.parse(stdout)).toMatchObject({
      file: "-",
      size: null,
      encoding: "utf-8",
      dialect: { delimiter: "\t" },
      header: { rows: 1, names: ["a", "b"] },
      columns: [
        { name: "a", type: "number", empty: 0, distinct: { count: 1, exact: true }, samples: ["1"] },
        { name: "b", type: "text", empty: 1, distinct: { count: 1, exact: true }, samples: ["x"] },
      ],
      rows: 2,
      complete: true,
      issues: [],
    });
  });

  it("proposes a schema that its rows pass", async () => {
    const { stdout } = await inspect(["-", "--schema"], "a\tb\n1\t\n2.5\tx\n");

    expect(JSON.parse(stdout)).toEqual({
      fields: [
        { name: "a", type: "number", description: "Seen: 1 to 2.5.", constraints: { required: true, minimum: "0" } },
        { name: "b", type: "string" },
      ],
    });
  });

  it("reads the beginning, and with --all every row", async () => {
    const rows = Array.from({ length: 300_000 }, (_, index) => `${index},${index % 7}\n`).join("");
    await write("long.csv", `id,day\n${rows}`);

    const beginning = JSON.parse((await inspect(["long.csv", "--json"])).stdout);
    const whole = JSON.parse((await inspect(["long.csv", "--json", "--all"])).stdout);

    expect(beginning.complete).toBe(false);
    expect(beginning.rows).toBeLessThan(300_000);
    expect(whole).toMatchObject({
      complete: true,
      rows: 300_000,
      columns: [{ distinct: { exact: false } }, { distinct: { count: 7, exact: true } }],
    });
    expect(Math.abs(whole.columns[0].distinct.count / 300_000 - 1)).toBeLessThan(0.06);
  });

  it("goes on with the next file when one cannot be read, and exits with 2", async () => {
    await write("a.csv", "a,b\n1,2\n");
    await write("image.csv", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));

    const forPeople = await inspect(["image.csv", "a.csv"]);
    const forPrograms = await inspect(["image.csv", "a.csv", "--json"]);

    expect(forPeople).toMatchObject({ status: 2, stdout: expect.stringContaining("a.csv  8 B"), stderr: expect.stringContaining("PNG") });
    expect(JSON.parse(forPrograms.stdout)).toMatchObject([
      { file: "image.csv", error: { code: "binary-file" } },
      { file: "a.csv", rows: 1 },
    ]);
  });

  it("lets no file steer the terminal", async () => {
    const { stdout } = await inspect(["-"], "a,\u001b[31mred\n1,\u0007\u202e2\n");

    expect(stdout).toContain("\\x1b[31mred");
    expect(stdout).toContain("\\x07\\u202e2");
    for (const steering of ["\u001b", "\u0007", "\u202e"]) expect(stdout).not.toContain(steering);
  });
});

describe("the command itself", () => {
  it.each(["inspect", "convert", "validate", "upload", "jobs", "job", "retry", "cancel", "purge"])(
    "explains %s with examples",
    async (name) => {
      const { status, stdout, stderr } = await runCli([name, "--help"], { cwd: folder });

      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(stdout).toContain(`Usage: sluice ${name}`);
      expect(stdout).toContain("Examples:");
    },
  );

  it("says its version, and lists what there is with exit 2 when nothing is asked for", async () => {
    expect((await runCli(["--version"], { cwd: folder })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await runCli([], { cwd: folder })).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("Commands:") });
    expect(await runCli(["convrt"], { cwd: folder })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Did you mean convert?"),
    });
  });
});
