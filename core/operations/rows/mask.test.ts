import { createHmac } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ReaderLimits } from "../../csv/limits.ts";
import { convert } from "../convert.ts";
import { parseParams } from "../registry.ts";
import { runOperation, type TestFile } from "../testing/run-operation.ts";
import { validate } from "../validate.ts";

const key = new Uint8Array(32).fill(7);
const people = {
  name: "people.csv",
  content: 'id,name,email,card\n1,Ann,ann@x.org,4111111111111111\n2,"Bo ""B""",,42\n3,Çelik,ann@x.org,"5,5,5,5"\n',
};
const masks = [
  { column: "email", method: "hash" },
  { column: "name", method: "redact" },
  { column: "card", method: "partial" },
];

function hashOf(text: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}

async function run(
  operation: typeof convert | typeof validate,
  options: { params: object; files?: TestFile[]; onBadRow?: "keep" | "reject" | "stop"; limits?: Partial<ReaderLimits> },
) {
  const reports: string[] = [];
  const result = await runOperation(operation as typeof convert, {
    files: [people],
    maskKey: async () => key,
    failed: (report) => reports.push(JSON.stringify(report)),
    ...options,
  });
  const settled = await result.running.then(
    (outcome) => ({ outcome, said: JSON.stringify(outcome) }),
    (error: Error) => ({ outcome: null, said: `${error.message} ${reports.join("")}` }),
  );
  const everything = [...result.outputs.keys()].map((name) => result.text(name)).join("\n") + settled.said;
  return { ...result, ...settled, everything };
}

describe("masks", () => {
  it("hash, redact and shorten cells before they are written; empty ones stay empty", async () => {
    const { text } = await run(convert, { params: { to: "csv", mask: masks } });

    expect(text("output.csv").split("\r\n")).toEqual([
      "id,name,email,card",
      `1,***,${hashOf("ann@x.org")},***1111`,
      "2,***,,***2",
      `3,***,${hashOf("ann@x.org")},"***,5,5"`.replace('"***,5,5"', '"***5,5"'),
      "",
    ]);
  });

  it("leave out a column that is dropped, from the result and from what other parameters may name", async () => {
    const mask = [{ column: "email", method: "drop" }];
    const { text, everything } = await run(convert, { params: { to: "ndjson", mask } });
    const named = await run(convert, { params: { to: "csv", mask, columns: [{ column: "email" }] } });

    expect(JSON.parse(text("output.ndjson").split("\n")[0] ?? "")).toEqual({ id: "1", name: "Ann", card: "4111111111111111" });
    expect(everything).not.toContain("ann@x.org");
    expect(named.said).toContain('people.csv has no column "email".');
  });

  it("keep what was asked for at either end, but never more than half of a cell", async () => {
    const content = "a\n1234567890\n12345\n1\nöäüßé\n";
    const mask = [{ column: "a", method: "partial", keepFirst: 2, keepLast: 2 }];

    const { text } = await run(convert, { params: { to: "csv", mask }, files: [{ name: "a.csv", content }] });

    expect(text("output.csv").split("\r\n").slice(1, 5)).toEqual(["12***90", "***45", "***", "***ßé"]);
  });

  it("need the column to be there, and a key to hash with", async () => {
    const noColumn = await run(convert, { params: { to: "csv", mask: [{ column: "mail", method: "drop" }] } });
    const noKey = await runOperation(convert, { files: [people], params: { to: "csv", mask: masks } });

    expect(noColumn.said).toContain('people.csv has no column "mail".');
    await expect(noKey.running).rejects.toMatchObject({ code: "invalid-request", message: expect.stringContaining("SLUICE_MASK_KEY") });
  });

  it.each([
    ["the same column twice", [masks[0], masks[0]]],
    ["a text for anything but redact", [{ column: "email", method: "hash", text: "x" }]],
    ["kept characters for anything but partial", [{ column: "email", method: "drop", keepLast: 2 }]],
    ["a text with quotes", [{ column: "email", method: "redact", text: '"' }]],
  ])("are refused with %s", async (_, mask) => {
    await expect(parseParams(convert, { to: "csv", mask })).rejects.toMatchObject({ code: "invalid-request" });
  });
});

describe("a masked job that sets rows aside", () => {
  const schema = {
    columns: [
      { name: "email", pattern: "[^@]+@[^@]+", unique: true },
      { name: "card", minLength: 3 },
    ],
  };

  it("checks cells in clear, and tells and keeps them masked, to be sent again", async () => {
    const { text, outcome, everything } = await run(validate, { params: { schema, mask: masks } });

    expect(outcome?.counts).toEqual({ in: 3, out: 1, rejected: 2, filtered: 0 });
    expect(text("rejects.csv")).toBe(`id,name,email,card\n2,***,,***2\n3,***,${hashOf("ann@x.org")},"***5,5"\n`);
    const [first, second] = text("rejects.ndjson")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ line: 3, raw: "2,***,,***2", message: 'Line 3: "card" is "***2", which is shorter than 3 characters.' });
    expect(second.message).toContain(`"email" is "${hashOf("ann@x.org").slice(0, 60)}`);
    for (const secret of ["ann@x.org", "Ann", "Bo", "Çelik", "4111", "5,5,5"]) expect(everything).not.toContain(secret);
  });

  it.each(["keep", "reject", "stop"] as const)("shows nothing of a row whose cells cannot be told apart, under %s", async (onBadRow) => {
    const content = 'id,email,note\n1,a@x.org,\n2,b@x.org\n3,c@x.org,x,y\n4,"d@x.org"z,\n5,e@x.org,\n';
    const files = [{ name: "rows.csv", content }];

    const { text, outputs, outcome, everything } = await run(convert, { files, onBadRow, params: { to: "csv", mask: [masks[0]] } });

    for (const name of ["a", "b", "c", "d", "e"]) expect(everything).not.toContain(`${name}@x.org`);
    if (onBadRow === "stop") return;
    expect(outcome?.counts).toEqual({ in: 5, out: 2, rejected: 3, filtered: 0 });
    expect(JSON.parse(text("rejects.ndjson").split("\n")[0] ?? "")).toMatchObject({
      codes: ["too-few-fields"],
      raw: null,
      withheld: expect.stringContaining("cannot be told apart"),
      bytes: [25, 35],
    });
    expect(new TextDecoder().decode(outputs.get("rejects.csv"))).toBe("id,email,note\n");
  });

  it("shows nothing of a masked column that JSON names once more", async () => {
    const content = '{"id":"1","email":"a@x.org"}\n{"id":"2","email":"b@x.org","email":"c@x.org"}\n{"id":"3","email":"d@x.org","more":1}\n';

    const { text, outcome, everything } = await run(convert, {
      files: [{ name: "rows.ndjson", content }],
      params: { to: "ndjson", mask: [{ column: "email", method: "redact" }] },
    });

    expect(everything).not.toContain("@x.org");
    expect(outcome?.counts).toEqual({ in: 3, out: 3, rejected: 0, filtered: 0 });
    expect(text("output.ndjson")).toContain('{"id":"2","email":"***","email_2":"***","more":""}');
  });

  it("sets a record aside whose surplus names a masked column once more", async () => {
    const rows = Array.from({ length: 400 }, (_, id) => `{"id":"${id}","email":"a${id}@x.org"}\n`).join("");
    const content = `${rows}{"id":"x","email":"b@x.org","more":2}\n{"id":"y","email":"c@x.org","email":"d@x.org"}\n`;

    const { outcome, everything } = await run(convert, {
      files: [{ name: "rows.ndjson", content }],
      limits: { detectionBytes: 4096 },
      params: { to: "ndjson", mask: [{ column: "email", method: "redact" }] },
    });

    expect(everything).not.toContain("@x.org");
    expect(outcome?.counts).toEqual({ in: 402, out: 401, rejected: 1, filtered: 0 });
  });

  it("are of one file where they say so, and never pass over a file in silence that has no such column", async () => {
    const files = [people, { name: "cities.csv", content: "city,zip\nOslo,0150\n" }];
    const mask = { column: "email", method: "redact" };

    const named = await run(convert, { files, params: { to: "csv", mask: [{ ...mask, file: "people" }] } });
    const unnamed = await run(convert, { files, params: { to: "csv", mask: [mask] } });

    expect(named.text("cities.csv")).toContain("Oslo");
    expect(named.everything).not.toContain("@x.org");
    expect(unnamed.outcome).toBeNull();
    expect(unnamed.said).toContain('cities.csv has no column "email"');
    expect(unnamed.said).toContain('{"file": "customers*"}');
  });

  it("never shows a masked cell, whatever the table, the policy and the operation", async () => {
    const cell = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom("", '"', ",", "\n", "x\ty", "é"));
    const secret = fc.nat(1e6).map((n) => `SECRET${n}`);
    const row = fc.tuple(fc.constantFrom(2, 3, 3, 3, 3, 4), cell, fc.tuple(fc.constantFrom("", '"', " ", ",", "é"), secret), cell);
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.constantFrom("keep", "reject", "stop"),
        fc.constantFrom("hash", "redact", "drop"),
        fc.constantFrom("csv", "ndjson"),
        async (rows, onBadRow, method, to) => {
          const lines = rows.map(([width, a, [odd, b], c]) =>
            [a, odd + b, c, "more"].slice(0, width).map((text) => `"${text.replaceAll('"', '""')}"`),
          );
          const content = `a,secret,c\n${lines.map((line) => line.join(",")).join("\n")}\n`;
          const { everything } = await run(validate, {
            files: [{ name: "t.csv", content }],
            onBadRow,
            params: {
              to,
              dialect: { delimiter: ",", quote: '"', header: 1 },
              schema: {
                columns: [
                  { name: "secret", pattern: "[a-z]+", unique: true },
                  { name: "c", type: "integer" },
                ],
              },
              mask: [{ column: "secret", method }],
            },
          });
          expect(everything).not.toContain("SECRET");
        },
      ),
      { numRuns: 40 },
    );
  }, 30_000);
});
