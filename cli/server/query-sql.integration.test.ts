import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { send } from "../../app/api/testing/call-handler.ts";
import { startTestStack } from "../../app/api/testing/test-stack.ts";
import { buildCli, type CliRun, runCli } from "../testing/built-cli.ts";

let stack: Awaited<ReturnType<typeof startTestStack>>;
let server: Server;
let folder: string;

/** The route handlers of the site behind a real port. */
function serveApi(): Server {
  return createServer(async (request, response) => {
    const body = await buffer(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const init = { headers, ...(body.length > 0 && { body: new Uint8Array(body) }) };
    const answer = await send(request.method ?? "GET", request.url ?? "/", init);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(new Uint8Array(await answer.arrayBuffer()));
  });
}

beforeAll(async () => {
  buildCli();
  stack = await startTestStack("test-cli-query");
  server = serveApi().listen(0);
  folder = await mkdtemp(join(tmpdir(), "sluice-cli-query-"));
});

afterAll(async () => {
  server.close();
  await stack.close();
  await rm(folder, { recursive: true });
});

async function query(args: readonly string[], input?: string): Promise<CliRun> {
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const env = { SLUICE_URL: url, XDG_CONFIG_HOME: folder, SLUICE_API_KEY: "" };
  return await runCli(["query", ...args], { cwd: folder, env, ...(input !== undefined && { input }) });
}

describe("sluice query", () => {
  it("writes the answer to standard output, and what it took to standard error", async () => {
    const run = await query(["SELECT 9007199254740993 AS n, 'a,b' AS t"]);

    expect(run).toMatchObject({ status: 0, stderr: expect.stringContaining("1 row · read 0 B in ") });
    expect(run.stdout.split(/\r?\n/)).toEqual(["n,t", '9007199254740993,"a,b"', ""]);
  });

  it("reads the statement from standard input, and writes a file in the format of its name", async () => {
    const run = await query(["-", "--out", "answer.parquet", "-q"], "SELECT 1 AS n");

    expect(run).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect((await readFile(join(folder, "answer.parquet"))).subarray(0, 4).toString()).toBe("PAR1");
  });

  it("only says what it would read where that is asked for", async () => {
    const run = await query(["SELECT 1 AS n", "--dry-run"]);

    expect(run).toMatchObject({ status: 0, stdout: "Reads at most 0 B in 0 files. It would run on DuckDB.\n" });
  });

  it.each([
    ["DROP TABLE orders", "SELECT or WITH"],
    ["SELECT nothing", "nothing"],
    ["SELECT * FROM nowhere", "nowhere"],
  ])("says what is wrong with %s", async (sql, reason) => {
    const run = await query([sql, "--out", "none.csv"]);

    expect(run).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(reason) });
    await expect(readFile(join(folder, "none.csv"))).rejects.toThrow("ENOENT");
  });
});
