import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchPattern, nameOfDay, parsePattern } from "./file-pattern.ts";

const meanings = new Map([
  ["*", "[^/]*"],
  ["?", "[^/]"],
  ["{YYYY}", "\\d{4}"],
]);

describe("a file pattern", () => {
  it.each([
    ["customers_{YYYYMMDD}.csv", "customers_20261120.csv", { date: "20261120" }],
    ["customers_{YYYYMMDD}.csv", "partner-a/in/customers_20261120.csv", { date: "20261120" }],
    ["customers_{YYYYMMDD}.csv", "customers_20261131.csv", null],
    ["customers_{YYYYMMDD}.csv", "Customers_20261120.csv", null],
    ["customers_{YYYYMMDD}.csv", "customers_20261120.csv.gz", null],
    ["customers_{YYYYMMDD}.csv", "customers_2026112.csv", null],
    ["customers_{YYYYMMDD}*", "customers_20261120_v2.csv", { date: "20261120" }],
    ["{YYYY}-{MM}-{DD} orders?.csv", "2026-11-20 orders2.csv", { date: "20261120" }],
    ["{DD.MM.YYYY}.csv", "20.11.2026.csv", { date: "20261120" }],
    ["*{YYYYMMDD}*.csv", "export 99999999 20261120.csv", { date: "20261120" }],
    ["*{YYYYMMDD}", "120261120", { date: "20261120" }],
    ["acme/orders_*.csv", "acme/orders_1.csv", {}],
    ["acme/orders_*.csv", "other/orders_1.csv", null],
    ["acme/*.csv", "acme/in/orders.csv", null],
    ["*/{YYYY}/{MM}/orders_{DD}.csv", "acme/2026/11/orders_20.csv", { date: "20261120" }],
    ["report_{YYYY}.csv", "report_2026.csv", {}],
    ["a.b(c)[d]+$^|\\.csv", "a.b(c)[d]+$^|\\.csv", {}],
    ["?.csv", "ü.csv", {}],
    ["*", "", {}],
  ])("%j holds %j against itself", (pattern, path, expected) => {
    expect(matchPattern(parsePattern(pattern), path)).toEqual(expected);
  });

  it.each([
    ["", /1 to 200/],
    ["a_{YYYYMM", /in braces/],
    ["a_{date}.csv", /in braces/],
    ["a}.csv", /without a “\{”/],
    ["{YYYY}{YYYY}", /once each/],
    ["{YYYY}*{MM}", /no star/],
    ["/a.csv", /begin or end/],
    ["*".repeat(11), /at most 10 stars/],
  ])("%j is refused", (pattern, why) => {
    expect(() => parsePattern(pattern)).toThrow(why);
  });

  it("takes no longer for a name that is made to make it slow", () => {
    const pattern = parsePattern("*a*a*a*a*a*a*a*a*a*{YYYYMMDD}b");
    const startedAt = performance.now();

    expect(matchPattern(pattern, "a".repeat(500) + "20261120".repeat(60))).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(200);
  });

  it("fits the name that it gives to a day", () => {
    const day = fc.date({ min: new Date("1970-01-01"), max: new Date("2999-12-31"), noInvalidDate: true });
    const pattern = fc.constantFrom("orders_{YYYYMMDD}.csv", "{DD.MM.YYYY}?x.csv", "in/{YYYY}/{MM}/{DD}/*.tab", "*{YYYY-MM-DD}*");
    fc.assert(
      fc.property(day, pattern, (time, text) => {
        const date = time.toISOString().slice(0, 10).replaceAll("-", "");
        const parsed = parsePattern(text);
        expect(matchPattern(parsed, nameOfDay(parsed, date))).toEqual({ date });
      }),
      { numRuns: 100 },
    );
  });

  it("agrees with the same pattern as a regular expression", () => {
    const piece = fc.constantFrom("*", "?", "a", "b", "/", "{YYYY}", "1", "2");
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 6 }),
        fc.string({ unit: fc.constantFrom("a", "b", "1", "2", "/") }),
        (pieces, path) => {
          const text = pieces.join("");
          const years = pieces.filter((one) => one === "{YYYY}").length;
          fc.pre(!text.startsWith("/") && !text.endsWith("/") && years <= 1);
          const expression = pieces.map((one) => meanings.get(one) ?? one).join("");
          const whole = text.includes("/") ? path : path.slice(path.lastIndexOf("/") + 1);
          expect(matchPattern(parsePattern(text), path) !== null).toBe(new RegExp(`^${expression}$`, "u").test(whole));
        },
      ),
      { numRuns: 300 },
    );
  });
});
