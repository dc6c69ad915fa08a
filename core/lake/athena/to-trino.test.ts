import { describe, expect, it } from "vitest";
import type { QueriedTable } from "#core/ports/query-engine";
import { loadTrinoGrammar } from "#local/athena/trino-grammar";
import { customers, orders, planOf, queried, workspace } from "./testing/plans.ts";
import { toTrino } from "./to-trino.ts";
import { whyNotOnAthena } from "./why-not-on-athena.ts";

const check = await loadTrinoGrammar();

async function trino(sql: string, tables?: readonly QueriedTable[]): Promise<string> {
  const statement = toTrino(await planOf(sql, tables), { database: "lake" });
  expect(check?.(statement)).toBeNull();
  return statement;
}

/** What stands between SELECT and FROM, without the names of columns' table. */
async function item(expression: string): Promise<string> {
  const statement = await trino(`SELECT ${expression} FROM orders`);
  return statement.slice("SELECT ".length, statement.indexOf(" FROM (SELECT")).replaceAll('"orders".', "");
}

describe("a table in Athena's SQL", () => {
  it("is what the plan left of it: its columns, partitions that have files, and files of the jobs that it found", async () => {
    const table = queried(orders, { columns: new Set(["id", "year"]), unsettled: ["01a", "it's"] });

    expect(await trino("SELECT id FROM orders", [table])).toBe(
      'SELECT "orders"."id" AS "id" FROM (SELECT "id", "year" FROM "lake"."ws_0123456789abcdefghjkmnpqrs__orders" ' +
        'WHERE "year" IN (2026) AND "month" IN (1) AND "day" IN (31) AND "hour" IN (7) ' +
        "AND regexp_extract(\"$path\", '([^/]+)-[0-9]+[.]parquet$', 1) IN ('01')) AS \"orders\"",
    );
  });

  it("of more jobs than can be named is without those that are not settled", async () => {
    const table = queried(orders, { columns: new Set(["id"]), unsettled: ["01a", "it's"] });
    const files = Array.from({ length: 1001 }, (_, job) => table.files.map((file) => ({ ...file, job: String(job) }))).flat();

    expect(await trino("SELECT id FROM orders", [{ ...table, files }])).toMatch(
      / AND strpos\("\$path", '\/01a-'\) = 0 AND strpos\("\$path", '\/it''s-'\) = 0\) AS "orders"$/,
    );
  });

  it("without files is empty, whatever partitions there may be", async () => {
    expect(await trino("SELECT count(*) FROM orders", [queried(orders, { files: [], columns: new Set() })])).toBe(
      'SELECT count(*) FROM (SELECT 1 AS one FROM "lake"."ws_0123456789abcdefghjkmnpqrs__orders" WHERE false) AS "orders"',
    );
  });

  it("leaves its partitions to Athena's projection", async () => {
    expect(await trino("SELECT id FROM orders o WHERE year = 2026 AND month BETWEEN 1 AND 2")).toMatch(
      / AS "o" WHERE \(\("o"\."year" = 2026\) AND \("o"\."month" BETWEEN 1 AND 2\)\)$/,
    );
  });

  it("keeps the order of columns that both engines show", async () => {
    const star = await trino("SELECT * EXCLUDE (amount) REPLACE (id + 1 AS id) FROM orders");

    expect([...star.slice(0, star.indexOf(" FROM ")).matchAll(/ AS "(\w+)"/g)].map(([, name]) => name)).toEqual([
      "id",
      "customer_id",
      "paid",
      "ordered_on",
      "shipped_at",
      "_time",
      "year",
      "month",
      "day",
      "hour",
    ]);
  });
});

describe("expressions whose meaning differs", () => {
  it.each([
    ["amount / 2", '(CAST("amount" AS double) / CAST(2 AS double))'],
    ["id // 2", '("id" / nullif(2, 0))'],
    ["id % 2", '("id" % nullif(2, 0))'],
    ["avg(amount)", 'avg(CAST("amount" AS double))'],
    ["sum(paid)", 'sum(CAST("paid" AS bigint))'],
    ["customer_id ILIKE 'A%'", "(lower(\"customer_id\") LIKE lower('A%'))"],
    ["ordered_on > '2026-01-02'", "(\"ordered_on\" > DATE '2026-01-02')"],
    ["shipped_at > '2026-01-02'", "(\"shipped_at\" > TIMESTAMP '2026-01-02 00:00:00')"],
    [
      "shipped_at BETWEEN '2026-01-02T10:00' AND '2026-01-03 10:00:00.5'",
      "(\"shipped_at\" BETWEEN TIMESTAMP '2026-01-02 10:00:00' AND TIMESTAMP '2026-01-03 10:00:00.5')",
    ],
    ["id IN (1, '2')", "(\"id\" IN (1, CAST('2' AS bigint)))"],
    ["customer_id = 7", '(CAST("customer_id" AS bigint) = 7)'],
    ["shipped_at - INTERVAL 2 WEEK", "(\"shipped_at\" - INTERVAL '14' DAY)"],
    ["ordered_on + INTERVAL '1 month'", "(CAST(\"ordered_on\" AS timestamp) + INTERVAL '1' MONTH)"],
    ["ordered_on + INTERVAL (id) DAY", 'date_add(\'day\', CAST("id" AS bigint), CAST("ordered_on" AS timestamp))'],
    ["ordered_on - DATE '2026-01-01'", "date_diff('day', DATE '2026-01-01', \"ordered_on\")"],
    ["date_diff('hour', shipped_at, _time)", "date_diff('hour', date_trunc('hour', \"shipped_at\"), date_trunc('hour', \"_time\"))"],
    ["date_sub('hour', shipped_at, _time)", 'date_diff(\'hour\', "shipped_at", "_time")'],
    ["extract(dow FROM shipped_at)", '(day_of_week("shipped_at") % 7)'],
    ["strftime(shipped_at, '%Y-%m-%d %H:%M:%S')", "date_format(\"shipped_at\", '%Y-%m-%d %H:%i:%s')"],
    ["greatest(id, year)", 'coalesce(greatest("id", "year"), "id", "year")'],
    ["regexp_replace(customer_id, '(a)\\$', '\\1$', 'g')", "regexp_replace(\"customer_id\", '(a)\\$', '$1\\$')"],
    ["approx_count_distinct(id)", 'approx_distinct("id")'],
    ["count(DISTINCT id) FILTER (WHERE paid)", 'count(DISTINCT "id") FILTER (WHERE "paid")'],
    [
      "lag(amount, 1, 0) OVER (PARTITION BY paid ORDER BY id DESC)",
      'lag("amount", 1, 0) OVER (PARTITION BY "paid" ORDER BY "id" DESC NULLS LAST)',
    ],
    ["12345678901.25", "12345678901.25"],
    ["-1.5", "(-1.5)"],
    ["1e3", "1E3"],
    ["TRY_CAST(customer_id AS INTEGER)", 'TRY_CAST("customer_id" AS integer)'],
    ["true", "true"],
  ])("%s", async (expression, expected) => {
    expect(await item(expression)).toBe(expected);
  });

  it("say where missing values go, and OFFSET before LIMIT", async () => {
    expect(await trino("SELECT id FROM orders ORDER BY id DESC, amount NULLS FIRST LIMIT 3 OFFSET 2")).toMatch(
      / ORDER BY 1 DESC NULLS LAST, "orders"\."amount" ASC NULLS FIRST OFFSET 2 LIMIT 3$/,
    );
  });

  it("take the names of a SELECT where Athena knows none", async () => {
    expect(
      await trino("SELECT lower(customer_id) AS who, count(*) AS n FROM orders WHERE who <> '' GROUP BY who HAVING n > 1 ORDER BY n"),
    ).toMatch(/ WHERE \(lower\("orders"\."customer_id"\) <> ''\) GROUP BY 1 HAVING \(count\(\*\) > 1\) ORDER BY 2 ASC NULLS LAST$/);
  });

  it("group by whatever is not aggregated where ALL is asked for", async () => {
    expect(await trino("SELECT paid, year + 1, sum(amount) FROM orders GROUP BY ALL")).toMatch(/ GROUP BY 1, 2$/);
  });

  it("spell out columns of USING, which keep their tables' names", async () => {
    const statement = await trino(
      "SELECT customer_id, o.customer_id, c.customer_id FROM orders o FULL JOIN customers c USING (customer_id)",
    );

    expect(statement).toMatch(/^SELECT coalesce\("o"\."customer_id", "c"\."customer_id"\) AS "customer_id", "o"\."customer_id" AS/);
    expect(statement).toMatch(/ FULL JOIN .* ON "o"\."customer_id" = "c"\."customer_id"\)$/);
  });
});

describe("statements with parts", () => {
  it.each([
    "WITH o AS (SELECT customer_id, sum(amount) AS s FROM orders GROUP BY 1), t(x) AS (SELECT max(s) FROM o) SELECT * FROM o, t WHERE o.s = t.x",
    "WITH orders AS (SELECT * FROM orders WHERE paid) SELECT count(*) FROM orders",
    "SELECT * FROM (VALUES (1, 'a'), (2, NULL)) v(x, y) UNION ALL SELECT id, customer_id FROM orders ORDER BY x LIMIT 5",
    "(SELECT id FROM orders LIMIT 2) EXCEPT SELECT 1 INTERSECT SELECT 2",
    "SELECT * FROM orders WHERE customer_id IN (SELECT customer_id FROM customers WHERE born < DATE '1990-01-01')",
    "SELECT * FROM orders o WHERE NOT EXISTS (SELECT 1 FROM customers c WHERE c.customer_id = o.customer_id)",
    "SELECT (SELECT max(born) FROM customers), amount > ALL (SELECT 1) FROM orders",
    "SELECT paid, ordered_on, grouping(paid), sum(amount) FROM orders GROUP BY ROLLUP (paid, ordered_on)",
    "SELECT DISTINCT country FROM customers ORDER BY ALL",
    "SELECT a.id FROM orders a JOIN orders b ON a.id = b.id CROSS JOIN customers LEFT JOIN customers c ON c.customer_id = a.customer_id",
    "SELECT CASE WHEN paid THEN 'yes' ELSE NULL END, CASE id WHEN 1 THEN 1 ELSE 2.5 END FROM orders",
    "SELECT sum(amount) OVER w, rank() OVER w FROM orders WINDOW w AS (PARTITION BY paid ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)",
    "SELECT string_agg(customer_id, '; ' ORDER BY id DESC), arg_max(customer_id, amount), bool_or(paid), stddev(id) FROM orders",
    "SELECT concat(customer_id, '-', id), left(customer_id, 2), right(customer_id, 2), split_part(customer_id, '-', 1) FROM orders",
    "SELECT date_trunc('month', ordered_on), year(ordered_on), dayname(shipped_at), last_day(ordered_on), epoch(shipped_at) FROM orders",
    "FROM orders SELECT id WHERE id BETWEEN 1 AND 3",
    "SELECT 1",
  ])("%s", async (sql) => {
    expect(whyNotOnAthena(await planOf(sql))).toBeNull();
    expect(await trino(sql)).not.toBe("");
  });
});

describe("what is beyond Athena", () => {
  it.each([
    ["SELECT median(amount) FROM orders", "the function median"],
    ["SELECT DISTINCT ON (paid) * FROM orders", "DISTINCT ON"],
    ["SELECT id FROM orders QUALIFY row_number() OVER () = 1", "QUALIFY"],
    ["WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT * FROM r", "WITH RECURSIVE"],
    ["SELECT * FROM orders ASOF JOIN customers ON orders.ordered_on >= customers.born", "a asof join"],
    ["SELECT * FROM orders SEMI JOIN customers USING (customer_id)", "a semi join"],
    ["SELECT * FROM range(3)", "a function that makes rows"],
    ["SELECT COLUMNS('a.*') FROM orders", "COLUMNS"],
    ["SELECT [1, 2]", "the function list_value"],
    ["SELECT id FROM orders USING SAMPLE 3", "USING SAMPLE"],
    ["SELECT id FROM orders LIMIT 10%", "LIMIT as a percentage"],
    ["SELECT customer_id COLLATE NOCASE FROM orders", "COLLATE"],
    ["SELECT regexp_replace(customer_id, 'a', 'b') FROM orders", "regexp_replace of the first match only"],
    ["SELECT nope FROM orders", "no column is called “nope”"],
    ["SELECT year FROM orders, customers", "several columns are called “year”"],
    ["SELECT * FROM passwords", "the table “passwords”"],
    ["SELECT amount // 2 FROM orders", "“//” between numbers that are not whole"],
    ["SELECT ordered_on > 'soon' FROM orders", "a time that is written as “soon”"],
  ])("%s", async (sql, what) => {
    const why = whyNotOnAthena(await planOf(sql));

    expect(why).toMatch(/^Athena cannot run this query: .*\.$/);
    expect(why).toContain(what);
  });
});

describe("whatever a statement is made of", () => {
  it.each(["'; DROP TABLE orders; --", "\\'", 'it\'s "so"', "$path", "x\u0001y\n", "ä 😀"])("stays a value: %j", async (text) => {
    const statement = await trino(`SELECT '${text.replaceAll("'", "''")}' AS v`);

    expect(statement).toBe(`SELECT '${text.replaceAll("'", "''")}' AS "v"`);
  });

  it.each(['a"b', "a; DROP", "select", "$path", "a'b"])("stays a name: %j", async (name) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;

    const statement = await trino(`SELECT id AS ${quoted} FROM orders AS ${quoted} ORDER BY ${quoted}`);

    expect(statement).toMatch(/^SELECT "/);
    expect(statement).toContain(`${quoted}."id" AS ${quoted}`);
  });

  it("reaches no file's path and no other workspace's table", async () => {
    expect(whyNotOnAthena(await planOf('SELECT "$path" FROM orders'))).toContain("no column is called");
    expect(whyNotOnAthena(await planOf(`SELECT * FROM "${workspace}__orders"`))).toContain("the table");
    expect(whyNotOnAthena(await planOf("SELECT * FROM lake.customers", [queried(customers)]))).toContain("another schema");
  });
});
