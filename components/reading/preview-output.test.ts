import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { type PreviewRun, previewOutput } from "./preview-output.ts";

const preview = (files: Record<string, string>, run: Pick<PreviewRun, "operation" | "params"> & Partial<PreviewRun>) =>
  previewOutput(
    Object.entries(files).map(([name, text]) => new File([text], name)),
    { onBadRow: "keep", signal: new AbortController().signal, pause: async () => undefined, ...run },
  );

const people = 'id;name;salary\n1;"Doe; Jane";10\n2;Ada\n3;Bob;30;40\n';

describe("the preview of a conversion", () => {
  it("is what the operation writes: chosen, renamed, filtered and masked, with the very text of NDJSON", async () => {
    const answer = await preview(
      { "people.csv": `${people}4;Eve;5\n5;Zoë;6\n` },
      {
        operation: "convert",
        params: {
          to: "ndjson",
          columns: [{ column: "salary" }, { column: "name", as: "who" }],
          filter: [{ column: "id", is: "not-equals", value: "4" }],
          mask: [{ column: "name", method: "redact" }],
        },
        onBadRow: "reject",
      },
    );

    expect(answer).toMatchObject({
      columns: [{ name: "salary" }, { name: "who" }],
      rows: [
        ["10", "***"],
        ["6", "***"],
      ],
      text: '{"salary":"10","who":"***"}\n{"salary":"6","who":"***"}\n',
      counts: { in: 5, out: 2, rejected: 2, filtered: 1 },
      complete: true,
    });
  });

  it("shows rows as the result has them, surplus cells too, and rows that are set aside with what is wrong", async () => {
    const kept = await preview({ "people.csv": people }, { operation: "convert", params: { to: "csv" } });
    const rejected = await preview({ "people.csv": people }, { operation: "convert", params: { to: "tsv" }, onBadRow: "reject" });

    expect(kept).toMatchObject({
      name: "output.csv",
      columns: [{ name: "id" }, { name: "name" }, { name: "salary" }],
      rows: [
        ["1", "Doe; Jane", "10"],
        ["2", "Ada", ""],
        ["3", "Bob", "30", "40"],
      ],
      rowCount: 3,
      text: null,
      rejects: [],
    });
    expect(rejected).toMatchObject({ rows: [["1", "Doe; Jane", "10"]], counts: { rejected: 2 } });
    expect(rejected.rejects).toEqual([
      { line: 3, record: 2, codes: ["too-few-fields"], message: expect.stringContaining("Line 3 has 2 fields"), raw: "2;Ada" },
      { line: 4, record: 3, codes: ["too-many-fields"], message: expect.stringContaining("Line 4 has 4 fields"), raw: "3;Bob;30;40" },
    ]);
  });

  it("says what the first rows leave open: Parquet itself, packing, the workspace's key", async () => {
    const mask = [{ column: "name", method: "hash" }];
    const parquet = await preview({ "people.csv": people }, { operation: "convert", params: { to: "parquet", mask } });
    const packed = await preview({ "people.csv": people }, { operation: "convert", params: { to: "json", compress: "zstd" } });

    expect(parquet).toMatchObject({
      name: "output.parquet",
      rowCount: 1,
      omitted: [/Parquet file/, /hashes are examples/].map((words) => expect.stringMatching(words)),
    });
    expect(parquet.rows[0]?.[1]).toMatch(/^[0-9a-f]{64}$/);
    expect(packed).toMatchObject({ omitted: ["The result will be packed as zstd."], text: expect.stringMatching(/^\[\n\{"id":"1"/) });
  });

  it("is of the first mebibyte, of which the last, unfinished row is left out without a word", async () => {
    const long = `id,name\n${Array.from({ length: 100_000 }, (_, n) => `${n},name of ${n}\n`).join("")}`;

    const { rows, rowCount, complete, counts, issues } = await preview(
      { "long.csv": long },
      { operation: "convert", params: { to: "csv" }, onBadRow: "reject" },
    );

    expect({ rows: rows.length, complete, issues, rejected: counts.rejected }).toEqual({
      rows: 1000,
      complete: false,
      issues: [],
      rejected: 0,
    });
    expect(rowCount).toBe(counts.in);
    expect(rowCount).toBeGreaterThan(40_000);
  });

  it.each(["a.json", "a.ndjson"])("takes the beginning of %s, too", async (name) => {
    const objects = Array.from({ length: 60_000 }, (_, n) => `{"id":${n},"text":"some words"}`);
    const text = name === "a.json" ? `[${objects.join(",\n")}]` : objects.join("\n");

    const answer = await preview({ [name]: text }, { operation: "convert", params: { to: "ndjson" }, onBadRow: "reject" });

    expect(answer).toMatchObject({ complete: false, issues: [], rejects: [] });
    expect(answer.rows[1]).toEqual(["1", "some words"]);
    expect(answer.text?.split("\n", 1)).toEqual(['{"id":"0","text":"some words"}']);
  });

  it("is refused as the job would be", async () => {
    const params = { to: "csv", columns: [{ column: "nmae" }] };
    await expect(preview({ "people.csv": people }, { operation: "convert", params })).rejects.toMatchObject({
      code: "no-such-column",
      message: expect.stringContaining('people.csv has no column "nmae"'),
    });
    await expect(
      preview({ "people.csv": people }, { operation: "convert", params: { to: "csv" }, onBadRow: "stop" }),
    ).rejects.toMatchObject({
      code: "stopped-at-bad-row",
    });
    await expect(preview({ "people.csv": people }, { operation: "convert", params: { to: "xml" } })).rejects.toMatchObject({
      code: "invalid-request",
    });
  });
});

describe("the preview of another operation", () => {
  it("holds rows against a schema", async () => {
    const schema = { columns: [{ name: "id", type: "integer" }] };

    const answer = await preview({ "a.csv": "id\n1\nx\n" }, { operation: "validate", params: { schema }, onBadRow: "reject" });

    expect(answer).toMatchObject({
      columns: [{ name: "id" }],
      rows: [["1"]],
      counts: { out: 1, rejected: 1 },
      rejects: [{ codes: ["bad-type"], raw: "x" }],
    });
  });

  it("shows the records that a load would leave, not which are there already", async () => {
    const answer = await preview(
      { "a.csv": "customer_id,name\n1,Ada\n,Bob\n1,Ada L.\n" },
      { operation: "load", params: { into: "people" }, onBadRow: "reject" },
    );

    expect(answer).toMatchObject({
      name: "people",
      columns: [{ name: "customer_id" }, { name: "name" }],
      rejects: [{ codes: ["empty-key"] }],
    });
    expect(answer.rows).toContainEqual(["1", "Ada L."]);
    expect(answer.omitted).toEqual([expect.stringContaining("known to the server only")]);
    await expect(preview({ "a.csv": "id\n1\n" }, { operation: "load", params: {} })).rejects.toMatchObject({ code: "missing-key-column" });
  });

  it("shows a query's tables, since SQL runs on the server", async () => {
    const answer = await preview({ "people.csv": people }, { operation: "query", params: { sql: "SELECT 1" } });

    expect(answer).toMatchObject({ name: "people.csv", rowCount: 3, omitted: [expect.stringContaining("runs on the server")] });
  });

  it("tells a day's messages", async () => {
    const answer = await preview(
      {
        "customers_20260101.csv": "id,first_name,last_name,customer_reference,status\n1,A,B,c1,on\n",
        "orders_20260101.csv": "id,customer_reference,order_status,order_reference,order_timestamp\n1,c1,done,o1,1\n",
        "items_20260101.csv": "id,order_reference,item_name,quantity,total_price\n1,o1,x,1,12.5\n",
      },
      { operation: "customer-messages", params: {} },
    );

    expect(answer).toMatchObject({ name: "messages.ndjson", rowCount: 1, text: expect.stringContaining('"total_amount_spent":12.5') });
  });

  it("adds up revenue without the engine", async () => {
    const names =
      "hit_time_gmt,date_time,user_agent,ip,event_list,geo_city,geo_region,geo_country,pagename,page_url,product_list,referrer".split(",");
    const hit = (cells: Record<string, string>) => names.map((name) => cells[name] ?? "").join("\t");
    const text = [
      names.join("\t"),
      hit({
        hit_time_gmt: "1",
        date_time: "2024-01-01 00:00:01",
        ip: "1",
        page_url: "http://shop.com/",
        referrer: "http://www.google.com/?q=ipod",
      }),
      hit({
        hit_time_gmt: "2",
        date_time: "2024-01-01 00:00:02",
        ip: "1",
        page_url: "http://shop.com/",
        event_list: "1",
        product_list: "a;b;1;290;",
      }),
    ].join("\n");

    const answer = await preview({ "hits.tsv": text }, { operation: "keyword-revenue", params: {} });

    expect(answer).toMatchObject({
      rows: [["google.com", "ipod", "290.00"]],
      columns: [{ name: "Search Engine Domain" }, {}, {}],
      omitted: [],
    });
  });
});

describe("the preview of a workbook", () => {
  const workbook = async (rows: number) => {
    const cells = Array.from({ length: rows }, (_, n) => [`id ${n}`, "a text of some length, so that fewer rows make a long sheet"]);
    const sheets = [
      { name: "Short", rows: [["note"], ["x"]] },
      { name: "Long", rows: [["id", "text"], ...cells] },
    ];
    return new File([new Uint8Array(await writeXlsx({ sheets }))], "book.xlsx");
  };
  const look = (file: File, sheet: string, to = "csv") =>
    previewOutput([file], {
      ...{ operation: "convert", params: { to, dialect: { sheet } }, onBadRow: "reject" },
      ...{ signal: new AbortController().signal, pause: async () => undefined },
    });

  it("is of the sheet that was chosen, and says whether that is all of it", async () => {
    const file = await workbook(20_000);

    const [short, long] = [await look(file, "Short"), await look(file, "Long", "xlsx")];

    expect(short).toMatchObject({ complete: true, rows: [["x"]], issues: [] });
    expect(long).toMatchObject({ name: "output.xlsx", complete: false, rejects: [], columns: [{ name: "id" }, { name: "text" }] });
    expect(long.rowCount).toBeGreaterThan(10_000);
    expect(long.rowCount).toBeLessThan(20_000);
    expect(long.counts).toMatchObject({ in: long.rowCount, rejected: 0 });
  });
});

describe("the preview of a publication", () => {
  it("is the rows that go to the lake, those that break the schema set aside", async () => {
    const schema = { fields: [{ name: "id" }, { name: "name" }, { name: "salary", type: "integer" }] };

    const plain = await preview({ "people.csv": "id,salary\n1,10\n" }, { operation: "publish", params: { dataset: "people" } });
    const checked = await preview(
      { "people.csv": "id,name,salary\n1,Ann,10\n2,Bo,much\n" },
      { operation: "publish", params: { dataset: "people", time: "id", schema }, onBadRow: "reject" },
    );

    expect(plain).toMatchObject({ name: "people", rows: [["1", "10"]] });
    expect(plain.omitted[0]).toContain("once the job runs");
    expect(checked).toMatchObject({ counts: { in: 2, out: 1, rejected: 1 }, rows: [["1", "Ann", "10"]] });
  });
});
