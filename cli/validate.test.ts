import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildCli, runCli } from "./testing/built-cli.ts";

let folder: string;

const schema = { columns: [{ name: "id", type: "integer", required: true, unique: true }, { name: "name" }] };

beforeAll(() => buildCli());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-cli-"));
  await writeFile(join(folder, "schema.json"), JSON.stringify(schema));
  return () => rm(folder, { recursive: true });
});

const validate = (args: string[], input?: string) => runCli(["validate", ...args], { cwd: folder, ...(input !== undefined && { input }) });

describe("sluice validate", () => {
  it("exits with 0 and leaves nothing behind when every row is right", async () => {
    await writeFile(join(folder, "good.csv"), "id,name\n1,a\n2,b\n");

    const run = await validate(["good.csv", "--schema", "schema.json"]);

    expect(run).toMatchObject({ status: 0, stdout: "", stderr: expect.stringContaining("2 rows in = 2 out + 0 set aside") });
    expect((await readdir(folder)).sort()).toEqual(["good.csv", "schema.json"]);
  });

  it("exits with 1, lists what is wrong and where, and hands out the right rows when asked", async () => {
    await writeFile(join(folder, "bad.csv"), "id,name\n1,a\nx,b\n1,c\n,d\n");

    const run = await validate(["bad.csv", "--schema", "schema.json", "--out", "-", "--report", "report.json"]);

    expect(run).toMatchObject({ status: 1, stdout: "id,name\r\n1,a\r\n" });
    const rejects = (await readFile(join(folder, "bad.csv.rejects.ndjson"), "utf8")).trimEnd().split("\n");
    expect(rejects.map((line) => JSON.parse(line)).map(({ line, codes }) => [line, codes])).toEqual([
      [3, ["bad-type"]],
      [4, ["not-unique"]],
      [5, ["missing-required"]],
    ]);
    expect(await readFile(join(folder, "bad.csv.rejects.csv"), "utf8")).toBe("id,name\nx,b\n1,c\n,d\n");
    expect(JSON.parse(await readFile(join(folder, "report.json"), "utf8"))).toMatchObject({
      counts: { in: 4, out: 1, rejected: 3, filtered: 0 },
    });
  });

  it.each([
    [["-"], "--schema SCHEMA.json"],
    [["-", "--schema", "schema.json"], "--rejects FILE"],
    [["-", "--schema", "nowhere.json", "--rejects", "r"], "nowhere.json: There is no such file"],
    [["-", "--schema", "broken.json", "--rejects", "r"], "is not JSON"],
    [["-", "--schema", "none.json", "--rejects", "r"], "A schema needs"],
    [["-", "--schema", "schema.json", "--rejects", "r", "--max-reject-percent", "most"], "from 0 to 100"],
  ])("refuses %j with exit 2 before anything is read", async (args, sentence) => {
    await writeFile(join(folder, "broken.json"), "{");
    await writeFile(join(folder, "none.json"), "{}");

    expect(await validate(args, "id,name\n")).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(sentence) });
  });
});
