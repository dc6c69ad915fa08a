import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildCli, runCli } from "./testing/built-cli.ts";

let folder: string;
beforeAll(buildCli);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-run-"));
  await writeFile(join(folder, "people.csv"), "id,email,city\n1,a@x.org,Bergen\n2,b@x.org,Oslo\n3\n");
  return () => rm(folder, { recursive: true });
});

const key = { SLUICE_MASK_KEY: "a key of some length" };

describe("sluice run", () => {
  it("says what can be done here, and what needs a server", async () => {
    const { stdout, status } = await runCli(["run"], { cwd: folder });

    expect(status).toBe(0);
    expect(stdout).toMatch(/^convert\s+Convert$/m);
    expect(stdout).toMatch(/^load\s+Load \(on a server only: sluice upload\)$/m);
  });

  it("shows the options of an operation, from its parameters", async () => {
    const { stdout } = await runCli(["run", "validate", "--help"], { cwd: folder });

    expect(stdout).toContain("sluice run validate");
    expect(stdout).toContain("--max-reject-percent <number>");
    expect(stdout).toContain("--dialect.delimiter <text>");
  });

  it("writes the results under the names that they have on a server, and answers as convert does", async () => {
    const run = await runCli(["run", "convert", "people.csv", "--to", "ndjson", "--on-bad", "reject", "--out-dir", "out"], { cwd: folder });

    expect(run, run.stderr).toMatchObject({ status: 1, stderr: expect.stringContaining("3 rows in = 2 out + 1 set aside + 0 filtered") });
    expect((await readdir(join(folder, "out"))).sort()).toEqual(["output.ndjson", "rejects.csv", "rejects.ndjson", "report.json"]);
    expect(run.stdout.split("\n")).toContain(join("out", "output.ndjson"));
  });

  it("reads a file as often as it takes: files that refer to each other, or to themselves", async () => {
    await writeFile(join(folder, "stays.csv"), "person,city\n1,Bergen\n4,Oslo\n");
    const toPeople = { fields: "person", reference: { resource: "people", fields: "id" } };
    const stays = { name: "stays", schema: { fields: [{ name: "person" }], foreignKeys: [toPeople] } };
    const own = { fields: [{ name: "person" }], foreignKeys: [{ fields: "person", reference: { resource: "", fields: "city" } }] };
    const args = ["--schema", JSON.stringify({ resources: [stays] }), "--out-dir", "out"];

    const forth = await runCli(["run", "validate", "stays.csv", "people.csv", ...args], { cwd: folder });
    const back = await runCli(["run", "validate", "people.csv", "stays.csv", ...args], { cwd: folder });
    await writeFile(join(folder, "schema.json"), JSON.stringify(own));
    const alone = await runCli(["validate", "stays.csv", "--schema", "schema.json"], { cwd: folder });
    const piped = await runCli(["run", "validate", "-", "--schema", JSON.stringify(own)], { cwd: folder, input: "person,city\n1,1\n" });

    for (const run of [forth, back]) expect(run, run.stderr).toMatchObject({ status: 1, stderr: expect.stringContaining("5 rows in") });
    expect(await readFile(join(folder, "out", "rejects.ndjson"), "utf8")).toContain("which does not stand in people.csv");
    expect(alone, alone.stderr).toMatchObject({ status: 1, stderr: expect.stringContaining("0 out + 2 set aside") });
    expect(piped).toMatchObject({ status: 2, stderr: expect.stringContaining("can be read only once") });
  });

  it.each([
    [["run", "nonsense", "people.csv"], /There is no operation "nonsense"/],
    [["run", "load", "people.csv"], /sluice upload/],
    [["run", "convert", "people.csv", "--to", "xml"], /Allowed choices/],
    [["run", "convert", "people.csv"], /to: /],
    [["run", "convert", "--to", "csv"], /missing required argument/],
  ])("refuses %j with a sentence, and writes nothing", async (args, message) => {
    const run = await runCli(args, { cwd: folder });

    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(message);
    expect(await readdir(folder)).toEqual(["people.csv"]);
  });
});

describe("masks and filters on the command line", () => {
  it("act before anything is written, and a hash is the same each time", async () => {
    const filter = 'filter=[{"column":"city","is":"equals","value":"Bergen"}]';
    const args = ["convert", "people.csv", "--to", "csv", "--mask", "email=hash", "--mask", "city=drop", "--param", filter];

    const [first, second] = [await runCli(args, { cwd: folder, env: key }), await runCli(args, { cwd: folder, env: key })];

    // A row that cannot be split exactly cannot be masked either: it is set aside.
    expect(first, first.stderr).toMatchObject({ status: 1, stderr: expect.stringContaining("1 out + 1 set aside + 1 filtered") });
    expect(first.stdout).toMatch(/^id,email\r\n1,[0-9a-f]{64}\r\n$/);
    expect(second.stdout).toBe(first.stdout);
  });

  it("need a key to hash with, and a method that there is", async () => {
    const hash = await runCli(["convert", "people.csv", "--to", "csv", "--mask", "email=hash"], {
      cwd: folder,
      env: { SLUICE_MASK_KEY: "" },
    });
    const other = await runCli(["convert", "people.csv", "--to", "csv", "--mask", "email=shred"], { cwd: folder });

    expect(hash).toMatchObject({ status: 2, stderr: expect.stringContaining("SLUICE_MASK_KEY") });
    expect(other).toMatchObject({ status: 2, stderr: expect.stringContaining("mask[0].method") });
  });

  it("work in validate, too", async () => {
    await writeFile(join(folder, "schema.json"), JSON.stringify({ columns: [{ name: "id", type: "integer" }], allowExtraColumns: true }));
    const args = ["validate", "people.csv", "--schema", "schema.json", "--out", "-", "--mask", "email=redact", "--rejects", "bad.ndjson"];

    const run = await runCli(args, { cwd: folder });

    expect(run.stdout).toContain("1,***,Bergen");
    expect(await readFile(join(folder, "bad.ndjson"), "utf8")).not.toContain("@x.org");
  });
});
