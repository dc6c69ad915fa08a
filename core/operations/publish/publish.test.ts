import { describe, expect, it } from "vitest";
import { deleteJob } from "../../jobs/delete-job.ts";
import { createPipeline } from "../../jobs/testing/pipeline.ts";
import { later, sampleWorkspace as workspace } from "../../jobs/testing/sample-job.ts";
import { getTable } from "../../lake/get-table.ts";
import { listTables } from "../../lake/list-tables.ts";
import { createPublishWorld, publish, result, rowsOf } from "./testing/publish-world.ts";

const orders = "Order ID,amount,placed at\n1,5.00,2026-01-31T07:59:59Z\n2,x,2026-01-31T08:00:00+01:00\n3,7.25,\n4,,2026-02-01\n";
const schema = {
  columns: [
    { name: "Order ID", type: "integer", required: true },
    { name: "amount", type: "number" },
  ],
};
const params = { dataset: "Orders", time: "placed at", schema };
const at = (text: string) => new Date(text);

describe("publish", () => {
  it("puts typed rows into the hour of their time, and sets aside what has none or is of another type", async () => {
    const world = createPublishWorld();

    const job = await publish(world, { params, content: orders });

    expect(job).toMatchObject({
      status: "succeeded",
      counts: { in: 4, out: 2, rejected: 2, filtered: 0 },
      published: { table: "orders", rows: 2, files: 2, partitions: 2, from: "2026-01-31T07:59:59.000Z", to: "2026-02-01T00:00:00.000Z" },
    });
    expect(await rowsOf(world, "orders")).toMatchObject([
      { order_id: 1n, amount: 5, placed_at: "2026-01-31T07:59:59Z", _time: at("2026-01-31T07:59:59Z"), at: "1-31 7" },
      { order_id: 4n, amount: null, placed_at: "2026-02-01", _time: at("2026-02-01T00:00:00Z"), at: "2-1 0" },
    ]);
    expect(result(world, job, "rejects.csv")).toBe("Order ID,amount,placed at\n2,x,2026-01-31T08:00:00+01:00\n3,7.25,\n");
    const rejects = result(world, job, "rejects.ndjson")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rejects.map(({ codes, message }) => [codes, message])).toEqual([
      [["bad-type"], 'Line 3: "amount" is "x", which is no number.'],
      [["bad-time"], 'Line 4: "placed at" is empty, so that the row has no time.'],
    ]);
    expect(JSON.parse(result(world, job, "report.json")).published).toMatchObject({
      ...{ table: "orders", time: "placed at", zone: "UTC", replaced: [], rows: 2, files: 2 },
      columns: [
        { name: "order_id", type: "integer", header: "Order ID" },
        { name: "amount", type: "decimal", header: "amount" },
        { name: "placed_at", type: "text", header: "placed at" },
      ],
    });
    expect(world.scratch.left()).toBe(0);
    expect(await getTable(world, { workspace, table: "orders" })).toMatchObject({
      table: { name: "orders", rows: 2, files: 2, partitions: 2, current: "orders", typeChanges: "reject" },
      publications: [{ job: job.id, source: "a.csv", rows: 2 }],
    });
    expect((await listTables(world, workspace)).tables.map(({ name, rows }) => [name, rows])).toEqual([["orders", 2]]);
    expect((await listTables(world, "ws_other")).tables).toEqual([]);
  });

  it("says all that is wrong with a row at once, in the order of the rows, and stops there when told to", async () => {
    const world = createPublishWorld();
    const content = `n,t\n1,yesterday\n${"9".repeat(19)},2026-01-31\nx,never\n`;
    const wanted = { params: { dataset: "d", time: "t", schema: { columns: [{ name: "n", type: "integer" }] } }, content };

    const job = await publish(world, wanted);
    const stopped = await publish(world, { ...wanted, onBadRow: "stop" });

    const rejects = result(world, job, "rejects.ndjson")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rejects.map(({ line, codes }) => [line, codes])).toEqual([
      [2, ["bad-time"]],
      [3, ["bad-type"]],
      [4, ["bad-type", "bad-time"]],
    ]);
    expect(rejects[1].message).toBe(`Line 3: "n" is "${"9".repeat(19)}", which has no room in 64 bits.`);
    expect(stopped).toMatchObject({ status: "failed", error: { code: "stopped-at-bad-row", line: 2 } });
  });

  it("lays rows into the hour in which their file arrived where no column says more", async () => {
    const world = createPublishWorld();

    const job = await publish(world, { params: { dataset: "d" }, content: "a,b\n1,2\n" });

    const arrivedAt = job.files[0]?.arrivedAt ?? "";
    expect((await rowsOf(world, "d")).map(({ a, b, _time }) => [a, b, _time])).toEqual([["1", "2", at(arrivedAt)]]);
    expect(job.published?.from?.slice(0, 19)).toBe(arrivedAt.slice(0, 19));
  });

  it("reads times, and moments that a schema speaks of, in the zone that is said", async () => {
    const world = createPublishWorld();
    const zoned = { dataset: "d", time: "t", zone: "Europe/Paris", schema: { columns: [{ name: "m", type: "datetime" }] } };

    await publish(world, {
      params: zoned,
      content: "t,m\n2026-07-01 00:30:00,2026-07-01T12:00\n2026-01-01 00:30:00,2026-01-01T12:00:00Z\n",
    });

    expect(await rowsOf(world, "d")).toMatchObject([
      { _time: at("2025-12-31T23:30:00Z"), m: at("2026-01-01T12:00:00Z"), at: "12-31 23" },
      { _time: at("2026-06-30T22:30:00Z"), m: at("2026-07-01T10:00:00Z"), at: "6-30 22" },
    ]);
  });

  it("keeps rows that are too long or too short when told to, and what they have beyond their columns", async () => {
    const world = createPublishWorld();

    const job = await publish(world, { params: { dataset: "d" }, content: "a,b\n1,2\n3\n4,5,6,7\n", onBadRow: "keep" });

    expect(job.counts).toEqual({ in: 3, out: 3, rejected: 0, filtered: 0 });
    const rows = await rowsOf(world, "d");
    expect(rows.map(({ a, b }) => [a, b])).toEqual([
      ["1", "2"],
      ["3", ""],
      ["4", "5"],
    ]);
    expect(rows.map(({ _extra }) => JSON.stringify(_extra ?? null))).toEqual(["null", "null", expect.stringContaining("6")]);
    const { table } = await getTable(world, { workspace, table: "d" });
    expect(table.columns.map(({ name }) => name)).toEqual(["a", "b", "_extra", "year", "month", "day", "hour", "_time"]);
  });

  it("understands decimal commas and other notations of a schema", async () => {
    const world = createPublishWorld();
    const fields = [
      { name: "n", type: "number", decimalChar: ",", groupChar: "." },
      { name: "d", type: "date", format: "%d/%m/%Y" },
      { name: "b", type: "boolean", trueValues: ["yes"], falseValues: ["no"] },
    ];

    await publish(world, { params: { dataset: "d", schema: { fields } }, content: "n;d;b\n1.234,5;31/12/2024;yes\n;;\n" });

    expect(await rowsOf(world, "d")).toMatchObject([
      { n: 1234.5, d: at("2024-12-31"), b: true },
      { n: null, d: null, b: null },
    ]);
  });

  it("takes JSON, filters, and writes masked cells as text", async () => {
    const world = createPublishWorld();
    const content = '{"id":1,"mail":"a@b.c","t":1254033280}\n{"id":2,"mail":"d@e.f","t":1254033281}\n';
    const masked = {
      ...{ dataset: "d", time: "t", filter: [{ column: "id", is: "equals", value: "1" }] },
      mask: [{ column: "mail", method: "partial", keepLast: 1 }],
    };

    const job = await publish(world, { params: masked, content, name: "a.ndjson" });

    expect(job).toMatchObject({ status: "succeeded", counts: { in: 2, out: 1, rejected: 0, filtered: 1 } });
    expect(await rowsOf(world, "d")).toMatchObject([{ id: "1", t: "1254033280", _time: at("2009-09-27T06:34:40Z"), at: "9-27 6" }]);
    expect((await rowsOf(world, "d"))[0]?.mail).not.toContain("a@");
  });

  it.each([
    [{ dataset: "名" }, "invalid-dataset"],
    [{ dataset: "d", time: "when" }, "no-such-column"],
  ])("%j is refused: %s", async (wrong, code) => {
    const world = createPublishWorld();

    const outcome = await publish(world, { params: wrong, content: "a\n1\n" }).then(
      (job) => job.error?.code,
      (error: { code?: string }) => error.code,
    );

    expect(outcome).toBe(code);
    expect(world.objects.keys("lake")).toEqual([]);
    expect((await listTables(world, workspace)).tables).toEqual([]);
  });
});

describe("a table that files with other columns come to", () => {
  const typed = (type: string) => ({ dataset: "d", schema: { columns: [{ name: "n", type }] } });

  it("gets the new ones, finds the others in any order, and keeps its types", async () => {
    const world = createPublishWorld();
    await publish(world, { params: typed("integer"), content: "n,a\n1,x\n" });

    const second = await publish(world, { params: { dataset: "d" }, content: "b,a,n\ny,z,2\ny,z,no\n" });

    expect(second.counts).toMatchObject({ out: 1, rejected: 1 });
    expect((await rowsOf(world, "d")).map(({ n, a, b }) => [n, a, b])).toEqual([
      [1n, "x", undefined],
      [2n, "z", "y"],
    ]);
  });

  it("rejects what does not fit its type, or begins a version in which it fits, as it is told", async () => {
    const world = createPublishWorld();
    await publish(world, { params: typed("integer"), content: "n,a\n1,x\n" });

    const rejected = await publish(world, { params: typed("number"), content: "n,a\n2,x\n2.5,x\n" });
    const version = await publish(world, { params: { ...typed("number"), typeChanges: "version" }, content: "n\n2.5\n" });
    const again = await publish(world, { params: typed("number"), content: "n\n3.5\n" });

    expect(rejected.counts).toMatchObject({ out: 1, rejected: 1 });
    expect(version.published?.table).toBe("d_v2");
    expect(again.published?.table).toBe("d_v2");
    expect((await rowsOf(world, "d_v2")).map(({ n }) => n)).toEqual([2.5, 3.5]);
    const { tables } = await listTables(world, workspace);
    expect(tables.map(({ name, current, columns }) => [name, current, columns.slice(0, 2).map((column) => column.type)])).toEqual([
      ["d", "d_v2", ["integer", "text"]],
      ["d_v2", "d_v2", ["decimal", "text"]],
    ]);
  });
});

describe("a publication's job", () => {
  it("takes the place of an earlier one of the same file, and says so", async () => {
    const world = createPublishWorld();
    const corrected = { dataset: "d", corrects: "same-name" };
    const first = await publish(world, { params: corrected, content: "a\n1\n2\n" });
    await publish(world, { params: corrected, content: "a\n7\n", name: "b.csv" });

    const second = await publish(world, { params: corrected, content: "a\n3\n" });

    expect((await rowsOf(world, "d")).map(({ a }) => a).toSorted()).toEqual(["3", "7"]);
    expect(second.issues.find(({ code }) => code === "took-place")?.first[0]?.message).toContain(`the 2 that job ${first.id} had`);
  });

  it("has rows that were set aside join it, corrected, and a later file of its name takes the place of both", async () => {
    const world = createPublishWorld();
    const correcting = { dataset: "orders", time: "t", corrects: "same-name" };
    const original = await publish(world, { params: correcting, content: "a,t\n1,2026-01-31 01:00\n2,never\n" });

    const fixed = await publish(world, {
      ...{ params: correcting, content: "a,t\n2,2026-01-31 01:30\n", name: "fixed.csv" },
      fixes: { job: original.id, rejects: "0" },
    });

    expect(fixed).toMatchObject({ status: "succeeded", counts: { out: 1, rejected: 0 } });
    expect((await rowsOf(world, "orders")).map(({ a }) => a)).toEqual(["1", "2"]);
    const { publications } = await getTable(world, { workspace, table: "orders" });
    expect(publications.map(({ source }) => source)).toEqual(["a.csv", "a.csv"]);

    await publish(world, { params: correcting, content: "a,t\n3,2026-01-31 01:00\n" });

    expect((await rowsOf(world, "orders")).map(({ a }) => a)).toEqual(["3"]);
  });

  it("takes its rows along when it is deleted", async () => {
    const world = createPublishWorld();
    const first = await publish(world, { params: { dataset: "d" }, content: "a\n1\n" });
    await publish(world, { params: { dataset: "d" }, content: "a\n2\n" });

    await deleteJob(world, first);
    world.time.now = later(3600);
    await createPipeline(world).settle();

    expect((await rowsOf(world, "d")).map(({ a }) => a)).toEqual(["2"]);
    expect(world.objects.keys("lake").filter((key) => key.includes(first.id))).toEqual([]);
    expect((await getTable(world, { workspace, table: "d" })).table.rows).toBe(1);
  });
});
