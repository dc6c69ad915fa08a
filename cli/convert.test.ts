import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildCli, entry, runCli } from "./testing/built-cli.ts";

let folder: string;

const bad = 'id,name\r\n1,x\r\n2\r\n3,"y"z\r\n4,é\r\n';

beforeAll(() => buildCli());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-cli-"));
  return () => rm(folder, { recursive: true });
});

const sluice = (args: string[], input?: string | Uint8Array) => runCli(args, { cwd: folder, ...(input !== undefined && { input }) });
const write = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content);
const read = (name: string) => readFile(join(folder, name), "utf8");
const list = async (name = ".") => (await readdir(join(folder, name))).sort();

describe("sluice convert", () => {
  it("writes one file to standard output and says on standard error what became of it", async () => {
    await write("people.csv", 'id,name\n007,"Doe, Jane"\n');

    const run = await sluice(["convert", "people.csv", "--to", "ndjson"]);

    expect(run).toMatchObject({ status: 0, stdout: '{"id":"007","name":"Doe, Jane"}\n' });
    expect(run.stderr).toMatch(/^people\.csv: 1 row in = 1 out \+ 0 set aside \+ 0 filtered \(24 B in \d+ ms\)\n$/);
  });

  it("reads standard input, and says nothing when asked to be quiet", async () => {
    const run = await sluice(["convert", "-", "--to", "csv", "--eol", "lf", "-q"], "a;b\n1;2\n");

    expect(run).toEqual({ status: 0, signal: null, stdout: "a,b\n1,2\n", stderr: "" });
  });

  it("selects, renames and orders columns, as they are called in the file", async () => {
    const args = ["convert", "-", "--to", "ndjson", "-q", "--select", 'c,"a,1"', "--rename", "a,1=z"];

    const run = await sluice(args, '"a,1",b,c\n1,2,3\n');

    expect(run.stdout).toBe('{"c":"3","z":"1"}\n');
  });

  it("takes every word on how to read the file", async () => {
    const args = [
      "--delimiter",
      ";",
      "--quote",
      "'",
      "--skip",
      "1",
      "--header",
      "none",
      "--encoding",
      "windows-1252",
      "--header-out",
      "--eol",
      "lf",
    ];

    const run = await sluice(["convert", "-", "--to", "csv", "-q", ...args], new Uint8Array([...Buffer.from("x;y\n'a;b';"), 0xe9, 10]));

    expect(run).toMatchObject({ status: 0, stdout: "column_1,column_2\na;b,é\n" });
  });

  it("packs the result", async () => {
    await write("a.csv", "a\n1\n");

    await sluice(["convert", "a.csv", "--to", "ndjson", "--gzip", "--out", "a.ndjson.gz"]);

    expect(gunzipSync(await readFile(join(folder, "a.ndjson.gz"))).toString()).toBe('{"a":"1"}\n');
  });

  it("puts the results of several files into a folder, tells them apart, and answers the worst exit status", async () => {
    await mkdir(join(folder, "sub"));
    await Promise.all([write("a.csv", "x,y\n1,2\n"), write("sub/a.csv", bad), write("empty.csv", "")]);

    const args = ["convert", "a.csv", "sub/a.csv", "empty.csv", "--to", "ndjson", "--out-dir", "out", "--report", "report.json"];
    const run = await sluice([...args, "--on-bad", "reject"]);

    expect(run).toMatchObject({ status: 2, stdout: "" });
    expect(await list("out")).toEqual(["a-2.ndjson", "a.ndjson"]);
    expect(await list("sub")).toEqual(["a.csv", "a.csv.rejects.csv", "a.csv.rejects.ndjson"]);
    expect(JSON.parse(await read("report.json"))).toMatchObject([
      { file: "a.csv", counts: { in: 1, out: 1 } },
      { file: "sub/a.csv", counts: { in: 4, out: 2, rejected: 2 } },
      { file: "empty.csv", encoding: null, counts: { in: 0 }, error: { code: "empty-file" } },
    ]);
  });
});

describe("bad rows on the command line", () => {
  it("are kept by default, with exit 0 and no further file", async () => {
    await write("bad.csv", bad);

    const run = await sluice(["convert", "bad.csv", "--to", "ndjson"]);

    expect(run.status).toBe(0);
    expect(run.stdout.split("\n")).toHaveLength(5);
    expect(run.stderr).toContain("too-few-fields    1 ×  Line 3 has 1 field; the table has 2.");
    expect(await list()).toEqual(["bad.csv"]);
  });

  it("are set aside beside the file when rejected, with exit 1", async () => {
    await write("bad.csv", bad);

    const run = await sluice(["convert", "bad.csv", "--to", "csv", "--on-bad", "reject"]);

    expect(run).toMatchObject({ status: 1, stdout: "id,name\r\n1,x\r\n4,é\r\n" });
    expect(await read("bad.csv.rejects.csv")).toBe('id,name\r\n2\r\n3,"y"z\r\n');
    expect(
      (await read("bad.csv.rejects.ndjson"))
        .split("\n")
        .slice(0, 2)
        .map((line) => JSON.parse(line).codes),
    ).toEqual([["too-few-fields"], ["text-after-quote"]]);
  });

  it("go where they are told to; the files are there also when nothing was rejected", async () => {
    await write("bad.csv", bad);

    expect(await sluice(["convert", "bad.csv", "--to", "csv", "--out", "o", "--on-bad", "reject", "--rejects", "r.ndjson"])).toMatchObject({
      status: 1,
    });
    expect(await list()).toEqual(["bad.csv", "o", "r.csv", "r.ndjson"]);
    expect(await sluice(["convert", "-", "--to", "csv", "--on-bad", "reject", "--rejects", "r.ndjson"], "a,b\n1,2\n")).toMatchObject({
      status: 0,
    });
    expect([await read("r.ndjson"), await read("r.csv")]).toEqual(["", ""]);
  });

  it("stop it with exit 2, and nothing is left but the report", async () => {
    await write("bad.csv", bad);

    const run = await sluice(["convert", "bad.csv", "--to", "csv", "--on-bad", "stop", "--out", "out.csv", "--report", "report.json"]);

    expect(run).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining("Line 3 has 1 field") });
    expect(await list()).toEqual(["bad.csv", "report.json"]);
    expect(JSON.parse(await read("report.json"))).toMatchObject({
      file: "bad.csv",
      encoding: "utf-8",
      header: { names: ["id", "name"] },
      counts: { in: 1, out: 1, rejected: 0, filtered: 0 },
      issues: [{ code: "too-few-fields", count: 1 }],
      error: { code: "stopped-at-bad-row", message: expect.stringContaining("Line 3") },
    });
  });
});

describe("what cannot be done ends with exit 2, a sentence and no output", () => {
  it.each([
    ["no format", ["a.csv"], "--to csv"],
    ["a format that is none", ["a.csv", "--to", "xml"], "Allowed choices are csv, tsv"],
    ["a packed Parquet", ["a.csv", "--to", "parquet", "--gzip"], "packed by itself"],
    ["a misspelt option", ["a.csv", "--to", "csv", "--outt", "x"], "Did you mean --out?"],
    ["a misspelt column", ["a.csv", "--to", "csv", "--select", "nmae"], 'Did you mean "name"?'],
    ["a column that is renamed but not selected", ["a.csv", "--to", "csv", "--select", "id", "--rename", "name=n"], "not selected"],
    ["several files without a folder", ["a.csv", "b.csv", "--to", "csv"], "--out-dir"],
    ["two places for one result", ["a.csv", "--to", "csv", "--out", "x", "--out-dir", "y"], "cannot be used with"],
    ["standard input twice", ["-", "-", "--to", "csv", "--out-dir", "y"], "only once"],
    ["rejects of standard input without a place", ["-", "--to", "csv", "--on-bad", "reject"], "--rejects FILE"],
    ["the file itself as its result", ["a.csv", "--to", "csv", "--out", "./a.csv"], "which is read"],
    ["a link to the file as its result", ["a.csv", "--to", "csv", "--out", "link.csv"], "which is read"],
    ["one place for two things", ["a.csv", "--to", "csv", "--out", "x", "--report", "x"], "where the result goes"],
    ["a file that is not there", ["nowhere.csv", "--to", "csv"], "nowhere.csv: There is no such file"],
    ["a folder", [".", "--to", "csv"], "is a folder"],
    ["a place that is not there", ["a.csv", "--to", "csv", "--out", "no/where"], "no/where: There is no such file or folder"],
  ])("%s", async (_, args, sentence) => {
    await write("a.csv", "id,name\n1,x\n");
    await write("b.csv", "id,name\n1,x\n");
    await symlink("a.csv", join(folder, "link.csv"));

    const run = await sluice(["convert", ...args]);

    expect(run).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(sentence) });
    expect(await list()).toEqual(["a.csv", "b.csv", "link.csv"]);
    expect(await read("a.csv")).toBe("id,name\n1,x\n");
  });
});

describe("a result's place", () => {
  it("is taken only at the end, and keeps its mode and its link", async () => {
    await write("a.csv", "a\n1\n");
    await writeFile(join(folder, "real.csv"), "old", { mode: 0o640 });
    await symlink("real.csv", join(folder, "out.csv"));

    await sluice(["convert", "a.csv", "--to", "csv", "--out", "out.csv", "--eol", "lf"]);

    expect(await read("real.csv")).toBe("a\n1\n");
    expect((await stat(join(folder, "real.csv"))).mode & 0o777).toBe(0o640);
  });

  it("is as it was when the command is interrupted, which a shell sees", async () => {
    await write("out.csv", "old");
    const child = spawn(process.execPath, [entry, "convert", "-", "--to", "csv", "--out", "out.csv"], { cwd: folder });
    child.stdin.on("error", () => child.stdin.destroy());
    child.stdin.write(`a,b\n${"1,2\n".repeat(500_000)}`);
    await waitFor(async () => (await list()).length === 2);

    child.kill("SIGINT");
    const [status, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];

    expect([status, signal]).toEqual([null, "SIGINT"]);
    expect(await list()).toEqual(["out.csv"]);
    expect(await read("out.csv")).toBe("old");
  });

  it("is given up by an interruption also while nothing comes in", async () => {
    const child = spawn(process.execPath, [entry, "convert", "-", "--to", "csv", "--out", "out.csv", "--report", "report.json"], {
      cwd: folder,
    });
    await new Promise((resolve) => setTimeout(resolve, 500));

    child.kill("SIGTERM");
    const [, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];

    expect(signal).toBe("SIGTERM");
    expect(await list()).toEqual(["report.json"]);
    expect(JSON.parse(await read("report.json"))).toMatchObject({ file: "-", error: { code: "cancelled" } });
  });

  it("may be a pipe whose reader goes away, which is no reason for a word", async () => {
    await write("a.csv", `a,b\n${"1,2\n".repeat(500_000)}`);

    const { stdout, stderr } = spawnSync(
      "bash",
      ["-c", `"$1" "$2" convert a.csv --to csv --eol lf | head -n 2; echo "$\{PIPESTATUS[0]}"`, "-", process.execPath, entry],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );

    expect(stdout).toBe("a,b\n1,2\n141\n");
    expect(stderr).toBe("");
  });

  it("ends help that nobody reads as quietly", () => {
    const { stdout, stderr } = spawnSync(
      "bash",
      ["-c", `"$1" "$2" --help | true; echo "$\{PIPESTATUS[0]}"`, "-", process.execPath, entry],
      {
        encoding: "utf8",
      },
    );

    expect(stdout).toBe("141\n");
    expect(stderr).toBe("");
  });
});

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 10_000;
  while (!(await isSo())) {
    if (Date.now() > until) throw new Error("Waited in vain.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
