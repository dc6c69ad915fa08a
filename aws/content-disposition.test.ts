import { expect, it } from "vitest";
import { toContentDisposition } from "./content-disposition.ts";

it.each([
  ["orders.csv", `attachment; filename="orders.csv"; filename*=UTF-8''orders.csv`],
  ["Übersicht €.csv", `attachment; filename="_bersicht _.csv"; filename*=UTF-8''%C3%9Cbersicht%20%E2%82%AC.csv`],
  ["../../etc/passwd", `attachment; filename="__.._etc_passwd"; filename*=UTF-8''__.._etc_passwd`],
  ["a\r\nSet-Cookie: x", `attachment; filename="a__Set-Cookie: x"; filename*=UTF-8''a__Set-Cookie%3A%20x`],
  ["it's (1)*.csv", `attachment; filename="it's (1)*.csv"; filename*=UTF-8''it%27s%20%281%29%2A.csv`],
  ["gpj.\u202Excsv", `attachment; filename="gpj._xcsv"; filename*=UTF-8''gpj._xcsv`],
  ["\ud800.csv", `attachment; filename="_.csv"; filename*=UTF-8''%EF%BF%BD.csv`],
  ["", `attachment; filename="download"; filename*=UTF-8''download`],
])("names the download of %j safely", (name, expected) => {
  expect(toContentDisposition(name)).toBe(expected);
});
