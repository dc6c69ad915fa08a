import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createKeyResponseSchema } from "#core/api/keys-api";
import { send } from "../../app/api/testing/call-handler.ts";
import { startTestStack } from "../../app/api/testing/test-stack.ts";
import { buildCli, type CliRun, runCli } from "../testing/built-cli.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;
let server: Server;
let folder: string;
let config: string;
const asked: { path: string; key: string | string[] | undefined; authorization: string | undefined }[] = [];

/** The route handlers of the site behind a real port. */
function serveApi(): Server {
  return createServer(async (request, response) => {
    const path = request.url ?? "/";
    asked.push({ path, key: request.headers["x-api-key"], authorization: request.headers.authorization });
    const body = await buffer(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const answer = await send(request.method ?? "GET", path, { headers, ...(body.length > 0 && { body: new Uint8Array(body) }) });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(new Uint8Array(await answer.arrayBuffer()));
  });
}

function sluice(...args: string[]): Promise<CliRun> {
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return runCli(args, { cwd: folder, env: { SLUICE_URL: url, XDG_CONFIG_HOME: config, SLUICE_API_KEY: "" } });
}

function sluiceWith(input: string, ...args: string[]): Promise<CliRun> {
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return runCli(args, { cwd: folder, input, env: { SLUICE_URL: url, XDG_CONFIG_HOME: config, SLUICE_API_KEY: "" } });
}

beforeAll(async () => {
  buildCli();
  stack = await startTestStack("test-cli");
  server = serveApi().listen(0);
  config = await mkdtemp(join(tmpdir(), "sluice-cli-config-"));
});

afterAll(async () => {
  server.close();
  await stack.close();
  await rm(config, { recursive: true });
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-cli-"));
  await writeFile(join(folder, "orders.csv"), "id,total\n1,5\n2\n");
  return () => rm(folder, { recursive: true });
});

const convert = ["--operation", "convert", "--param", "to=ndjson"];

describe("sluice upload", () => {
  it("sends a file, waits, fetches the results and answers as if the work had been done here", async () => {
    const run = await sluice("upload", "orders.csv", ...convert, "--on-bad", "reject", "--download", "results");

    expect(run).toMatchObject({ status: 1, stderr: expect.stringContaining("2 in = 1 out + 1 set aside + 0 filtered") });
    expect((await readdir(join(folder, "results"))).sort()).toEqual(["output.ndjson", "rejects.csv", "rejects.ndjson", "report.json"]);
    expect(await readFile(join(folder, "results/output.ndjson"), "utf8")).toBe('{"id":"1","total":"5"}\n');
    expect(run.stdout.split("\n")).toContain(join("results", "output.ndjson"));
  });

  it("sends a large file in parts", async () => {
    const row = `${"x".repeat(99)},1\n`;
    await writeFile(join(folder, "large.csv"), `id,total\n${row.repeat(1_050_000)}`);

    const run = await sluice("upload", "large.csv", ...convert, "--watch", "--json");

    expect(run.status, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ status: "succeeded", counts: { in: 1_050_000, out: 1_050_000 } });
  });

  it("reads parameters as the operation's schema says, also nested ones", async () => {
    const { stdout, stderr } = await sluice(
      "upload",
      "orders.csv",
      ...convert,
      "--param",
      "dialect.delimiter=;",
      "--param",
      "dialect.skip=1",
      "--json",
    );

    expect(stderr).toContain("uploaded");
    expect(JSON.parse(stdout)).toMatchObject({ params: { to: "ndjson", dialect: { delimiter: ";", skip: 1 } } });
  });

  it("does what a recipe says, with parameters of its own", async () => {
    await sluice("jobs");
    const cookie =
      Object.values(JSON.parse(await readFile(join(config, "sluice/sessions.json"), "utf8")) as Record<string, string>)[0] ?? "";
    const body = JSON.stringify({ operation: "convert", params: { to: "ndjson" }, onBadRow: "reject" });
    await send("PUT", "/api/recipes/nightly", { headers: { cookie, "content-type": "application/json" }, body });

    const run = await sluice("upload", "orders.csv", "--recipe", "nightly", "--param", "to=json", "--watch", "--json");

    expect(JSON.parse(run.stdout)).toMatchObject({
      operation: "convert",
      params: { to: "json" },
      onBadRow: "reject",
      counts: { rejected: 1 },
    });
    expect(run.status).toBe(1);
    expect(await sluice("upload", "orders.csv", "--recipe", "daily")).toMatchObject({ status: 2, stdout: "" });
  });

  it.each([
    [["--operation", "convrt"], "Did you mean convert?"],
    [["--operation", "convert", "--param", "to"], "name=value"],
    [["--operation", "convert", "--param", "to=xml"], "to: "],
    [[], "--operation"],
  ])("refuses %j with a sentence", async (args, message) => {
    const run = await sluice("upload", "orders.csv", ...args);

    expect(run).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(message) });
  });

  it("refuses standard input and what is not there before a job is made", async () => {
    expect(await sluice("upload", "-", ...convert)).toMatchObject({ status: 2, stderr: expect.stringContaining("Only files") });
    expect(await sluice("upload", "nowhere.csv", ...convert)).toMatchObject({ status: 2, stderr: expect.stringContaining("nowhere.csv") });
  });
});

describe("jobs on a server", () => {
  it("are listed, shown, retried and cancelled by the guest who made them", async () => {
    const { stdout } = await sluice("upload", "orders.csv", ...convert, "--watch", "--json");
    const { id } = JSON.parse(stdout) as { id: string };

    const list = await sluice("jobs", "--json", "--status", "succeeded");
    expect((JSON.parse(list.stdout) as { id: string }[]).map((job) => job.id)).toContain(id);
    expect((await sluice("jobs")).stdout).toMatch(new RegExp(`${id} +done`));
    expect((await sluice("job", id)).stdout).toContain("orders.csv: done");
    expect(await sluice("retry", id)).toMatchObject({ status: 2, stderr: expect.stringMatching(/^sluice: /) });
    expect(await sluice("cancel", id)).toMatchObject({ status: 2 });
    expect(await sluice("job", "01NOSUCHJOB00000000000000")).toMatchObject({ status: 2 });
  });

  it("are deleted when they ended long enough ago", async () => {
    await sluice("upload", "orders.csv", ...convert, "--watch");

    expect((await sluice("purge", "--older-than", "1h")).stderr).toContain("0 jobs");
    const dry = await sluice("purge", "--older-than", "0s", "--dry-run");
    expect(dry.stderr).toContain("would be deleted");
    expect(JSON.parse((await sluice("jobs", "--json")).stdout)).not.toEqual([]);
    const purged = await sluice("purge", "--older-than", "0s", "--yes");
    const idsOf = ({ stdout }: CliRun) => stdout.split("\n").map((line) => line.split(" ")[0]);
    expect([purged.status, idsOf(purged)]).toEqual([0, idsOf(dry)]);
    expect(JSON.parse((await sluice("jobs", "--json", "--status", "succeeded")).stdout)).toEqual([]);
  });
});

describe("sluice purge", () => {
  it("deletes nothing unless somebody confirms it", async () => {
    await sluice("upload", "orders.csv", ...convert, "--watch");

    const unheard = await sluice("purge", "--older-than", "0s");
    const refused = await sluiceWith("no\n", "purge", "--older-than", "0s");
    const stayed = JSON.parse((await sluice("jobs", "--json")).stdout) as unknown[];
    const confirmed = await sluiceWith("y\n", "purge", "--older-than", "0s");

    expect(unheard).toMatchObject({ status: 2, stderr: expect.stringContaining("--yes") });
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("Nothing was deleted") });
    expect(stayed.length).toBeGreaterThan(0);
    expect(confirmed).toMatchObject({ status: 0, stderr: expect.stringContaining("deleted.") });
    expect(JSON.parse((await sluice("jobs", "--json")).stdout)).toEqual([]);
  });

  it("takes jobs that wait, and records, when they are named", async () => {
    await writeFile(join(folder, "customers.csv"), "customer_id,name\n1,Ann\n2,Bob\n");
    await sluice("upload", "customers.csv", "--operation", "load", "--watch");
    const { id } = await makeWaiting();

    const dry = await sluice("purge", "--queues", "--records", "--dry-run");
    const purged = await sluice("purge", "--queues", "--records", "--yes");
    const again = await sluice("purge", "--records", "--dry-run");

    expect(dry.stderr).toContain("1 waiting job and 2 records of records would be deleted.");
    expect(dry.stdout).toContain(`${id}  waiting for file`);
    expect(purged).toMatchObject({ status: 0, stderr: "1 waiting job and 2 records of records deleted.\n" });
    expect(again.stderr).not.toContain("2 records");
    expect((await sluice("job", id)).status).toBe(2);
    expect(await sluice("purge", "--records", "--dataset", "nothing", "--yes")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no dataset "nothing"'),
    });
  });

  /** A job whose file never comes. */
  async function makeWaiting(): Promise<{ id: string }> {
    const cookie =
      Object.values(JSON.parse(await readFile(join(config, "sluice/sessions.json"), "utf8")) as Record<string, string>)[0] ?? "";
    const body = JSON.stringify({ operation: "convert", params: { to: "json" }, files: [{ name: "late.csv", size: 9 }] });
    const answer = await send("POST", "/api/jobs", { headers: { cookie, "content-type": "application/json" }, body });
    return ((await answer.json()) as { job: { id: string } }).job;
  }
});

describe("who is calling", () => {
  it("is a guest whose session only the user can read, and who starts anew when it has ended", async () => {
    await sluice("jobs");
    const path = join(config, "sluice/sessions.json");
    expect((await stat(path)).mode & 0o777).toBe(0o600);

    await writeFile(path, (await readFile(path, "utf8")).replace(/sluice_session=[^"]*/, "sluice_session=gone"));

    expect(await sluice("jobs")).toMatchObject({ status: 0, stderr: "There are no jobs yet.\n" });
  });

  it("is told by SLUICE_API_KEY", async () => {
    const url = `http://localhost:${(server.address() as AddressInfo).port}`;

    const made = await send("POST", "/api/keys", { headers: { "content-type": "application/json" }, body: '{"name":"nightly"}' });
    const { secret } = createKeyResponseSchema.parse(await made.json());
    const as = (key: string) => runCli(["jobs"], { cwd: folder, env: { SLUICE_URL: url, XDG_CONFIG_HOME: config, SLUICE_API_KEY: key } });

    expect(await as(secret)).toMatchObject({ status: 0, stderr: "There are no jobs yet.\n" });
    expect(asked.at(-1)).toMatchObject({ key: secret, authorization: undefined });
    expect(await as("sluice_none")).toMatchObject({ status: 2, stderr: expect.stringContaining("API key is not valid") });
  });

  it("learns that nobody answers, and that an address is none", async () => {
    expect(await sluice("jobs", "--url", "http://localhost:9")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("does not answer"),
    });
    expect(await sluice("jobs", "--url", "localhost")).toMatchObject({ status: 2, stderr: expect.stringContaining("no address") });
  });
});
