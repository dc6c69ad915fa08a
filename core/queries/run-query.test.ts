import { describe, expect, it } from "vitest";
import { AppError } from "../app-error.ts";
import { sampleWorkspace as workspace } from "../jobs/testing/sample-job.ts";
import { cancelQuery } from "./cancel-query.ts";
import { makeResult } from "./make-result.ts";
import { changeQuery } from "./query-documents.ts";
import { sweepQuery } from "./sweep-query.ts";
import { ask, createQueryWorld, deliver, pageOf, type QueryWorld, settle, stored, takeMessages } from "./testing/query-world.ts";

const away = () => new AppError("unavailable", "The storage is away.", { retryable: true });

function pass(world: QueryWorld, seconds: number): void {
  world.time.now = new Date(world.time.now.getTime() + seconds * 1000);
}

async function sweep(world: QueryWorld): Promise<number> {
  const due = await world.documents.listDue(world.now().toISOString(), 100);
  for (const document of due) await sweepQuery(world, document);
  return due.length;
}

/** As a run that died leaves it. */
async function begin(world: QueryWorld, id: string): Promise<void> {
  const leaseUntil = new Date(world.now().getTime() + world.settings.leaseSeconds * 1000).toISOString();
  await changeQuery(world, { workspace, id }, (query) => ({
    query: { ...query, status: "running", run: query.run + 1, startedAt: world.now().toISOString(), leaseUntil },
    dueAt: leaseUntil,
  }));
}

describe("a run", () => {
  it.each([
    ["sql-not-allowed", "read_csv is not allowed."],
    ["query-failed", "Division by zero."],
    ["no-such-table", "There is no table order. Did you mean orders?"],
    ["query-timeout", "It took too long."],
  ] as const)("that fails by the query's own fault says so once: %s", async (code, message) => {
    const world = createQueryWorld();
    world.queryEngines.duckdb.run = async () => {
      throw new AppError(code, message);
    };
    const id = await ask(world);

    const dead = await settle(world);

    expect(await stored(world, id)).toMatchObject({ status: "failed", run: 1, error: { code, message }, finishedAt: expect.any(String) });
    expect(dead).toEqual([]);
  });

  it("that fails by what is around it is tried again", async () => {
    const world = createQueryWorld();
    const { run } = world.queryEngines.duckdb;
    let failures = 2;
    world.queryEngines.duckdb.run = async (...given) => {
      if (failures-- > 0) throw away();
      return await run(...given);
    };
    const id = await ask(world);

    await settle(world);

    expect(await stored(world, id)).toMatchObject({ status: "succeeded", run: 3 });
    expect((await pageOf(world, id)).page.rows).toHaveLength(2);
  });

  it.each([
    ["unavailable", away(), "The storage is away. It was tried several times"],
    ["internal", new TypeError("a bug"), "The service failed each time"],
  ] as const)("that always fails ends as %s, and its message where somebody looks", async (code, error, message) => {
    const world = createQueryWorld();
    world.queryEngines.duckdb.run = async () => {
      throw error;
    };
    const id = await ask(world);

    const dead = await settle(world);

    expect(await stored(world, id)).toMatchObject({ status: "failed", error: { code, message: expect.stringContaining(message) } });
    expect(dead).toEqual([{ workspace, query: id }]);
  });

  it("takes no longer than a query may", async () => {
    const world = createQueryWorld({ querySeconds: 0.05 });
    world.queryEngines.duckdb.run = async (_, { signal }) => {
      await new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("killed"))));
      throw new Error("It was stopped before.");
    };
    const id = await ask(world);

    await settle(world);

    expect(await stored(world, id)).toMatchObject({ status: "failed", error: { code: "query-timeout" } });
  });

  it("is not begun a second time by a message that comes twice", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    await begin(world, id);

    const first = await deliver(world, { workspace, query: id });
    const again = await deliver(world, { workspace, query: id }, { receiveCount: 2 });

    expect(first.failure).toBeUndefined();
    expect(again).toMatchObject({ failure: { code: "conflict", retryable: true }, extended: [120, 120] });
    expect(world.ran).toEqual([]);
  });

  it("that was taken over changes nothing, and leaves nothing", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    const { run } = world.queryEngines.duckdb;
    world.queryEngines.duckdb.run = async (...given) => {
      world.queryEngines.duckdb.run = run;
      pass(world, 121);
      await deliver(world, { workspace, query: id });
      return await run(...given);
    };

    await settle(world);

    expect(await stored(world, id)).toMatchObject({ status: "succeeded", run: 2, answer: { run: 2 } });
    expect(world.objects.keys("results").every((key) => key.includes(`${id}/2/`))).toBe(true);
  });

  it("keeps the answer when its last change is refused only because it was made already", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    const { put } = world.documents;
    world.documents.put = async (document) => {
      const isStored = await put(document);
      // The first answer is lost on its way, and the second request finds the document changed.
      return isStored && !JSON.stringify(document.body).includes('"succeeded"');
    };

    await settle(world);

    expect(await stored(world, id)).toMatchObject({ status: "succeeded", rowCount: 2 });
    expect((await pageOf(world, id)).page.rows).toHaveLength(2);
  });

  it("of a query that was deleted meanwhile leaves nothing", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    const { run } = world.queryEngines.duckdb;
    world.queryEngines.duckdb.run = async (...given) => {
      const document = await world.documents.get({ workspace, kind: "query", id });
      if (document) await world.documents.remove(document);
      return await run(...given);
    };

    const dead = await settle(world);

    expect(dead).toEqual([]);
    expect(world.objects.keys("results")).toEqual([]);
  });

  it("tells how much it has read, and renews its lease, while it goes on", async () => {
    const world = createQueryWorld();
    world.now = () => new Date();
    const id = await ask(world);
    const { run } = world.queryEngines.duckdb;
    let seen = 0;
    world.queryEngines.duckdb.run = async (plan, tools) => {
      tools.read(77);
      await expect.poll(async () => (seen = (await stored(world, id)).bytesRead), { timeout: 5000 }).toBe(77);
      return await run(plan, tools);
    };

    await settle(world);

    expect(seen).toBe(77);
    expect(await stored(world, id)).toMatchObject({ status: "succeeded", bytesRead: 1234 });
  });
});

describe("the sweep", () => {
  it("sends again what nobody took up, ever more seldom", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    takeMessages(world);

    const sent: number[] = [];
    for (let minute = 1; minute <= 8; minute++) {
      pass(world, 60);
      await sweep(world);
      if (takeMessages(world).length > 0) sent.push(minute);
    }

    expect(sent).toEqual([1, 2, 4, 8]);
    expect((await stored(world, id)).status).toBe("queued");
  });

  it("hands on a query whose run died, until it died too often", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    takeMessages(world);
    for (let run = 1; run <= world.settings.maxAttempts; run++) {
      await begin(world, id);
      pass(world, 121);
    }

    await sweep(world);
    await settle(world);

    expect(world.ran).toEqual([]);
    expect(await stored(world, id)).toMatchObject({ status: "failed", error: { code: "stalled" } });
  });

  it("takes a query that was begun once to its end", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    takeMessages(world);
    await begin(world, id);
    pass(world, 121);

    await sweep(world);
    await settle(world);

    expect(await stored(world, id)).toMatchObject({ status: "succeeded", run: 2 });
  });

  it("ends a query that was to be cancelled when its run died", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    takeMessages(world);
    await begin(world, id);
    await cancelQuery(world, { ref: { workspace, id }, onlyStop: false });
    pass(world, 121);

    await sweep(world);
    await settle(world);

    expect((await stored(world, id)).status).toBe("cancelled");
    expect(world.ran).toEqual([]);
  });

  it("gives up a query that nobody ran for hours", async () => {
    const world = createQueryWorld();
    const id = await ask(world);
    pass(world, 3 * 3600);

    await sweep(world);

    expect(await stored(world, id)).toMatchObject({ status: "failed", error: { code: "unavailable" } });
  });

  it("forgets a query of which only the cost was asked", async () => {
    const world = createQueryWorld();
    const id = await ask(world, { dryRun: true });
    await settle(world);
    pass(world, 601);

    await sweep(world);

    expect(await world.documents.get({ workspace, kind: "query", id })).toBeNull();
  });

  it("has a file made whose message was lost, and gives it up in the end", async () => {
    const world = createQueryWorld();
    const [made, lost] = [await ask(world), await ask(world)];
    await settle(world);
    for (const id of [made, lost]) await makeResult(world, { ref: { workspace, id }, to: "tsv" });
    takeMessages(world);

    pass(world, 61);
    await sweep(world);
    for (const message of takeMessages(world)) if (message.query === made) await deliver(world, message);
    pass(world, 3600);
    await sweep(world);

    expect(await stored(world, made)).toMatchObject({ making: [], results: [{ name: "output.tsv" }] });
    expect(await stored(world, lost)).toMatchObject({ making: [], results: [], unmade: [{ to: "tsv", code: "unavailable" }] });
    expect(await world.documents.listDue("9999", 10)).toEqual([]);
  });
});
