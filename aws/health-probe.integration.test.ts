import { expect, test } from "vitest";
import { createDocumentClient } from "./dynamo-client.ts";
import { createDynamoSweepMark } from "./dynamo-sweep-mark.ts";
import { createHealthProbe } from "./health-probe.ts";
import { createHeardObserver } from "./testing/heard-observer.ts";
import { access, startTables } from "./testing/local-aws.ts";

test("functions work as long as the sweep has run lately, and do not before it ever ran", async () => {
  const tables = await startTables();
  const overrides = { ...access, endpoint: tables.endpoint };
  const mark = createDynamoSweepMark({ client: createDocumentClient(overrides), table: "jobs" });
  const parts = { buckets: [], tables: { jobs: ["pk", "sk"], records: ["pk"] }, queueUrls: [], sweepMarkTable: "jobs" };
  // A probe of its own each time: one answers again what it found a moment ago.
  const ask = () => createHealthProbe(parts, createHeardObserver().observer, overrides).check();

  const before = await ask();
  await mark.set(new Date().toISOString());
  const fresh = await ask();
  await mark.set(new Date(Date.now() - 6 * 60_000).toISOString());
  const old = await ask();

  expect(before).toMatchObject({ tables: { ok: true }, functions: { ok: false } });
  expect(fresh).toMatchObject({ tables: { ok: true }, functions: { ok: true } });
  expect(old).toMatchObject({ tables: { ok: true }, functions: { ok: false } });
  await tables.close();
});
