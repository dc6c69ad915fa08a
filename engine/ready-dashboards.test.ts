import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readyDashboards } from "#core/dashboards/ready";
import { toTrino } from "#core/lake/athena/to-trino";
import { planQuery } from "#core/lake/plan-query";
import type { FixtureTable } from "#core/lake/sql/testing/fixtures";
import type { LakeSession } from "#core/ports/engine";
import { loadTrinoGrammar } from "#local/athena/trino-grammar";
import { createEngine } from "./create-engine.ts";
import { createLakeQueryEngine } from "./lake-query-engine.ts";
import { createFixtureLake, type FixtureLake, toSuiteRows } from "./testing/fixture-lake.ts";

// Each starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const workspace = "w1";
const signal = new AbortController().signal;
const at = "2009-09-28T00:00:00.000Z";
const check = await loadTrinoGrammar();

/** As publishing without a schema leaves it: all of it text, and the time of each row. */
function textTable(name: string, columns: readonly string[], rows: readonly (readonly string[])[]): FixtureTable {
  return {
    table: {
      ...{ name, typeChanges: "reject", current: name, years: { from: 2009, to: 2009 }, createdAt: at, updatedAt: at },
      columns: columns.map((column) => ({ name: column, type: "text", header: column })),
    },
    rows: rows.map((cells, index) => [...cells.map((cell) => `'${cell}'`), `TIMESTAMP '2009-09-27 0${6 + index}:15:00'`]),
  };
}

const tables: readonly FixtureTable[] = [
  textTable(
    "hits",
    ["hit_time_gmt", "pagename", "geo_country"],
    [
      ["1254033280", "Home", "US"],
      ["1254034963", "Order Complete", ""],
    ],
  ),
  textTable(
    "keyword_revenue",
    ["hour", "search_engine_domain", "search_keyword", "revenue", "purchases"],
    [
      ["2009-09-27T06:00:00Z", "google.com", "ipod", "290.00", "1"],
      ["2009-09-27T07:00:00Z", "", "", "250.50", "2"],
    ],
  ),
  textTable(
    "customer_messages",
    [
      ...["type", "customer_reference", "number_of_orders", "total_amount_spent"],
      ...["date", "order_reference", "code", "message", "file", "line"],
    ],
    [
      ["customer_message", "c1", "2", "87.5", "", "", "", "", "", ""],
      ["error_message", "", "", "", "20261121", "o1", "unknown-customer", "Nobody is called so.", "orders", "3"],
    ],
  ),
];

let scratchDir = "";
let session: LakeSession;
let lake: FixtureLake;
beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "ready-"));
  session = await createEngine({ scratchDir }).open(signal);
  lake = await createFixtureLake(session, tables);
});
afterAll(async () => {
  await session.close();
  await rm(scratchDir, { recursive: true });
});

const expected: Readonly<Record<string, (string | null)[][]>> = {
  revenue: [["540.5"]],
  purchases: [["3"]],
  hits: [["2"]],
  "by-engine": [
    ["google.com: ipod", "290"],
    ["no search", "250.5"],
  ],
  "against-hits": [
    ["2009-09-27 06:00:00", "1", "290"],
    ["2009-09-27 07:00:00", "1", "250.5"],
  ],
  told: [["1"]],
  spent: [["87.5"]],
  errors: [["1"]],
  "by-code": [["unknown-customer", "1"]],
  "per-customer": [["87.5"]],
  "orders-against-spent": [["2", "87.5"]],
  "what-is-wrong": [["orders", "3", "unknown-customer", "Nobody is called so.", "", "o1"]],
};

describe.each(readyDashboards)("the ready dashboard $title, over tables of texts", ({ cards }) => {
  it.each(cards)("answers $title, and Athena takes its statement", async ({ id, sql, chart }) => {
    const plan = await planQuery(lake, session, { workspace, sql, now: new Date(at), signal });

    const answer = await createLakeQueryEngine(lake).run(plan, { session, signal, read: () => undefined });

    const drawn = Object.entries(chart).flatMap(([key, value]) => (["x", "y", "value"].includes(key) ? [value].flat() : []));
    expect(answer.columns.map(({ name }) => name)).toEqual(expect.arrayContaining(drawn));
    expect(answer.rows).toBeGreaterThan(0);
    if (expected[id]) expect(await toSuiteRows(answer)).toEqual(expected[id]);
    expect(check?.(toTrino(plan, { database: "lake" }))).toBeNull();
  });
});
