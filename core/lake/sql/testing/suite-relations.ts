import type { SuiteQuery } from "./suite.ts";

/** What stands behind FROM, and how rows are chosen, joined, ordered and cut. */
export const relations: readonly SuiteQuery[] = [
  {
    name: "columns in order, numbers beyond a double exactly",
    sql: "SELECT id, quantity FROM orders WHERE id > 5",
    rows: [["9007199254740993", "5"]],
  },
  {
    name: "every column, the time and the hour last",
    sql: "SELECT * FROM orders WHERE id = 3",
    rows: [["3", "c1", "Ipod", "1", "145", "false", "2026-01-01", "gift, wrapped", "2026-01-01 00:30:00", "2026", "1", "1", "0"]],
  },
  { name: "nothing where nothing matches", sql: "SELECT id FROM orders WHERE quantity > 100", rows: [] },
  { name: "names without case", sql: "SELECT ID FROM Orders WHERE PRODUCT = 'Zune' ORDER BY id", rows: [["2"], ["5"]] },
  { name: "quoted names", sql: 'SELECT "id" AS "an id" FROM "orders" WHERE "id" = 1', rows: [["1"]] },
  {
    name: "an order, nulls last whichever way",
    sql: "SELECT id, quantity FROM orders WHERE id < 6 ORDER BY quantity, id",
    rows: [
      ["2", "1"],
      ["3", "1"],
      ["1", "2"],
      ["4", "3"],
      ["5", null],
    ],
  },
  {
    name: "an order downwards, nulls last",
    sql: "SELECT quantity FROM orders ORDER BY quantity DESC LIMIT 3",
    rows: [["5"], ["3"], ["2"]],
  },
  {
    name: "nulls where they are asked for",
    sql: "SELECT id FROM orders ORDER BY quantity DESC NULLS FIRST, id LIMIT 2",
    rows: [["5"], ["9007199254740993"]],
  },
  {
    name: "an order by place",
    sql: "SELECT product, id FROM orders WHERE id < 4 ORDER BY 2 DESC",
    rows: [
      ["Ipod", "3"],
      ["Zune", "2"],
      ["Ipod", "1"],
    ],
  },
  { name: "a stretch of rows", sql: "SELECT id FROM orders ORDER BY id LIMIT 2 OFFSET 1", rows: [["2"], ["3"]] },
  {
    name: "each value once",
    sql: "SELECT DISTINCT product FROM orders ORDER BY product",
    rows: [["Café ☕"], ["Ipod"], ["Zune"], ["ipod"]],
  },
  {
    name: "an inner join",
    sql: "SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer WHERE o.id < 5 ORDER BY o.id",
    rows: [
      ["1", "Ada"],
      ["2", "Bjørn"],
      ["3", "Ada"],
      ["4", "Zoë"],
    ],
  },
  {
    name: "a left join keeps what finds nobody",
    sql: "SELECT o.id, c.name FROM orders o LEFT JOIN customers c ON c.id = o.customer WHERE c.id IS NULL",
    rows: [["5", null]],
  },
  {
    name: "a right join",
    sql: "SELECT c.id, count(o.id) FROM orders o RIGHT JOIN customers c ON c.id = o.customer GROUP BY c.id ORDER BY c.id",
    rows: [
      ["c1", "2"],
      ["c2", "2"],
      ["c3", "1"],
      ["c4", "0"],
    ],
  },
  {
    name: "a full join",
    sql: "SELECT count(*), count(o.id), count(c.id) FROM orders o FULL JOIN customers c ON c.id = o.customer",
    rows: [["7", "6", "6"]],
  },
  { name: "a cross join", sql: "SELECT count(*) FROM customers CROSS JOIN hits", rows: [["20"]] },
  {
    name: "tables side by side",
    sql: "SELECT count(*) FROM orders o, customers c WHERE o.customer = c.id AND c.country = 'GB'",
    rows: [["2"]],
  },
  {
    name: "a table joined with itself",
    sql: "SELECT a.id, b.id FROM orders a JOIN orders b ON a.customer = b.customer AND a.id < b.id ORDER BY a.id",
    rows: [
      ["1", "3"],
      ["2", "9007199254740993"],
    ],
  },
  { name: "a join by columns of one name", sql: "SELECT count(*) FROM customers a JOIN customers b USING (country)", rows: [["6"]] },
  {
    name: "a query in place of a table",
    sql: "SELECT max(n) FROM (SELECT customer, count(*) AS n FROM orders GROUP BY customer) AS t",
    rows: [["2"]],
  },
  {
    name: "queries with names",
    sql: "WITH paid AS (SELECT * FROM orders WHERE paid), few AS (SELECT id FROM paid WHERE quantity < 3) SELECT id FROM few ORDER BY id",
    rows: [["1"], ["2"]],
  },
  {
    name: "a query in place of a value",
    sql: "SELECT id FROM orders WHERE quantity = (SELECT max(quantity) FROM orders)",
    rows: [["9007199254740993"]],
  },
  {
    name: "a query in a list",
    sql: "SELECT name FROM customers WHERE id IN (SELECT customer FROM orders WHERE product = 'Zune') ORDER BY name",
    rows: [["Bjørn"]],
  },
  {
    name: "what there is a row for",
    sql: "SELECT name FROM customers c WHERE EXISTS (SELECT 1 FROM orders o WHERE o.customer = c.id AND o.quantity >= 3) ORDER BY name",
    rows: [["Bjørn"], ["Zoë"]],
  },
  {
    name: "what there is no row for",
    sql: "SELECT name FROM customers c WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer = c.id)",
    rows: [["O'Neil"]],
  },
  {
    name: "two answers as one, each row once",
    sql: "SELECT customer FROM orders WHERE id = 5 UNION SELECT id FROM customers ORDER BY 1",
    rows: [["c1"], ["c2"], ["c3"], ["c4"], ["c9"]],
  },
  {
    name: "two answers as one, every row",
    sql: "SELECT count(*) FROM (SELECT id FROM customers UNION ALL SELECT id FROM customers) t",
    rows: [["8"]],
  },
  {
    name: "what is in both",
    sql: "SELECT customer FROM orders INTERSECT SELECT id FROM customers ORDER BY 1",
    rows: [["c1"], ["c2"], ["c3"]],
  },
  { name: "what is in one alone", sql: "SELECT customer FROM orders EXCEPT SELECT id FROM customers", rows: [["c9"]] },
  {
    name: "rows that are written out",
    sql: "SELECT a, b FROM (VALUES (1, 'x'), (2, NULL)) AS v(a, b) ORDER BY a",
    rows: [
      ["1", "x"],
      ["2", null],
    ],
  },
  { name: "no table at all", sql: "SELECT 1 AS one, 'a' AS a", rows: [["1", "a"]] },
  {
    name: "one hour of a table",
    sql: "SELECT id FROM orders WHERE year = 2026 AND month = 1 AND day = 1 AND hour = 0 ORDER BY id",
    rows: [["2"], ["3"]],
  },
  {
    name: "hours by their time, which falls on their edge",
    sql: "SELECT id FROM orders WHERE _time >= TIMESTAMP '2026-01-01 00:00:00' AND _time < TIMESTAMP '2026-01-01 01:00:00' ORDER BY id",
    rows: [["2"], ["3"]],
  },
  { name: "times as texts", sql: "SELECT id FROM orders WHERE _time >= '2026-01-02' AND _time < '2026-01-03'", rows: [["5"]] },
  { name: "a day", sql: "SELECT id FROM orders WHERE CAST(_time AS DATE) = DATE '2025-12-31'", rows: [["1"]] },
];
