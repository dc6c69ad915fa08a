import { expect, it } from "vitest";
import { looksComplete } from "./looks-complete.ts";

it.each([
  "SELECT * FROM orders",
  "select 1 from t where a = 'it''s'",
  "WITH x AS (SELECT 1 FROM t) SELECT * FROM x",
  "-- first\nFROM orders",
  'SELECT "a b" FROM t /* ( */',
])("asks for the cost of %j", (sql) => {
  expect(looksComplete(sql)).toBe(true);
});

it.each([
  "",
  "SEL",
  "SELECT a,",
  "SELECT a FROM",
  "SELECT a FROM t WHERE",
  "SELECT a FROM t WHERE b =",
  "SELECT a FROM t WHERE b = 'x",
  "SELECT (a FROM t",
  "SELECT a) FROM (t",
  "DROP TABLE t",
  "-- SELECT a FROM t",
])("stays quiet at %j", (sql) => {
  expect(looksComplete(sql)).toBe(false);
});
