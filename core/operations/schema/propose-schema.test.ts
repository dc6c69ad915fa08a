import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inspect } from "../../csv/inspect.ts";
import { runOperation } from "../testing/run-operation.ts";
import { validate } from "../validate.ts";
import { proposeSchema } from "./propose-schema.ts";

async function propose(content: string, name = "file.csv") {
  return proposeSchema(await inspect(new TextEncoder().encode(content), { name, complete: true }));
}

describe("proposeSchema", () => {
  it("proposes types, what is always there, what stands there once, and short lists", async () => {
    const rows = Array.from({ length: 30 }, (_, n) => {
      const status = ["paid", "open", "lost"][n % 3];
      return `${n + 1},C${n},0${n % 7}x,${n * 1.5},2024-03-${String(n + 1).padStart(2, "0")},${status},${n % 2 === 0 ? "true" : "FALSE"},${n % 4 === 0 ? "" : -n}`;
    });

    const { fields } = await propose(`id,ref,code,amount,day,status,paid,change\n${rows.join("\n")}\n`);

    expect(fields).toEqual([
      { name: "id", type: "integer", description: "Seen: 1 to 30.", constraints: { required: true, unique: true, minimum: "0" } },
      { name: "ref", type: "string", constraints: { required: true, unique: true } },
      { name: "code", type: "string", constraints: { required: true, enum: ["00x", "01x", "02x", "03x", "04x", "05x", "06x"] } },
      { name: "amount", type: "number", description: "Seen: 0 to 43.5.", constraints: { required: true, minimum: "0" } },
      { name: "day", type: "date", description: "Seen: 2024-03-01 to 2024-03-30.", constraints: { required: true } },
      { name: "status", type: "string", constraints: { required: true, enum: ["lost", "open", "paid"] } },
      { name: "paid", type: "boolean", constraints: { required: true } },
      { name: "change", type: "integer", description: "Seen: -29 to -1." },
    ]);
  });

  it.each([
    ["007\n12\n", "string"],
    ["+4912345\n+4912346\n", "string"],
    ["1\n2.5\n", "number"],
    ["1\nx\n", "string"],
    ["12345678901234567890\n3\n", "integer"],
    ["2024-02-30\n2024-03-01\n", "string"],
    ["2024-02-29T10:00Z\n2024-02-29T11:30:00.5+01:00\n", "datetime"],
    ["10:00\n23:59:59\n", "time"],
    ["1e5\n2\n", "number"],
  ])("takes %j for %s", async (values, type) => {
    expect((await propose(`a\n${values}`)).fields[0]?.type).toBe(type);
  });

  it("knows decimal commas", async () => {
    const content = "id;amount\n1;5,25\n2;7,5\n3;1,75\n4;0,5\n";

    expect((await propose(content)).fields[1]).toMatchObject({ type: "number", decimalChar: ",", description: "Seen: 0,5 to 7,5." });
  });

  it("is passed by every row that it was made of", async () => {
    const value = fc.oneof(
      fc.integer().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.constantFrom("", "", "true", "2024-02-29", "1,5", "-0", "0", "00", "x", "10:30", "é", '"', "9".repeat(40)),
      fc.string({ maxLength: 5 }),
    );
    const column = fc.oneof(
      fc.array(value, { minLength: 15, maxLength: 15 }),
      fc.constantFrom("1", "x", "").map((one) => Array(15).fill(one)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(column, { minLength: 1, maxLength: 3 }), async (columns) => {
        const rows = columns[0]?.map((_, row) => Object.fromEntries(columns.map((cells, index) => [`c${index}`, cells[row]]))) ?? [];
        const content = JSON.stringify(rows);
        const schema = await propose(content, "file.json");
        const { running } = await runOperation(validate, { params: { schema }, files: [{ name: "file.json", content }] });
        expect((await running).counts).toEqual({ in: 15, out: 15, rejected: 0, filtered: 0 });
      }),
      { numRuns: 40 },
    );
  }, 30_000);
});
