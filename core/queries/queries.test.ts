import { describe, expect, it } from "vitest";
import { AppError } from "../app-error.ts";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { cancelQuery } from "./cancel-query.ts";
import { mostUnderWay } from "./create-query.ts";
import { toAnswerJson } from "./get-query.ts";
import { listQueries } from "./list-queries.ts";
import { makeResult } from "./make-result.ts";
import { signQueryResult } from "./sign-query-result.ts";
import { ask, createQueryWorld, pageOf, settle, stored, takeMessages } from "./testing/query-world.ts";

describe("a query", () => {
  it("is stored, sent, run, and read by its page", async () => {
    const world = createQueryWorld();

    const id = await ask(world);
    const asked = await pageOf(world, id);
    await settle(world);
    const answer = await pageOf(world, id);

    expect(asked).toMatchObject({ view: { status: "queued", ms: 0, cost: null }, columns: [], page: { rows: [], next: null } });
    expect(answer.view).toMatchObject({ status: "succeeded", engine: "duckdb", rowCount: 2, bytesRead: 1234, cost: { bytes: 1000 } });
    expect(toAnswerJson(answer)).toContain('"cursor":null,"rows":[[9007199254740993,"Ann"],[2,null]]}');
    expect(world.lakeEngine.opened()).toBe(0);
  });

  it("is read as texts where that is asked for, and without rows", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    await settle(world);

    const texts = await pageOf(world, id, { as: "text" });
    const bare = await pageOf(world, id, { limit: 0 });

    expect(texts.page.rows).toEqual(['["9007199254740993","Ann"]', '["2",null]']);
    expect(bare).toMatchObject({ columns: [{ name: "id" }, { name: "name" }], page: { rows: [] } });
  });

  it("is refused at once where it is seen not to be a SELECT, and nothing is stored", async () => {
    const world = createQueryWorld();

    await expect(ask(world, { sql: "DROP TABLE orders" })).rejects.toMatchObject({ code: "sql-not-allowed" });

    expect(await listQueries(world, { workspace, limit: 10 })).toEqual({ queries: [], cursor: null });
  });

  it("is one of so many under way", async () => {
    const world = createQueryWorld();
    const [first = ""] = await Promise.all(Array.from({ length: mostUnderWay }, () => ask(world)));

    await expect(ask(world)).rejects.toMatchObject({ code: "too-many-jobs", retryable: true });
    await cancelQuery(world, { ref: { workspace, id: first }, onlyStop: false });

    await expect(ask(world)).resolves.toEqual(expect.any(String));
    await expect(ask(world, {}, `ws_${"1".repeat(26)}`)).resolves.toEqual(expect.any(String));
  });

  it("whose message was not taken is sent again by whoever looks at it later, and not before", async () => {
    const world = createQueryWorld();
    const { send } = world.queue;
    world.queue.send = async () => {
      throw new AppError("unavailable", "The queue is away.", { retryable: true });
    };
    const id = await ask(world);
    world.queue.send = send;

    await pageOf(world, id);
    const early = takeMessages(world);
    world.time.now = new Date(world.time.now.getTime() + 61_000);
    await pageOf(world, id);
    await pageOf(world, id);

    expect(early).toEqual([]);
    expect(world.sent).toEqual([{ queue: "queries", body: { workspace, query: id } }]);
  });

  it("only to be estimated ends with its cost, and is not a part of the history", async () => {
    const world = createQueryWorld();

    const id = await ask(world, { dryRun: true, to: "csv" });
    await settle(world);

    expect(await pageOf(world, id)).toMatchObject({ view: { status: "succeeded", cost: { bytes: 1000 }, rowCount: null }, columns: [] });
    expect(world.ran).toEqual([]);
    expect((await listQueries(world, { workspace, limit: 10 })).queries).toEqual([]);
  });

  it("is not there for another workspace", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    await settle(world);
    const ref = { workspace: `ws_${"1".repeat(26)}`, id };

    await expect(cancelQuery(world, { ref, onlyStop: false })).rejects.toMatchObject({ code: "not-found" });
    await expect(makeResult(world, { ref, to: "csv" })).rejects.toMatchObject({ code: "not-found" });
    await expect(signQueryResult(world, { ...ref, name: "output.csv" })).rejects.toMatchObject({ code: "not-found" });
    expect((await listQueries(world, { workspace: ref.workspace, limit: 10 })).queries).toEqual([]);
  });

  it("whose columns are too many to be kept fails, and says so", async () => {
    const world = createQueryWorld();
    world.answer = { columns: Array.from({ length: 5000 }, (_, n) => ({ name: `column number ${n}`, type: "VARCHAR" })), rows: [] };

    const id = await ask(world);
    await settle(world);

    expect(await stored(world, id)).toMatchObject({ status: "failed", error: { code: "query-too-large" } });
    expect(world.objects.keys("results")).toEqual([]);
  });

  it("whose rows the bucket does not keep any more says so", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    await settle(world);
    await world.objects.deletePrefix("results", "queries/");

    await expect(pageOf(world, id)).rejects.toMatchObject({ code: "not-found", message: expect.stringContaining("Run it again") });
  });
});

describe("where a query runs", () => {
  it.each([
    ["by what it reads", { bytes: 1000, beyondAthena: null }, "auto", "duckdb"],
    ["by what it reads, when that is very much", { bytes: 1e12, beyondAthena: null }, "auto", "athena"],
    ["here, when Athena cannot", { bytes: 1e12, beyondAthena: "Athena has no PIVOT." }, "auto", "duckdb"],
    ["as it is asked for", { bytes: 1000, beyondAthena: null }, "athena", "athena"],
    ["as it is asked for, though it is much", { bytes: 1e12, beyondAthena: null }, "duckdb", "duckdb"],
  ] as const)("%s", async (_, planned, engine, where) => {
    const world = createQueryWorld();
    Object.assign(world.planned, planned);

    const id = await ask(world, { engine });
    await settle(world);

    expect(world.ran).toEqual([where]);
    expect(await stored(world, id)).toMatchObject({ status: "succeeded", engine: where });
  });

  it("is not Athena when that cannot run it, whoever wishes", async () => {
    const world = createQueryWorld();
    Object.assign(world.planned, { beyondAthena: "Athena has no PIVOT." });

    const id = await ask(world, { engine: "athena" });
    await settle(world);

    expect(await stored(world, id)).toMatchObject({
      status: "failed",
      error: { code: "sql-not-allowed", message: "Athena has no PIVOT." },
    });
  });
});

describe("files of an answer", () => {
  it("are made with the query, or later, and have a name of their own", async () => {
    const world = createQueryWorld();
    const id = await ask(world, { to: "csv" });
    await settle(world);
    const ref = { workspace, id };

    const view = await makeResult(world, { ref, to: "ndjson" });
    await makeResult(world, { ref, to: "ndjson" });
    const messages = world.sent.length;
    await settle(world);
    const parquet = await makeResult(world, { ref, to: "parquet" });
    const link = await signQueryResult(world, { ...ref, name: "output.csv" });

    expect(view).toMatchObject({ making: ["ndjson"], results: [{ name: "output.csv", rows: 2 }] });
    expect(messages).toBe(1);
    expect(parquet).toMatchObject({ making: [], results: [{ name: "output.csv" }, { name: "output.ndjson" }, { name: "output.parquet" }] });
    expect(link.url).toContain("query-2026-03-01-1000.csv");
    expect((await signQueryResult(world, { ...ref, name: "output.parquet" })).url).toContain("answer.parquet");
    expect(world.objects.text("results", `queries/${workspace}/${id}/1/output.csv`)).toContain("id,name\n");
    await expect(signQueryResult(world, { ...ref, name: "output.tsv" })).rejects.toMatchObject({ code: "not-found" });
  });

  it("that a format cannot hold leave the answer as it is, and say why", async () => {
    const world = createQueryWorld();
    world.answer = { ...world.answer, rows: [`[1,"${"x".repeat(40_000)}"]`] };

    const id = await ask(world, { to: "xlsx" });
    await settle(world);

    expect(await pageOf(world, id)).toMatchObject({
      view: { status: "succeeded", results: [], making: [], unmade: [{ to: "xlsx", code: "query-too-large" }] },
    });
  });

  it("are not made of a query that has no answer", async () => {
    const world = createQueryWorld();
    const id = await ask(world);

    await expect(makeResult(world, { ref: { workspace, id }, to: "csv" })).rejects.toMatchObject({ code: "wrong-state" });
  });
});

describe("a query that is cancelled", () => {
  it("while it waits is not run", async () => {
    const world = createQueryWorld();
    const id = await ask(world);

    await cancelQuery(world, { ref: { workspace, id }, onlyStop: true });
    await settle(world);

    expect((await stored(world, id)).status).toBe("cancelled");
    expect(world.ran).toEqual([]);
  });

  it("while it runs is stopped, and leaves nothing", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    world.queryEngines.duckdb.run = async (_, { signal }) => {
      await cancelQuery(world, { ref: { workspace, id }, onlyStop: false });
      await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      throw new Error("It was stopped before.");
    };

    const dead = await settle(world);

    expect(await stored(world, id)).toMatchObject({ status: "cancelled", run: 1 });
    expect(dead).toEqual([]);
    expect(world.objects.keys("results")).toEqual([]);
    expect(world.lakeEngine.opened()).toBe(0);
  });

  it("after it ended is deleted with its rows, unless stopping was all that was asked", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    await settle(world);
    const ref = { workspace, id };

    await cancelQuery(world, { ref, onlyStop: true });
    const kept = world.objects.keys("results").length;
    await cancelQuery(world, { ref, onlyStop: false });

    expect(kept).toBe(3);
    expect(world.objects.keys("results")).toEqual([]);
    await expect(pageOf(world, id)).rejects.toMatchObject({ code: "not-found" });
  });
});
