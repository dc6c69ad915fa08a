import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { planQuery } from "#core/lake/plan-query";
import { suite } from "#core/lake/sql/testing/suite";
import type { LakeSession } from "#core/ports/engine";
import { createEngine } from "./create-engine.ts";
import { createLakeQueryEngine } from "./lake-query-engine.ts";
import { createFixtureLake, type FixtureLake, toSuiteRows } from "./testing/fixture-lake.ts";

// Each starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const signal = new AbortController().signal;
let scratchDir = "";
let session: LakeSession;
let lake: FixtureLake;

beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "suite-"));
  const making = await createEngine({ scratchDir }).open(signal);
  lake = await createFixtureLake(making);
  await making.close();
});
beforeEach(async () => {
  session ??= await createEngine({ scratchDir }).open(signal);
});
afterAll(async () => {
  await session.close();
  await rm(scratchDir, { recursive: true });
});

it.each(suite)("$name", async ({ sql, rows }) => {
  const plan = await planQuery(lake, session, { workspace: lake.workspace, sql, now: new Date("2026-02-01"), signal });

  const answer = await createLakeQueryEngine({ objects: lake.objects }).run(plan, { session, signal, read: () => undefined });

  expect(await toSuiteRows(answer)).toEqual(rows);
});

it("has sixty queries and more, each under a name of its own", () => {
  const names = new Set(suite.map(({ name }) => name));

  expect(names.size).toBe(suite.length);
  expect(suite.length).toBeGreaterThan(60);
});
