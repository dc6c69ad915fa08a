import type { Card, DashboardBody } from "./dashboard.ts";

export interface ReadyDashboard extends DashboardBody {
  id: string;
  description: string;
  /** The tables that it reads. */
  tables: readonly string[];
}

/** How a table that a ready dashboard reads comes to be. */
export const tableOrigins: Readonly<Record<string, string>> = {
  hits: "Drop the file of hits and publish it as hits, with hit_time_gmt as its time.",
  keyword_revenue: "Run Keyword revenue over a file of hits, then publish its hourly.csv as keyword_revenue, with hour as its time.",
  customer_messages: "Run Customer messages over a day's files, then publish its messages.ndjson as customer_messages.",
};

// Amounts and counts may be texts in the lake, so they are cast; a cast of a number is the number.
const revenue = "SUM(CAST(revenue AS DECIMAL(38, 2)))";
const purchases = "SUM(CAST(purchases AS BIGINT))";
const spent = "CASE WHEN type = 'customer_message' THEN CAST(total_amount_spent AS DECIMAL(38, 2)) END";
const orders = "CASE WHEN type = 'customer_message' THEN CAST(number_of_orders AS BIGINT) END";

const revenueCards: readonly Card[] = [
  {
    id: "revenue",
    title: "Revenue",
    sql: `SELECT ${revenue} AS revenue\nFROM keyword_revenue`,
    chart: { kind: "number", value: "revenue" },
    width: 4,
  },
  {
    id: "purchases",
    title: "Purchases",
    sql: `SELECT ${purchases} AS purchases\nFROM keyword_revenue`,
    chart: { kind: "number", value: "purchases" },
    width: 4,
  },
  { id: "hits", title: "Input hits", sql: "SELECT COUNT(*) AS hits\nFROM hits", chart: { kind: "number", value: "hits" }, width: 4 },
  {
    id: "by-engine",
    title: "Revenue by engine and keyword",
    sql: `SELECT CASE WHEN search_engine_domain = '' THEN 'no search' ELSE search_engine_domain || ': ' || search_keyword END AS keyword,
  ${revenue} AS revenue
FROM keyword_revenue
GROUP BY 1
ORDER BY revenue DESC
LIMIT 100`,
    chart: { kind: "bar", x: "keyword", y: ["revenue"] },
    width: 6,
  },
  {
    id: "against-hits",
    title: "Revenue against input hits, by hour",
    sql: `SELECT moment, SUM(hits) AS hits, SUM(revenue) AS revenue
FROM (
  SELECT date_trunc('hour', _time) AS moment, COUNT(*) AS hits, CAST(0 AS DECIMAL(38, 2)) AS revenue
  FROM hits GROUP BY 1
  UNION ALL
  SELECT date_trunc('hour', _time) AS moment, 0 AS hits, ${revenue} AS revenue
  FROM keyword_revenue GROUP BY 1
) AS hourly
GROUP BY moment
ORDER BY moment`,
    chart: { kind: "line", x: "moment", y: ["hits", "revenue"] },
    width: 6,
  },
  {
    id: "keywords",
    title: "Top keywords",
    sql: `SELECT search_engine_domain AS engine, search_keyword AS keyword, ${purchases} AS purchases, ${revenue} AS revenue
FROM keyword_revenue
GROUP BY 1, 2
ORDER BY revenue DESC
LIMIT 50`,
    chart: { kind: "table" },
    width: 12,
  },
  {
    id: "hits-by-hour",
    title: "Hits by hour",
    sql: "SELECT date_trunc('hour', _time) AS moment, COUNT(*) AS hits\nFROM hits\nGROUP BY 1\nORDER BY 1",
    chart: { kind: "line", x: "moment", y: ["hits"] },
    width: 12,
  },
  {
    id: "pages",
    title: "Pages",
    sql: "SELECT pagename AS page, COUNT(*) AS hits\nFROM hits\nGROUP BY 1\nORDER BY hits DESC\nLIMIT 100",
    chart: { kind: "bar", x: "page", y: ["hits"] },
    width: 6,
  },
  {
    id: "countries",
    title: "Countries",
    sql: "SELECT geo_country AS country, COUNT(*) AS hits\nFROM hits\nGROUP BY 1\nORDER BY hits DESC\nLIMIT 100",
    chart: { kind: "bar", x: "country", y: ["hits"] },
    width: 6,
  },
];

const messageCards: readonly Card[] = [
  {
    id: "told",
    title: "Customers told",
    sql: "SELECT COUNT(*) AS messages\nFROM customer_messages\nWHERE type = 'customer_message'",
    chart: { kind: "number", value: "messages" },
    width: 4,
  },
  {
    id: "spent",
    title: "Spent in all",
    sql: `SELECT SUM(${spent}) AS spent\nFROM customer_messages`,
    chart: { kind: "number", value: "spent" },
    width: 4,
  },
  {
    id: "errors",
    title: "Errors",
    sql: "SELECT COUNT(*) AS errors\nFROM customer_messages\nWHERE type = 'error_message'",
    chart: { kind: "number", value: "errors" },
    width: 4,
  },
  {
    id: "by-day",
    title: "Messages and errors by day",
    sql: `SELECT date_trunc('day', _time) AS moment,
  SUM(CASE WHEN type = 'customer_message' THEN 1 ELSE 0 END) AS messages,
  SUM(CASE WHEN type = 'error_message' THEN 1 ELSE 0 END) AS errors
FROM customer_messages
GROUP BY 1
ORDER BY 1`,
    chart: { kind: "bar", x: "moment", y: ["messages", "errors"], stacked: true },
    width: 6,
  },
  {
    id: "by-code",
    title: "Errors by code",
    sql: "SELECT code, COUNT(*) AS errors\nFROM customer_messages\nWHERE type = 'error_message'\nGROUP BY 1\nORDER BY errors DESC",
    chart: { kind: "bar", x: "code", y: ["errors"] },
    width: 6,
  },
  {
    id: "per-customer",
    title: "Spent per customer",
    sql: `SELECT ${spent} AS spent\nFROM customer_messages\nWHERE type = 'customer_message'`,
    chart: { kind: "histogram", value: "spent" },
    width: 6,
  },
  {
    id: "orders-against-spent",
    title: "Orders against spent",
    sql: `SELECT ${orders} AS orders, ${spent} AS spent\nFROM customer_messages\nWHERE type = 'customer_message'`,
    chart: { kind: "scatter", x: "orders", y: "spent" },
    width: 6,
  },
  {
    id: "what-is-wrong",
    title: "What is wrong",
    sql: `SELECT file, line, code, message, customer_reference, order_reference
FROM customer_messages
WHERE type = 'error_message'
ORDER BY file, line
LIMIT 200`,
    chart: { kind: "table" },
    width: 12,
  },
];

/** Dashboards that come with the product: a workspace makes them its own by one press. */
export const readyDashboards: readonly ReadyDashboard[] = [
  {
    id: "keyword-revenue",
    title: "Keyword revenue",
    description: "What searches brought, by engine, keyword and hour, against the hits that came in.",
    tables: ["hits", "keyword_revenue"],
    cards: [...revenueCards],
  },
  {
    id: "customer-messages",
    title: "Customer messages",
    description: "What customers were told, what they spent, and what was wrong with the files.",
    tables: ["customer_messages"],
    cards: [...messageCards],
  },
];

/** The tables after FROM and JOIN, roughly: what a name that is not there is explained by, and nothing else. */
export function tablesNamedIn(sql: string): string[] {
  const names = [...sql.matchAll(/\b(?:from|join)\s+"?([a-z_]\w*)"?/gi)].map(([, name = ""]) => name.toLowerCase());
  return [...new Set(names)];
}
