import { describe, expect, it } from "vitest";
import { parseParams } from "../registry.ts";
import { runOperation, type TestFile } from "../testing/run-operation.ts";
import { validate } from "../validate.ts";

const customers = { name: "customers.csv", content: 'ref;country;name\nC1;DE;Ada\nC2;DE;"B;o"\nC1;FR;Cy\n' };
const orders = { name: "orders.csv", content: "id,customer,country\n1,C1,DE\n2,C3,DE\n3,,\n4,C1,FR\n5,C2,FR\n" };

async function run(schema: object, files: TestFile[], more: object = {}) {
  const result = await runOperation(validate, { params: { schema, ...more }, files });
  const outcome = await result.running;
  const rejects = result.outputs.has("rejects.ndjson") ? result.text("rejects.ndjson").trimEnd().split("\n") : [];
  return { ...result, outcome, rejects: rejects.map((line) => JSON.parse(line) as { line: number; codes: string[]; message: string }) };
}

function toCustomers(fields: string | string[], reference: string | string[], resource = "customers") {
  return { fields: [{ name: "id", type: "integer" }], foreignKeys: [{ fields, reference: { resource, fields: reference } }] };
}

describe("a foreign key", () => {
  it("has to stand in the other file, which is itself only read", async () => {
    const { outcome, rejects, text } = await run(toCustomers("customer", "ref"), [customers, orders]);

    expect(rejects).toMatchObject([
      { line: 3, codes: ["missing-reference"], message: 'Line 3: "customer" is "C3", which does not stand in customers.csv.' },
    ]);
    expect(outcome.counts).toEqual({ in: 8, out: 7, rejected: 1, filtered: 0 });
    expect(text("customers.csv")).toBe("ref,country,name\r\nC1,DE,Ada\r\nC2,DE,B;o\r\nC1,FR,Cy\r\n");
  });

  it("can be of several columns, in whatever order the files come", async () => {
    const schema = toCustomers(["customer", "country"], ["ref", "country"]);

    const { rejects } = await run(schema, [orders, customers]);

    expect(rejects.map(({ line }) => line)).toEqual([3, 6]);
    expect(rejects[1]?.message).toBe('Line 6: "customer" is "C2" and "country" is "FR", which does not stand in customers.csv.');
  });

  it("can refer to the file itself", async () => {
    const staff = { name: "staff.csv", content: "id,boss\n1,\n2,1\n3,9\n" };

    const { rejects } = await run(toCustomers("boss", "id", ""), [staff]);

    expect(rejects.map(({ line }) => line)).toEqual([4]);
  });

  it("is held against all of the other file, and shows nothing that is masked", async () => {
    const more = {
      filter: [{ column: "country", file: "c*rs", is: "equals", value: "FR" }],
      mask: [{ column: "customer", method: "redact", file: "orders" }],
    };

    const { rejects, outputs, text } = await run(toCustomers("customer", "ref"), [customers, orders], more);

    expect(rejects).toMatchObject([{ message: 'Line 3: "customer" is "***", which does not stand in customers.csv.' }]);
    expect([...outputs.keys()].map(text).join("")).not.toContain("C3");
  });

  it("fails the job where there is no such file or column", async () => {
    const noFile = await runOperation(validate, { params: { schema: toCustomers("customer", "ref", "clients") }, files: [orders] });
    const noColumn = await runOperation(validate, { params: { schema: toCustomers("customer", "key") }, files: [orders, customers] });

    await expect(noFile.running).rejects.toMatchObject({ code: "invalid-request", message: expect.stringContaining("“clients”") });
    await expect(noColumn.running).rejects.toMatchObject({ code: "no-such-column", message: expect.stringContaining("customers.csv") });
  });

  it("needs as many columns as it refers to", async () => {
    const schema = toCustomers(["customer", "country"], "ref");

    await expect(parseParams(validate, { schema })).rejects.toMatchObject({ code: "invalid-request" });
  });
});

describe("a data package", () => {
  it("has a schema for each file", async () => {
    const schema = {
      resources: [
        { name: "orders", schema: toCustomers("customer", "ref") },
        {
          name: "customers",
          path: "customers.csv",
          schema: { fields: [{ name: "name", constraints: { maxLength: 2 } }], primaryKey: ["ref", "country"] },
        },
      ],
    };

    const { rejects } = await run(schema, [customers, orders, { name: "other.csv", content: "x,y\n1,2\n" }]);

    expect(rejects.map(({ line, codes }) => [line, codes])).toEqual([
      [2, ["out-of-range"]],
      [3, ["out-of-range"]],
      [3, ["missing-reference"]],
    ]);
  });

  it("is told where it is wrong", async () => {
    const schema = { resources: [{ name: "a", schema: { fields: [{ name: "n", type: "integer", constraints: { minimum: "x" } }] } }] };

    await expect(parseParams(validate, { schema })).rejects.toMatchObject({ message: expect.stringContaining("resources") });
  });
});

describe("a column's own notation", () => {
  const content = [
    "day,at,amount,ok,mail,n",
    '31.12.2023,1/2/24 9:05 PM,"1.234,50 EUR",ja,ann@x.org,1',
    '2023-12-31,1/2/24 13:05 PM,"12.34,5 EUR",yes,ann@x,N/A',
    '29.02.2023,12/31/23 12:00 AM,"-1.234.567,8",nein,@x.org,-',
    "01.01.2020,,12,nein,b@c.de,",
    "",
  ].join("\n");
  const schema = {
    missingValues: ["", "N/A", "-"],
    fields: [
      { name: "day", type: "date", format: "%d.%m.%Y", constraints: { minimum: "2021-01-01" } },
      { name: "at", type: "datetime", format: "%m/%d/%y %I:%M %p" },
      { name: "amount", type: "number", groupChar: ".", decimalChar: ",", bareNumber: false, constraints: { minimum: "0" } },
      { name: "ok", type: "boolean", trueValues: ["ja"], falseValues: ["nein"] },
      { name: "mail", format: "email" },
      { name: "n", type: "integer", constraints: { required: true } },
    ],
  };

  it("is understood, and left as it is in what comes out", async () => {
    const { rejects, text } = await run(schema, [{ name: "a.csv", content }]);

    expect(text("output.csv")).toBe('day,at,amount,ok,mail,n\r\n31.12.2023,1/2/24 9:05 PM,"1.234,50 EUR",ja,ann@x.org,1\r\n');
    expect(rejects.map(({ message }) => message)).toEqual([
      'Line 3: "day" is "2023-12-31", which is no date (YYYY-MM-DD). "at" is "1/2/24 13:05 PM", which is no date and time (YYYY-MM-DDTHH:MM).' +
        ' "amount" is "12.34,5 EUR", which is no number. "ok" is "yes", which is no boolean (true, false, 1 or 0).' +
        ' "n" is empty, but it has to be there. "mail" is "ann@x", which is no e-mail address.',
      'Line 4: "day" is "29.02.2023", which is no date (YYYY-MM-DD). "amount" is "-1.234.567,8", which is less than 0.' +
        ' "n" is empty, but it has to be there. "mail" is "@x.org", which is no e-mail address.',
      'Line 5: "day" is "01.01.2020", which is less than 2021-01-01. "n" is empty, but it has to be there.',
    ]);
  });

  it.each([
    [{ name: "a", type: "date", format: "%d.%m" }, "needs"],
    [{ name: "a", type: "date", format: "%d.%m.%Q" }, "%Q is not understood"],
    [{ name: "a", type: "integer", format: "%d" }, "is not known for the type integer"],
    [{ name: "a", format: "phone" }, "is not known here"],
  ])("is refused where it makes no sense: %o", async (field, message) => {
    await expect(parseParams(validate, { schema: { fields: [field] } })).rejects.toMatchObject({
      message: expect.stringContaining(message),
    });
  });

  it("is the same for many rows as for few", async () => {
    const rows = Array.from({ length: 9000 }, (_, n) => `${(n % 28) + 1}.2.2023,${n % 3 === 0 ? "N/A" : n}`);
    const many = {
      missingValues: ["N/A"],
      fields: [
        { name: "day", type: "date", format: "%d.%m.%Y" },
        { name: "n", constraints: { required: true } },
      ],
    };

    const { outcome } = await run(many, [{ name: "a.csv", content: `day,n\n${rows.join("\n")}\n` }]);

    expect(outcome.counts).toEqual({ in: 9000, out: 6000, rejected: 3000, filtered: 0 });
  }, 30_000);
});
