import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { BadRowPolicy } from "../../jobs/job.ts";
import { customerMessages } from "../customer-messages.ts";
import { runOperation } from "../testing/run-operation.ts";

const date = "20261121";
const header = {
  customers: "id,first_name,last_name,customer_reference,status",
  orders: "id,customer_reference,order_status,order_reference,order_timestamp",
  items: "id,order_reference,item_name,quantity,total_price",
};

interface Tables {
  customers?: readonly string[] | string;
  orders?: readonly string[] | string;
  items?: readonly string[] | string;
}

function toContent(role: keyof typeof header, rows: readonly string[] | string): string {
  return typeof rows === "string" ? rows : `${[header[role], ...rows].join("\n")}\n`;
}

async function runSet({ customers = [], orders = [], items = [] }: Tables, params: object = {}, onBadRow?: BadRowPolicy) {
  const run = await runOperation(customerMessages, {
    params,
    maskKey: async () => new Uint8Array(32).fill(7),
    files: [
      { name: `items_${date}.csv`, content: toContent("items", items) },
      { name: `customers_${date}.csv`, content: toContent("customers", customers) },
      { name: `orders_${date}.csv`, content: toContent("orders", orders) },
    ],
    ...(onBadRow && { onBadRow }),
  });
  const outcome = await run.running;
  const lines = run.text("messages.ndjson").split("\n").slice(0, -1);
  return { ...run, outcome, lines, messages: lines.map((line) => JSON.parse(line)) };
}

const worked = {
  customers: ["1,Ada,Lovelace,ade3-11ed,active"],
  orders: ["1,ade3-11ed,delivered,dc0aa69c,2026-11-21T10:00:00Z", "2,ade3-11ed,delivered,dc0ab1aa,2026-11-21T11:00:00Z"],
  items: ["1,dc0aa69c,Table,1,20", "2,dc0aa69c,Chair,5,55", "3,dc0ab1aa,Lamp,1,12.5"],
};

describe("a customer message", () => {
  it("says how many orders there are and what was spent", { timeout: 20_000 }, async () => {
    const { lines, outcome } = await runSet(worked);

    expect(lines).toEqual(['{"type":"customer_message","customer_reference":"ade3-11ed","number_of_orders":2,"total_amount_spent":87.5}']);
    expect(outcome.counts).toEqual({ in: 6, out: 6, rejected: 0, filtered: 0 });
    expect(outcome.results.map(({ name, rows }) => [name, rows])).toEqual([
      ["messages.ndjson", 1],
      ["report.json", 3],
    ]);
  });

  it("is there for each customer, without orders too, by the code points of the reference", async () => {
    const { messages } = await runSet({ customers: ["1,,,b,x", "2,,,\u{1f600},gone", "3,,,\uffe0,", "4,,,B,", '5,,,a"b,'] });

    expect(messages.map((message) => message.customer_reference)).toEqual(["B", 'a"b', "b", "\uffe0", "\u{1f600}"]);
    expect(messages[0]).toEqual({ type: "customer_message", customer_reference: "B", number_of_orders: 0, total_amount_spent: 0 });
  });

  it.each([
    [["0.1", "0.2"], "0.3"],
    [["20.50", "+1.00"], "21.5"],
    [["99999999999999999999999", "0.01"], "99999999999999999999999.01"],
    [["1000000000000000000000"], "1000000000000000000000"],
    [["0.00000001"], "0.00000001"],
    [["-0.00", "0"], "0"],
    [["007"], "7"],
  ])("adds %j up to %s, exactly", async (prices, sum) => {
    const { lines } = await runSet({ customers: ["1,,,c,"], orders: ["1,c,,o,"], items: prices.map((price, n) => `${n},o,x,1,${price}`) });

    expect(lines[0]).toBe(`{"type":"customer_message","customer_reference":"c","number_of_orders":1,"total_amount_spent":${sum}}`);
  });

  it("holds no character that a queue refuses", async () => {
    const { lines, messages } = await runSet({ customers: ["1,,,a\uffffb\u0001,"] });

    expect(lines[0]).toContain("a\\uffffb\\u0001");
    expect(messages[0].customer_reference).toBe("a\uffffb\u0001");
  });
});

describe("an error message", () => {
  it("is there for each anomaly, in the order of the files and their lines", async () => {
    const { messages, outcome, text } = await runSet({
      customers: ["1,,,c1,", "2,,,,", "3,,,c1,", "4,,,c2,"],
      orders: ["1,c1,,o1,", "2,nobody,,o2,", "3,c2,,o1,", "4,c1,,,", "5,,,o3,", "6,c2,,o4,"],
      items: ["i1,o1,x,1,10", "i2,o2,x,1,10", "i3,o9,x,1,10", "i4,o4,x,1,-5", "i5,o4,x,1,many", "i6,o3,x,1,-1", "i7,,x,1,1", "i8,o4,x,1,"],
    });

    expect(messages.slice(0, 2).map((message) => [message.number_of_orders, message.total_amount_spent])).toEqual([
      [1, 10],
      [1, 0],
    ]);
    expect(
      messages
        .slice(2)
        .map(({ type, code, file, line, customer_reference, order_reference }) => [
          ...[type, code, file.split("_")[0], line],
          ...[customer_reference, order_reference],
        ]),
    ).toEqual([
      ["error_message", "empty-key", "customers", 3, null, null],
      ["error_message", "repeated-customer", "customers", 4, "c1", null],
      ["error_message", "unknown-customer", "orders", 3, "nobody", "o2"],
      ["error_message", "repeated-order", "orders", 4, "c2", "o1"],
      ["error_message", "empty-key", "orders", 5, "c1", null],
      ["error_message", "empty-key", "orders", 6, null, "o3"],
      ["error_message", "unknown-order", "items", 4, null, "o9"],
      ["error_message", "bad-price", "items", 5, "c2", "o4"],
      ["error_message", "bad-price", "items", 6, "c2", "o4"],
      ["error_message", "empty-key", "items", 8, null, null],
      ["error_message", "bad-price", "items", 9, "c2", "o4"],
    ]);
    expect(Object.keys(messages[2])).toEqual(["type", "customer_reference", "order_reference", "message", "code", "file", "line"]);
    expect(outcome.counts).toEqual({ in: 18, out: 7, rejected: 11, filtered: 0 });
    expect(text("rejects.ndjson").trimEnd().split("\n")).toHaveLength(11);
    const report = JSON.parse(text("report.json"));
    expect(report.map((file: { messages: object }) => file.messages)).toEqual([
      { customers: 2, errors: 2 },
      { errors: 4 },
      { errors: 5, itemsOfRefusedOrders: 2 },
    ]);
  });

  it("is there for a row that cannot be read, once the policy sets it aside", async () => {
    const tables = { ...worked, items: [...worked.items, "4,dc0ab1aa,Rug,1", "5,dc0ab1aa,Vase,1,1"] };

    const rejected = await runSet(tables);
    const kept = await runSet(tables, {}, "keep");

    expect(rejected.messages[0].total_amount_spent).toBe(88.5);
    expect(rejected.messages.slice(1)).toMatchObject([
      { type: "error_message", code: "too-few-fields", file: `items_${date}.csv`, line: 5, order_reference: null },
    ]);
    expect(kept.messages.slice(1)).toMatchObject([{ code: "bad-price", order_reference: "dc0ab1aa", line: 5 }]);
    expect(kept.outcome.counts).toEqual(rejected.outcome.counts);
  });

  it("is the end of the job where the policy says so", async () => {
    await expect(runSet({ ...worked, orders: [...worked.orders, "3,x,,y,"] }, {}, "stop")).rejects.toMatchObject({
      code: "stopped-at-bad-row",
      line: 4,
    });
  });

  it("does not carry a reference that is too long", async () => {
    const { messages } = await runSet({ customers: [`1,,,${"c".repeat(1001)},`], orders: [`1,${"c".repeat(1001)},,o,`] });

    expect(messages).toMatchObject([
      { code: "key-too-long", customer_reference: null },
      { code: "key-too-long", customer_reference: null, order_reference: "o" },
    ]);
    expect(messages[0].message.length).toBeLessThan(200);
  });
});

describe("a set's files", () => {
  it("are read however they are written", async () => {
    const { messages, outcome } = await runSet({
      customers: "\ufeffstatus;customer_reference\r\nactive;c1\r\nactive;c2\r\n",
      orders: "order_reference\tcustomer_reference\no1\tc1\no2\tc1\n",
      items: 'id;total_price;order_reference\n1;"12,50";o1\n2;7,25;o2\n3;1.234;o2\n',
    });

    expect(messages).toMatchObject([
      { customer_reference: "c1", number_of_orders: 2, total_amount_spent: 19.75 },
      { customer_reference: "c2", number_of_orders: 0 },
      { type: "error_message", code: "bad-price", line: 4 },
    ]);
    expect(outcome.counts).toEqual({ in: 7, out: 6, rejected: 1, filtered: 0 });
  });

  it("may have blanks around their references, which are left out and told of", async () => {
    const { messages, outcome } = await runSet({
      customers: ["1,,, c1 ,"],
      orders: ["1,c1  ,,o1,", "2,c1,,o2\t,"],
      items: ['1," o1",x,1,5 ', "2,o2,x,1,6"],
    });

    expect(messages).toEqual([{ type: "customer_message", customer_reference: "c1", number_of_orders: 2, total_amount_spent: 11 }]);
    expect(outcome.issues).toMatchObject([{ code: "trimmed-reference", severity: "notice", count: 5 }]);
  });

  it("may be headers only", async () => {
    const { lines, outcome } = await runSet({});

    expect(lines).toEqual([]);
    expect(outcome.counts).toEqual({ in: 0, out: 0, rejected: 0, filtered: 0 });
  });

  it("may be packed, and named otherwise", async () => {
    const names = { customers: "kunden-{YYYY-MM-DD}.csv", orders: "a*.csv", items: "posten.csv" };
    const files = [
      { name: "kunden-2026-11-21.csv.gz", content: gzipSync(toContent("customers", worked.customers)) },
      { name: "auftrag.csv", content: toContent("orders", worked.orders) },
      { name: "posten.csv", content: toContent("items", worked.items) },
    ];
    const { running, text } = await runOperation(customerMessages, { params: { names, date }, files });

    await running;

    expect(text("messages.ndjson")).toContain('"total_amount_spent":87.5}');
  });

  it.each([
    [
      "a role twice",
      ["customers_20261121.csv", "customers_20261122.csv", "items_20261121.csv"],
      "set-incomplete",
      /orders_20261121\.csv.*more than one/,
    ],
    [
      "a strange name",
      ["customers_20261121.csv", "oders_20261121.csv", "items_20261121.csv"],
      "set-incomplete",
      /orders.*“oders_20261121.csv” is none/,
    ],
    ["one file", ["items_20261121.csv"], "set-incomplete", /the customers \(customers_20261121\.csv\) and the orders/],
    ["no date that there is", ["customers_20261131.csv", "orders_20261121.csv", "items_20261121.csv"], "set-incomplete", /customers/],
    ["two dates", ["customers_20261121.csv", "orders_20261122.csv", "items_20261121.csv"], "set-date-mismatch", /not all of one date/],
  ])("are refused with %s", async (_, names, code, message) => {
    const files = names.map((name) => ({ name, content: "a\n" }));
    const { running, outputs } = await runOperation(customerMessages, { params: {}, files });

    await expect(running).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect(outputs.size).toBe(0);
  });

  it("are refused when the parameter says another date", async () => {
    await expect(runSet(worked, { date: "20261120" })).rejects.toMatchObject({ code: "set-date-mismatch" });
    await expect(runSet(worked, { date: "20261131" })).rejects.toMatchObject({ code: "invalid-request" });
    await expect(runSet(worked, { date })).resolves.toBeDefined();
  });

  it.each([
    ["customers", "id,status\n", /“customers_20261121.csv” has no column “customer_reference”/],
    ["orders", "order_reference\no\n", /no column “customer_reference”/],
    ["items", "order,price\n1,2\n", /“order_reference” and no column “total_price”/],
  ])("are refused when the %s lack a column", async (role, content, message) => {
    await expect(runSet({ ...worked, [role]: content })).rejects.toMatchObject({
      code: "wrong-columns",
      message: expect.stringMatching(message),
    });
  });
});

describe("masks and filters", () => {
  it("come before anything is said: references join by their hashes, and nothing says them in clear", async () => {
    const files = ["customers_*", "orders_*"];
    const mask = files.map((file) => ({ column: "customer_reference", file, method: "hash" }));
    const tables = { ...worked, orders: [...worked.orders, "3,n0b0dy,new,0rd3r,"] };

    const { messages, outputs, text } = await runSet(tables, { mask });

    const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(messages).toEqual([
      { type: "customer_message", customer_reference: hash, number_of_orders: 2, total_amount_spent: 87.5 },
      expect.objectContaining({ code: "unknown-customer", customer_reference: hash, order_reference: "0rd3r" }),
    ]);
    for (const name of outputs.keys()) expect(text(name)).not.toMatch(/ade3|n0b0dy/);
  });

  it("leave rows out that are then as if they had not come", async () => {
    const filter = [{ column: "order_reference", file: "items_*", is: "equals", value: "dc0aa69c" }];

    const { messages, outcome } = await runSet(worked, { filter });

    expect(messages).toMatchObject([{ number_of_orders: 2, total_amount_spent: 75 }]);
    expect(outcome.counts).toEqual({ in: 6, out: 5, rejected: 0, filtered: 1 });
  });

  it("and headers that mean the same are read as the columns they are", async () => {
    const items = "id,order_ref,price\n1,dc0aa69c,20\n";
    const headers = [
      { column: "order_ref", as: "order_reference" },
      { column: "price", as: "total_price" },
    ];

    const { messages } = await runSet({ ...worked, items }, { headers });

    expect(messages).toMatchObject([{ total_amount_spent: 20 }]);
  });
});
