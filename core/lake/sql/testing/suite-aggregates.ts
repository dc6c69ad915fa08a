import type { SuiteQuery } from "./suite.ts";

/** What is computed from many rows. */
export const aggregates: readonly SuiteQuery[] = [
  {
    name: "rows and values are counted",
    sql: "SELECT count(*), count(quantity), count(DISTINCT customer) FROM orders",
    rows: [["6", "5", "4"]],
  },
  { name: "an exact sum of decimals", sql: "SELECT sum(amount) FROM orders", rows: [["675.250000001"]] },
  { name: "a sum of whole numbers beyond a double", sql: "SELECT sum(id) FROM orders", rows: [["9007199254741008"]] },
  { name: "nothing has no sum", sql: "SELECT sum(quantity), count(*) FROM orders WHERE id = 0", rows: [[null, "0"]] },
  { name: "an average leaves out what is missing", sql: "SELECT avg(quantity) FROM orders", rows: [["2.4"]] },
  {
    name: "the least and the greatest",
    sql: "SELECT min(ordered_on), max(ordered_on), min(product), max(id) FROM orders",
    rows: [["2025-12-31", "2026-01-31", "Café ☕", "9007199254740993"]],
  },
  {
    name: "groups, what is missing being one",
    sql: "SELECT paid, count(*) AS n FROM orders GROUP BY paid ORDER BY n DESC, paid",
    rows: [
      ["true", "3"],
      ["false", "2"],
      [null, "1"],
    ],
  },
  {
    name: "groups by what was computed",
    sql: "SELECT lower(product) AS p, sum(quantity) AS n FROM orders GROUP BY lower(product) ORDER BY p",
    rows: [
      ["café ☕", "3"],
      ["ipod", "8"],
      ["zune", "1"],
    ],
  },
  {
    name: "groups by place",
    sql: "SELECT customer, count(*) FROM orders GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 2",
    rows: [
      ["c1", "2"],
      ["c2", "2"],
    ],
  },
  {
    name: "groups by all that is not computed from them",
    sql: "SELECT customer, product, count(*) AS n FROM orders GROUP BY ALL ORDER BY n DESC, customer, product LIMIT 2",
    rows: [
      ["c1", "Ipod", "2"],
      ["c2", "Zune", "1"],
    ],
  },
  {
    name: "groups that are kept",
    sql: "SELECT customer FROM orders GROUP BY customer HAVING count(*) > 1 ORDER BY customer",
    rows: [["c1"], ["c2"]],
  },
  {
    name: "an aggregate over some rows",
    sql: "SELECT count(*) FILTER (WHERE paid), sum(quantity) FILTER (WHERE product = 'Ipod') FROM orders",
    rows: [["3", "3"]],
  },
  { name: "conditions that are counted", sql: "SELECT sum(CASE WHEN quantity > 1 THEN 1 ELSE 0 END) FROM orders", rows: [["3"]] },
  { name: "whether any, whether all", sql: "SELECT bool_or(paid), bool_and(paid) FROM orders", rows: [["true", "false"]] },
  {
    name: "by hour",
    sql: "SELECT date_trunc('hour', _time) AS h, count(*) AS n FROM hits GROUP BY 1 ORDER BY 1",
    rows: [
      ["2026-01-01 00:00:00", "2"],
      ["2026-01-01 01:00:00", "2"],
      ["2026-01-02 05:00:00", "1"],
    ],
  },
  {
    name: "by partition",
    sql: "SELECT year, month, day, hour, count(*) FROM orders WHERE year = 2026 GROUP BY year, month, day, hour ORDER BY 1, 2, 3, 4",
    rows: [
      ["2026", "1", "1", "0", "2"],
      ["2026", "1", "1", "1", "1"],
      ["2026", "1", "2", "5", "1"],
      ["2026", "1", "31", "12", "1"],
    ],
  },
  {
    name: "a number for each row of a part",
    sql: "SELECT ip, page, row_number() OVER (PARTITION BY ip ORDER BY _time) AS n FROM hits ORDER BY ip, n",
    rows: [
      ["10.0.0.1", "/", "1"],
      ["10.0.0.1", "/checkout", "2"],
      ["10.0.0.2", "/", "1"],
      ["10.0.0.2", "/", "2"],
      ["10.0.0.3", "/help", "1"],
    ],
  },
  {
    name: "ranks with and without gaps",
    sql: "SELECT id, rank() OVER (ORDER BY points) AS r, dense_rank() OVER (ORDER BY points) AS d FROM customers ORDER BY r, id",
    rows: [
      ["c3", "1", "1"],
      ["c4", "1", "1"],
      ["c1", "3", "2"],
      ["c2", "4", "3"],
    ],
  },
  {
    name: "a sum that runs",
    sql: "SELECT id, sum(quantity) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS s FROM orders WHERE id < 5 ORDER BY id",
    rows: [
      ["1", "2"],
      ["2", "3"],
      ["3", "4"],
      ["4", "7"],
    ],
  },
  {
    name: "the row before and the row after",
    sql: "SELECT id, lag(id) OVER (ORDER BY id) AS b, lead(id) OVER (ORDER BY id) AS a FROM orders WHERE id < 4 ORDER BY id",
    rows: [
      ["1", null, "2"],
      ["2", "1", "3"],
      ["3", "2", null],
    ],
  },
  {
    name: "the first of a part",
    sql: "SELECT DISTINCT ip, first_value(page) OVER (PARTITION BY ip ORDER BY _time) AS p FROM hits ORDER BY ip",
    rows: [
      ["10.0.0.1", "/"],
      ["10.0.0.2", "/"],
      ["10.0.0.3", "/help"],
    ],
  },
  {
    name: "a share of all",
    sql: "SELECT product, round(100.0 * sum(quantity) / sum(sum(quantity)) OVER (), 1) AS share FROM orders WHERE quantity > 1 GROUP BY product ORDER BY share",
    rows: [
      ["Ipod", "20"],
      ["Café ☕", "30"],
      ["ipod", "50"],
    ],
  },
  {
    name: "rows by their place in a part",
    sql: "SELECT customer, id FROM (SELECT customer, id, row_number() OVER (PARTITION BY customer ORDER BY id DESC) AS n FROM orders) t WHERE n = 1 ORDER BY customer",
    rows: [
      ["c1", "3"],
      ["c2", "9007199254740993"],
      ["c3", "4"],
      ["c9", "5"],
    ],
  },
  { name: "spread", sql: "SELECT CAST(round(stddev_pop(quantity) * 1000) AS BIGINT) FROM orders", rows: [["1497"]] },
  { name: "about how many", sql: "SELECT approx_count_distinct(ip) FROM hits", rows: [["3"]] },
  { name: "the middle", sql: "SELECT median(seconds) FROM hits", rows: [["21"]], onlyEmbedded: true },
  {
    name: "revenue by what was searched for",
    sql: "SELECT lower(regexp_extract(h.referrer, 'q=([^&]+)', 1)) AS keyword, count(*) AS hits FROM hits h WHERE h.referrer LIKE '%q=%' GROUP BY 1 ORDER BY hits DESC, keyword",
    rows: [
      ["zune", "2"],
      ["ipod", "1"],
    ],
  },
];
