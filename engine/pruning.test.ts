import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { PartitionTime } from "#core/lake/lake-table";
import { mayMatch } from "#core/lake/sql/may-match";
import { readStatement } from "#core/lake/sql/read-statement";
import type { LakeSession } from "#core/ports/engine";
import { createEngine } from "./create-engine.ts";

// Each starts processes, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 30_000 });

const now = new Date("2026-01-02T12:00:00Z");
let scratchDir = "";
let session: LakeSession;

beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "pruning-"));
  session = await createEngine({ scratchDir }).open(new AbortController().signal);
  for (const table of ["a", "b"]) await session.run(`CREATE TABLE ${table} AS ${hoursOf(table)}`);
});
afterAll(async () => {
  await session.close();
  await rm(scratchDir, { recursive: true });
});

/** The first and the last moment of hours around the turn of a year, and of some of every month around it. */
function hoursOf(table: string): string {
  const near = "SELECT TIMESTAMP '2025-12-30' + INTERVAL 1 HOUR * range AS h FROM range(120)";
  const far = "SELECT TIMESTAMP '2024-11-01' + INTERVAL 1 HOUR * (range * 173) AS h FROM range(120)";
  const times = `SELECT h, h AS _time FROM (${near} UNION ${far}) UNION ALL SELECT h, h + INTERVAL '3599999999 microseconds' FROM (${near} UNION ${far})`;
  const parts = ["year", "month", "day", "hour"].map((part) => `CAST(${part}(h) AS INTEGER) AS ${part}`);
  return `SELECT row_number() OVER (ORDER BY _time) % ${table === "a" ? 7 : 5} AS id, _time, ${parts.join(", ")} FROM (${times})`;
}

async function rowsOf(sql: string): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const batch of session.select(sql)) rows.push(...batch.map((row) => [...row]));
  return rows;
}

function toHour([year = "", month, day, hour]: readonly string[]): PartitionTime {
  return { year: Number(year), month: Number(month), day: Number(day), hour: Number(hour) };
}

/** Hours of a table that a statement may need, by what is known of it. */
async function keptHours(sql: string, table: string): Promise<PartitionTime[]> {
  const { references } = readStatement(await session.parse(sql));
  const places = references.filter((reference) => reference.table === table);
  const hours = (await rowsOf(`SELECT DISTINCT year, month, day, hour FROM ${table}`)).map(toHour);
  return hours.filter((hour) => places.some((place) => mayMatch(place, { own: new Set(), hours: { from: hour, to: hour }, now })));
}

const year = fc.integer({ min: 2024, max: 2027 });
const month = fc.integer({ min: 1, max: 12 });
const day = fc.integer({ min: 1, max: 31 });
const hour = fc.integer({ min: 0, max: 23 });
const two = (value: number) => String(value).padStart(2, "0");
const date = fc
  .record({ year: fc.constantFrom(2025, 2026), month: fc.constantFrom(1, 12, 1, 12, 6), day: fc.integer({ min: 1, max: 30 }) })
  .map((at) => `${at.year}-${two(at.month)}-${two(at.day)}`);
const time = fc
  .record({ date, hour, rest: fc.constantFrom(":00", ":59:59.999999", ":30:00.5", ":00:00Z", "") })
  .map((at) => (at.rest === "" ? at.date : `${at.date} ${two(at.hour)}${at.rest}`));
const moment = fc.oneof(
  time.map((text) => `TIMESTAMP '${text}'`),
  time.map((text) => `'${text}'`),
  date.map((text) => `DATE '${text}'`),
  date.map((text) => `DATE '${text}' - 2`),
  fc
    .tuple(time, fc.integer({ min: -3, max: 40 }), fc.constantFrom("HOUR", "DAY", "MONTH", "MINUTE"))
    .map(([text, n, unit]) => `TIMESTAMP '${text}' - INTERVAL (${n}) ${unit}`),
  time.map((text) => `CAST('${text}' AS TIMESTAMPTZ)`),
);
const compared = fc.constantFrom("=", "<>", "<", "<=", ">", ">=", "IS DISTINCT FROM", "IS NOT DISTINCT FROM");
const timeSide = fc.oneof(
  fc.constant("_time"),
  fc.constantFrom("day", "hour", "month", "week", "year", "quarter").map((unit) => `date_trunc('${unit}', _time)`),
  fc.constantFrom("_time + INTERVAL 1 DAY", "_time - INTERVAL 1 MONTH", "CAST(_time AS TIMESTAMPTZ)"),
);
const plain = fc
  .oneof(
    fc.tuple(fc.constantFrom("year", "a.year", "year(_time)", "extract(year FROM _time)"), compared, year),
    fc.tuple(fc.constantFrom("month", "A.Month", "month(_time)", "month + 0"), compared, month),
    fc.tuple(fc.constantFrom("day", "day(_time)", "day * 1", "-day"), compared, day),
    fc.tuple(fc.constantFrom("hour", "hour(_time)", "hour - 3"), compared, fc.oneof(hour, fc.constant("6.5"), fc.constant("'7'"))),
    fc.tuple(fc.constantFrom("year * 10000 + month * 100 + day"), compared, fc.constantFrom(20251231, 20260101, 20260315)),
    fc.tuple(timeSide, compared, moment),
    fc.tuple(
      fc.constantFrom("_time::DATE", "CAST(_time AS DATE)"),
      compared,
      date.map((text) => `'${text}'`),
    ),
    fc.tuple(fc.constant("id"), compared, fc.integer({ min: 0, max: 7 })),
    fc.tuple(moment, compared, fc.constant("_time")),
  )
  .map((parts) => parts.join(" "));
const listed = fc.oneof(
  fc
    .tuple(fc.constantFrom("month IN", "month NOT IN", "day IN", "id IN"), fc.array(month, { minLength: 1, maxLength: 3 }))
    .map(([side, list]) => `${side} (${list.join(", ")})`),
  fc.tuple(fc.constantFrom("hour BETWEEN", "hour NOT BETWEEN"), hour, hour).map(([side, from, to]) => `${side} ${from} AND ${to}`),
  fc.tuple(fc.constantFrom("_time BETWEEN", "_time NOT BETWEEN"), moment, moment).map(([side, from, to]) => `${side} ${from} AND ${to}`),
  fc.tuple(year, month, year, month).map((parts) => `(year, month) IN ((${parts[0]}, ${parts[1]}), (${parts[2]}, ${parts[3]}))`),
  fc.constantFrom(
    "year IS NULL",
    "_time IS NOT NULL",
    "TRUE",
    "FALSE",
    "NULL",
    "hour = NULL",
    "strftime(_time, '%Y') = '2026'",
    "(SELECT max(year) FROM b) = year",
  ),
);
const { condition } = fc.letrec<{ condition: string }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: listed }),
    fc.tuple(tie("condition"), fc.constantFrom("AND", "OR"), tie("condition")).map(([a, and, b]) => `(${a} ${and} ${b})`),
    tie("condition").map((text) => `NOT (${text})`),
  ),
}));

it("never passes over an hour that has a row which satisfies the WHERE clause, whatever that says", async () => {
  let kept = 0;
  let all = 0;

  await fc.assert(
    fc.asyncProperty(condition, async (where) => {
      const satisfied = (await rowsOf(`SELECT DISTINCT year, month, day, hour FROM a WHERE ${where}`)).map(toHour);
      const hours = await keptHours(`SELECT count(*) FROM a WHERE ${where}`, "a");
      kept += hours.length - satisfied.length;
      all += 240 - satisfied.length;
      expect(hours).toEqual(expect.arrayContaining(satisfied));
    }),
    { numRuns: 150 },
  );

  // And most of those that have none are passed over.
  expect(kept / all).toBeLessThan(0.5);
});

describe("an answer is the same over what may be needed alone", () => {
  it.each([
    "SELECT count(*) FROM a JOIN b USING (id) WHERE a.year = 2026 AND b.hour = 3",
    "SELECT count(*) FROM a JOIN b ON a.id = b.id AND a._time >= '2026-01-01' AND b.day < 3",
    "SELECT count(*), count(b.id) FROM a LEFT JOIN b ON a.id = b.id AND b.year = 2026 WHERE a.month = 12 AND b.year IS NULL",
    "SELECT count(*), count(b.id) FROM a LEFT JOIN b ON a.id = b.id AND a.year = 2024 WHERE b.year = 2026 OR b.year IS NULL",
    "SELECT count(*), count(a.id) FROM a RIGHT JOIN b ON a.id = b.id AND a.hour = 2 WHERE b.day = 1",
    "SELECT count(*) FROM a FULL JOIN b ON a._time = b._time AND a.year = 2025 WHERE a.year = 2025 OR b.year = 2026",
    "SELECT count(*) FROM a SEMI JOIN b ON a.id = b.id AND b.year = 2027 WHERE a.year = 2026",
    "SELECT count(*) FROM a ANTI JOIN b ON a.id = b.id AND b.year = 2024 AND a.year = 2026 WHERE a.hour = 1",
    "SELECT sum(b.hour) FROM a ASOF JOIN b ON a._time >= b._time WHERE a.year = 2026 AND a.day = 1 AND b.year = 2025",
    "SELECT sum(a.id * b.id) FROM a POSITIONAL JOIN b WHERE a.year = 2026",
    "SELECT count(*) FROM (a LEFT JOIN b ON a.id = b.id) JOIN a AS c ON c.id = a.id AND b.year = 2026 AND c.year = 2024 WHERE c.day < 9",
    "SELECT count(*) FROM a AS b JOIN b AS a ON a.id = b.id WHERE a.year = 2026 AND b.hour = 5",
    "SELECT count(*) FROM a JOIN b USING (year, month, day, hour) WHERE year = 2026",
    "SELECT count(*) FROM a WHERE year = 2026 AND EXISTS (SELECT 1 FROM b WHERE b.id = a.id AND b.year = a.year AND day = 1)",
    "SELECT (SELECT max(id) FROM b WHERE b.hour = a.hour AND year = 2025) AS m, count(*) FROM a WHERE day = 31 GROUP BY m ORDER BY m",
    "SELECT count(*) FROM a WHERE year = 2026 UNION ALL SELECT count(*) FROM a WHERE hour = 5",
    "WITH a AS (SELECT * FROM a WHERE year = 2026) SELECT count(*) FROM a WHERE hour = 3",
    "WITH x AS (SELECT *, 2026 AS y FROM a) SELECT count(*) FROM x WHERE year = 2024",
    "SELECT 2024 AS year, count(*) FROM a WHERE year = 2026 GROUP BY ALL",
    "SELECT count(*) FROM a AS t(year, x, y, z, v, w) WHERE year = 3",
    "SELECT max(n) FROM (SELECT row_number() OVER () AS n, year FROM a) WHERE year = 2026",
    "SELECT count(*) FROM a, (SELECT 1 AS one) AS s WHERE month = 12 AND one = 1",
    "SELECT count(*) FROM a WHERE hour = (SELECT min(hour) FROM b WHERE day = 2)",
    "SELECT count(*) FROM a NATURAL JOIN b WHERE year = 2025",
  ])("%s", async (sql) => {
    const whole = await rowsOf(sql);
    const kept = { a: await keptHours(sql, "a"), b: await keptHours(sql, "b") };

    for (const [table, hours] of Object.entries(kept)) {
      const list = hours.map(({ year, month, day, hour }) => `(${year}, ${month}, ${day}, ${hour})`).join(", ");
      await session.run(`ALTER TABLE ${table} RENAME TO ${table}_all`);
      const where = list === "" ? "FALSE" : `(year, month, day, hour) IN (${list})`;
      await session.run(`CREATE TABLE ${table} AS SELECT * FROM ${table}_all WHERE ${where}`);
    }
    const pruned = await rowsOf(sql).catch((error: unknown) => String(error));
    for (const table of Object.keys(kept)) {
      await session.run(`DROP TABLE ${table}`);
      await session.run(`ALTER TABLE ${table}_all RENAME TO ${table}`);
    }

    expect(pruned).toEqual(whole);
  });
});

describe("hours that a WHERE clause excludes", () => {
  it.each([
    ["SELECT 1 FROM a WHERE year = 2026 AND month = 1 AND day = 2 AND hour = 3", 1],
    ["SELECT 1 FROM a WHERE _time >= '2026-01-01' AND _time < '2026-01-02'", 24],
    ["SELECT 1 FROM a WHERE _time BETWEEN TIMESTAMP '2026-01-01 05:30:00' AND TIMESTAMP '2026-01-01 06:29:00'", 2],
    ["SELECT 1 FROM a WHERE _time::DATE = DATE '2025-12-31' OR (year = 2026 AND month = 1 AND day = 1)", 48],
    ["SELECT 1 FROM a WHERE date_trunc('day', _time) = '2026-01-01'", 24],
    ["SELECT 1 FROM a AS x WHERE x._time >= now() - INTERVAL 7 DAY AND x._time < '2025-12-31'", 24],
    ["SELECT 1 FROM a WHERE _time >= current_date - 1 AND _time < '2026-01-02'", 24],
    ["SELECT 1 FROM a WHERE (year, month, day) IN ((2025, 12, 31), (2026, 1, 1)) AND NOT hour > 3", 8],
  ])("of %s", async (sql, expected) => {
    const hours = await keptHours(sql, "a");

    // Some hours far away are in those days too.
    expect(hours.length).toBeGreaterThanOrEqual(expected);
    expect(hours.length).toBeLessThanOrEqual(expected + 1);
  });
});
