import { describe, expect, it } from "vitest";
import { keywordRevenue } from "../keyword-revenue.ts";
import { runOperation } from "../testing/run-operation.ts";
import { buys, from, header, hitHeader, hits, runHits, toHitLine } from "../testing/sample-hits.ts";
import { runKeywordRevenue } from "./keyword-revenue-run.ts";

describe("revenue by keyword", () => {
  it("puts a purchase down to the search that brought its visitor, to the byte", async () => {
    const file = hits(
      { hit_time_gmt: 1254033280, ip: "67.98.123.1", ...from("google.com", "Ipod") },
      { hit_time_gmt: 1254033379, ip: "23.8.61.21", ...from("bing.com", "Zune") },
      { hit_time_gmt: 1254034567, ip: "23.8.61.21", ...buys("250") },
      { hit_time_gmt: 1254034666, ip: "44.12.96.2", referrer: "http://search.yahoo.com/search?p=cd+player" },
      { hit_time_gmt: 1254034963, ip: "67.98.123.1", ...buys("290") },
      { hit_time_gmt: 1254035260, ip: "44.12.96.2", event_list: "2", product_list: "Electronics;Cd;1;12" },
    );

    const { outcome, name, table, report } = await runHits([file]);

    expect(name).toBe("2009-09-27_SearchKeywordPerformance.tab");
    expect(table).toBe(`${header}google.com\tipod\t290.00\nbing.com\tzune\t250.00\n`);
    expect(outcome.counts).toEqual({ in: 6, out: 6, rejected: 0, filtered: 0 });
    expect(outcome.issues).toEqual([]);
    expect(outcome.results.map(({ name, rows }) => [name, rows])).toEqual([
      [name, 2],
      ["hourly.csv", 2],
      ["report.json", 1],
    ]);
    expect(report).toMatchObject({
      file: "hits.tsv",
      keywordRevenue: {
        hits: 6,
        touches: 3,
        purchases: 2,
        attributed: { purchases: 2, revenue: "540.00" },
        withoutTouch: { purchases: 0 },
      },
    });
  });

  it("has the header alone where nothing was bought, and where there are no hits", async () => {
    expect(await runHits([hits(from("google.com", "a"))])).toMatchObject({ table: header });
    expect(await runHits([hits()], { date: "run" })).toMatchObject({ table: header });
  });

  it("counts the first search by default and the last one when asked, each at or before the purchase", async () => {
    const file = hits(
      { hit_time_gmt: 30, ...from("yahoo.com", "later"), ...buys("1") },
      { hit_time_gmt: 10, ...from("google.com", "first") },
      { hit_time_gmt: 20, ...from("bing.com", "second") },
      { hit_time_gmt: 25, ...buys("10") },
      { hit_time_gmt: 5, ...buys("100") },
      { hit_time_gmt: 40, ...from("ask.com", "too-late") },
    );

    const first = await runHits([file]);
    const last = await runHits([file], { attribution: "last" });

    expect(first.table).toBe(`${header}google.com\tfirst\t11.00\n`);
    expect(last.table).toBe(`${header}bing.com\tsecond\t10.00\nyahoo.com\tlater\t1.00\n`);
    for (const { report } of [first, last]) {
      expect(report.keywordRevenue).toMatchObject({
        attributed: { purchases: 2, revenue: "11.00" },
        withoutTouch: { purchases: 1, revenue: "100.00" },
      });
    }
  });

  it("orders hits of one second as they stand, over all files", async () => {
    const one = hits({ hit_time_gmt: 7, ...buys("1") }, { hit_time_gmt: 7, ...from("google.com", "a") });
    const two = hits({ hit_time_gmt: 7, ...buys("2") }, { hit_time_gmt: 8, ...buys("4") });

    const { table, report, outcome } = await runHits([one, { ...two, name: "more.tsv" }]);

    expect(table).toBe(`${header}google.com\ta\t6.00\n`);
    expect(report.files).toHaveLength(2);
    expect(outcome.counts.in).toBe(4);
  });

  it("compares times as numbers", async () => {
    const { table } = await runHits([hits({ hit_time_gmt: 9, ...from("google.com", "a") }, { hit_time_gmt: 10, ...buys("1") })]);

    expect(table).toBe(`${header}google.com\ta\t1.00\n`);
  });

  it("tells visitors apart by address and browser, or by the address alone", async () => {
    const file = hits({ hit_time_gmt: 1, user_agent: "A", ...from("google.com", "a") }, { hit_time_gmt: 2, user_agent: "B", ...buys("1") });

    expect((await runHits([file])).table).toBe(header);
    expect((await runHits([file], { visitor: "ip" })).table).toBe(`${header}google.com\ta\t1.00\n`);
  });

  it("keeps keywords of other case apart when asked", async () => {
    const file = hits(
      { ip: "1", ...from("google.com", "Ipod") },
      { ip: "2", ...from("google.com", "ipod") },
      { hit_time_gmt: 2, ip: "1", ...buys("1") },
      { hit_time_gmt: 2, ip: "2", ...buys("1") },
    );

    expect((await runHits([file])).table).toBe(`${header}google.com\tipod\t2.00\n`);
    expect((await runHits([file], { foldCase: false })).table).toBe(`${header}google.com\tIpod\t1.00\ngoogle.com\tipod\t1.00\n`);
  });

  it("sorts by exact revenue, then domain, then keyword by code point", async () => {
    const pairs: [engine: string, keyword: string, revenue: string][] = [
      ["google.com", "\u{1f600}", "5"],
      ["google.com", "\uff5e", "5"],
      ["bing.com", "z", "5"],
      ["ask.com", "small", "0.1"],
      ["ask.com", "smaller", "0.09999999999999999999"],
      ["ask.com", "nothing", "0"],
      ["ask.com", "minus", "-3.5"],
      ["yahoo.com", "large", "9007199254740993"],
    ];
    const rows = pairs.flatMap(([engine, keyword, revenue], ip) => [
      { hit_time_gmt: 1, ip: String(ip), ...from(engine, encodeURIComponent(keyword)) },
      { hit_time_gmt: 2, ip: String(ip), ...buys(revenue) },
    ]);

    const { table } = await runHits([hits(...rows)]);

    expect(table.slice(header.length).split("\n")).toEqual([
      "yahoo.com\tlarge\t9007199254740993.00",
      "bing.com\tz\t5.00",
      "google.com\t\uff5e\t5.00",
      "google.com\t\u{1f600}\t5.00",
      "ask.com\tsmall\t0.10",
      "ask.com\tsmaller\t0.09999999999999999999",
      "ask.com\tnothing\t0.00",
      "ask.com\tminus\t-3.50",
      "",
    ]);
  });

  it("counts a revenue that cannot be read as nothing, and says where it stands", async () => {
    const file = hits({ ...from("google.com", "a"), event_list: "1", product_list: "a;b;1;free,c;d;1;2,e;f;1;?" });

    const { table, outcome, report } = await runHits([file]);

    expect(table).toBe(`${header}google.com\ta\t2.00\n`);
    expect(outcome.issues).toMatchObject([
      { code: "bad-revenue", count: 2, first: [{ line: 2, record: 1, column: 11, name: "product_list" }] },
    ]);
    expect(outcome.issues[0]?.first[0]?.message).toContain("“free”");
    expect(report.keywordRevenue.badRevenues).toBe(2);
  });

  it("sets a hit aside whose time is none, as it stands in the file", async () => {
    const rows = [{ hit_time_gmt: "soon", ...buys("1") }, { hit_time_gmt: "", ...from("google.com", "a") }, { hit_time_gmt: " 12 " }];
    const file = hits(...rows);

    const { outcome, text } = await runHits([file], {}, { onBadRow: "keep" });

    expect(outcome.counts).toEqual({ in: 3, out: 1, rejected: 2, filtered: 0 });
    expect(outcome.issues).toMatchObject([{ code: "bad-time", count: 2 }]);
    expect(text("rejects.csv")).toBe(`${[hitHeader, ...rows.slice(0, 2).map(toHitLine)].join("\n")}\n`);
    expect(JSON.parse(text("rejects.ndjson").split("\n")[0] ?? "")).toMatchObject({ line: 2, record: 1, codes: ["bad-time"] });
  });

  it("stops at such a hit when asked, and publishes nothing", async () => {
    const { running, outputs } = await runOperation(keywordRevenue, {
      params: {},
      files: [hits({}, { hit_time_gmt: "x" }, {})],
      onBadRow: "stop",
    });

    await expect(running).rejects.toMatchObject({ code: "stopped-at-bad-row", line: 3 });
    expect(outputs.size).toBe(0);
  });

  it("is named after the earliest day, and warns of several; a date that is none is told", async () => {
    const file = hits(
      { date_time: "2009-10-01 00:00:00" },
      { date_time: "2009-09-30 23:59:59" },
      { date_time: "yesterday" },
      { date_time: "2009-02-30 00:00:00" },
    );

    const { name, outcome } = await runHits([file]);

    expect(name).toBe("2009-09-30_SearchKeywordPerformance.tab");
    expect(outcome.issues).toMatchObject([
      { code: "bad-date", severity: "warning", count: 2 },
      { code: "several-dates", severity: "warning", count: 1 },
    ]);
    expect(outcome.counts.out).toBe(4);
  });

  it("is named after the day of the run when asked, or when no hit has a day", async () => {
    const today = new Date().toISOString().slice(0, 10);

    expect([today, new Date().toISOString().slice(0, 10)]).toContain((await runHits([hits({})], { date: "run" })).name.slice(0, 10));
    expect((await runHits([hits()])).name).toMatch(/^20\d\d-\d\d-\d\d_SearchKeywordPerformance\.tab$/);
  });

  it("reads quotes as any other character", async () => {
    const file = hits({ user_agent: '"open', ...from("google.com", '"a"') }, { hit_time_gmt: 2, user_agent: '"open', ...buys("3") });

    const { table, outcome } = await runHits([file]);

    expect(table).toBe(`${header}google.com\t"a"\t3.00\n`);
    expect(outcome.counts.in).toBe(2);
  });

  it("says which columns are missing", async () => {
    const { running } = await runOperation(keywordRevenue, { params: {}, files: [{ name: "a.tsv", content: "ip\treferrer\n1\t2\n" }] });

    await expect(running).rejects.toMatchObject({ code: "wrong-columns", message: expect.stringContaining("“hit_time_gmt”, “date_time”") });
  });

  it("needs no column that it does not use", async () => {
    const file = {
      name: "a.tsv",
      content: "hit_time_gmt\tip\tevent_list\tpage_url\tproduct_list\treferrer\n1\ti\t1\t\t;;;4\thttp://ask.com/?q=a\n",
    };

    const { table } = await runHits([file], { visitor: "ip", date: "run" });

    expect(table).toBe(`${header}ask.com\ta\t4.00\n`);
  });

  it("refuses more hits than memory holds where there is no engine", async () => {
    const { running, outputs } = await runOperation(
      { ...keywordRevenue, run: (context) => runKeywordRevenue(context, { maxHitBytesInMemory: 100 }) },
      { params: {}, files: [hits(buys("1"), buys("1"))] },
    );

    await expect(running).rejects.toMatchObject({ code: "file-too-large" });
    expect(outputs.size).toBe(0);
  });

  it("counts what a filter leaves out, and takes a masked visitor for the same", async () => {
    const file = hits(
      { hit_time_gmt: 1, ...from("google.com", "a") },
      { hit_time_gmt: 2, ...buys("3") },
      { hit_time_gmt: 3, ip: "2", ...buys("4") },
    );
    const mask = [{ column: "ip", method: "redact", text: "hidden" }];

    const filtered = await runHits([file], { filter: [{ column: "ip", is: "not-equals", value: "2" }], mask });

    expect(filtered.table).toBe(`${header}google.com\ta\t3.00\n`);
    expect(filtered.outcome.counts).toEqual({ in: 3, out: 2, rejected: 0, filtered: 1 });
  });

  it("never says of a masked address what it was", async () => {
    const file = hits({ hit_time_gmt: "x", ip: "10.20.30.40" }, { ip: "10.20.30.40", ...buys("free") });

    const { text, outcome } = await runHits([file], { mask: [{ column: "ip", method: "redact", text: "hidden" }] });

    expect(outcome.counts.rejected).toBe(1);
    for (const name of ["rejects.ndjson", "rejects.csv", "report.json"]) expect(text(name)).not.toContain("10.20.30.40");
  });
});
