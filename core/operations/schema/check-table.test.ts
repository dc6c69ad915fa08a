import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createKernel } from "../../csv/kernel/create-kernel.ts";
import type { Kernel } from "../../csv/kernel/kernel.ts";
import { failureCheckMask, failureKindShift, failureKinds } from "../../csv/kernel/row-checks.ts";
import { allocTable, fillTable, type StoredCell } from "../../csv/kernel/testing/kernel-tables.ts";
import { fillChecks } from "./check-table.ts";
import { type ColumnRules, readSchema } from "./schema.ts";

const kinds = ["wasm", "plain"] as const;
const kernels: Record<(typeof kinds)[number], Kernel> = {
  wasm: await createKernel({ memoryBytes: 64 * 1024 * 1024, kind: "wasm" }),
  plain: await createKernel({ memoryBytes: 64 * 1024 * 1024, kind: "plain" }),
};
const tables = { wasm: allocTable(kernels.wasm, 1000, 10_000), plain: allocTable(kernels.plain, 1000, 10_000) };
const textAt = { wasm: kernels.wasm.alloc(1_000_000), plain: kernels.plain.alloc(1_000_000) };

const names = Object.fromEntries(Object.entries(failureKinds).map(([name, kind]) => [kind, name]));

/** What fails, as [record, check, name of the failure]. */
function check(kind: (typeof kinds)[number], rules: readonly ColumnRules[], rows: readonly (readonly StoredCell[])[]) {
  const kernel = kernels[kind];
  fillTable(kernel, tables[kind], textAt[kind], rows, '"');
  const columns = rules.map((one, field) => ({ rules: one, field }));
  const checks = fillChecks(kernel, columns, { sourceQuote: 0x22, decimal: "." });
  checks.maxFailures = Math.max(3, columns.length);
  const failures: [number, number, string | undefined][] = [];
  for (let done = false; !done; ) {
    checks.failures = 0;
    done = kernel.checkRows(checks, tables[kind]);
    for (let index = 0; index < checks.failures; index++) {
      const [record = 0, said = 0] = kernel.words.subarray(checks.failuresAt / 4 + index * 2);
      failures.push([record, said & failureCheckMask, names[said >>> failureKindShift]]);
    }
  }
  return failures;
}

const rulesOf = (column: Record<string, unknown>) => readSchema({ columns: [{ name: "c", ...column }] }).columns;
const bare = (text: string): StoredCell => ({ text, form: "bare" });

function failuresOf(kind: (typeof kinds)[number], column: Record<string, unknown>, cells: readonly string[]) {
  const failed = new Map(
    check(
      kind,
      rulesOf(column),
      cells.map((cell) => [bare(cell)]),
    ).map(([record, , name]) => [record, name]),
  );
  return cells.map((_, record) => failed.get(record) ?? "fine");
}

describe.each(kinds)("checks by the %s kernel", (kind) => {
  it.each([
    [
      "integer",
      ["0", "-5", "+7", "007", "12345678901234567890", "1".repeat(40)],
      ["1.5", "1e3", "", " 1", "1 ", "-", "x", `${"1".repeat(40)}x`, "１"],
    ],
    [
      "number",
      ["0", "-1.5", ".5", "5.", "1e3", "1.5E-10", "+0.000001", `${"9".repeat(30)}.1`],
      [".", "1,5", "1e", "1.5.2", "NaN", "0x10", "--1", "1e5x"],
    ],
    ["boolean", ["true", "FALSE", "True", "0", "1"], ["yes", "2", "tru", "trues", "01", "t"]],
    [
      "date",
      ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"],
      ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-1-1", "0000-01-01", "2024-01-01T00:00", "2024/01/01"],
    ],
    [
      "datetime",
      [
        "2024-02-29T10:30",
        "2024-02-29 10:30:59",
        "2024-02-29T10:30:00.123Z",
        "2024-02-29T10:30:00+02:00",
        "2024-02-29t10:30:00-0530",
        "2024-02-29T10:30+02",
      ],
      [
        "2024-02-29",
        "2024-02-30T10:00",
        "2024-02-29T24:00",
        "2024-02-29T10:60",
        "2024-02-29T10:30:60",
        "2024-02-29T10:30:00.",
        "2024-02-29T10:30x",
        "2024-02-29T10:30+2",
        "2024-02-29T10:30+02:60",
      ],
    ],
    ["time", ["00:00", "23:59:59", "12:30:15.5"], ["24:00", "12:60", "1:30", "12:30:", "12:30Z", "12:30:61"]],
  ])("know a %s", (type, right, wrong) => {
    expect(failuresOf(kind, { type }, right)).toEqual(right.map(() => "fine"));
    expect(failuresOf(kind, { type }, wrong)).toEqual(wrong.map((cell) => (cell === "" ? "fine" : "badType")));
  });

  it("compare numbers exactly, however long they are", () => {
    const least = "9007199254740993";

    expect(
      failuresOf(kind, { type: "integer", min: least }, ["9007199254740992", least, "9007199254740994", "-1", "00009007199254740993"]),
    ).toEqual(["tooSmall", "fine", "fine", "tooSmall", "fine"]);
    const cells = ["99.99", "100", "100.0", "1e2", "100.01", "0100", "1000e-1", "1.000000000000000000001e2", "99999e-3"];
    expect(failuresOf(kind, { type: "number", max: "100" }, cells)).toEqual([
      "fine",
      "fine",
      "fine",
      "fine",
      "tooGreat",
      "fine",
      "fine",
      "tooGreat",
      "fine",
    ]);
    expect(failuresOf(kind, { type: "number", min: "-0.5", max: "0" }, ["-0.50", "-0.51", "-0", "0.0", "1e-30", "-.05"])).toEqual([
      "fine",
      "tooSmall",
      "fine",
      "fine",
      "tooGreat",
      "fine",
    ]);
  });

  it("compare moments, offsets and fractions counted", () => {
    const cells = ["2024-01-01T00:00:00Z", "2024-01-01T01:00:00+02:00", "2023-12-31T23:59:59.9999", "2024-01-01T00:00:00.000"];

    expect(failuresOf(kind, { type: "datetime", min: "2024-01-01T00:00:00Z" }, cells)).toEqual(["fine", "tooSmall", "tooSmall", "fine"]);
    expect(failuresOf(kind, { type: "date", max: "2024-02-28" }, ["2024-02-28", "2024-02-29", "1999-12-31"])).toEqual([
      "fine",
      "tooGreat",
      "fine",
    ]);
    expect(
      failuresOf(kind, { type: "time", min: "08:00", max: "18:00:00" }, ["07:59:59.999", "08:00", "18:00:00.0", "18:00:00.01"]),
    ).toEqual(["tooSmall", "fine", "fine", "tooGreat"]);
  });

  it("count characters, and look values up in sets of any size", () => {
    expect(failuresOf(kind, { minLength: 2, maxLength: 3 }, ["é", "éé", "😀😀😀", "abcd", ""])).toEqual([
      "tooShort",
      "fine",
      "fine",
      "tooLong",
      "fine",
    ]);
    const values = Array.from({ length: 500 }, (_, index) => `value ${index} ${"x".repeat(index % 40)}`);
    expect(new Set(failuresOf(kind, { enum: values }, values))).toEqual(new Set(["fine"]));
    expect(failuresOf(kind, { enum: values }, ["value", "value 1", `${values[40]} `])).toEqual(["notInSet", "notInSet", "notInSet"]);
    expect(failuresOf(kind, { reference: { values: ["a"] }, required: true }, ["a", "b", ""])).toEqual(["fine", "noReference", "missing"]);
  });

  it("see a cell with doubled or escaped quotes as what it means", () => {
    const rules = rulesOf({ enum: ['a"b'], maxLength: 3 });
    const rows: StoredCell[][] = [
      [{ text: 'a"b', form: "doubled" }],
      [{ text: 'a"b', form: "escaped" }],
      [{ text: 'a""b', form: "doubled" }],
    ];

    expect(check(kind, rules, rows)).toEqual([[2, 0, "tooLong"]]);
    expect(check(kind, rulesOf({ type: "integer" }), [[{ text: '1"', form: "doubled" }]])).toEqual([[0, 0, "badType"]]);
  });

  it("asks cells that a record does not have whether they may be empty", () => {
    const schema = readSchema({ columns: [{ name: "a" }, { name: "b", required: true }] });

    expect(check(kind, schema.columns, [[bare("1")]])).toEqual([[0, 1, "missing"]]);
  });
});

const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 24 });
const cellText = fc.oneof(
  fc
    .tuple(fc.constantFrom("", "-", "+"), digits, fc.constantFrom("", ".", ".5", ".05", "e3", ".5e-2", "E+20", ","))
    .map((parts) => parts.join("")),
  fc.string({ unit: fc.constantFrom(...'0123456789-:T. Z+e,ax"é'), maxLength: 30 }),
  fc
    .date({ noInvalidDate: true, min: new Date("0001-01-01"), max: new Date("9999-12-31") })
    .chain((date) =>
      fc.constantFrom(
        date.toISOString(),
        date.toISOString().slice(0, 10),
        date.toISOString().slice(11, 19),
        `${date.toISOString().slice(0, 19)}+01:30`,
      ),
    ),
  fc.constantFrom("true", "false", "yes", "a", "ab", "abc", ""),
);
const columnRules = fc.oneof(
  fc.record({
    type: fc.constantFrom("integer", "number"),
    min: fc.constantFrom(undefined, "-3", "0", "5.5"),
    max: fc.constantFrom(undefined, "7", "1e19", "12345678901234567890.5"),
  }),
  fc.record({ type: fc.constant("date"), min: fc.constantFrom(undefined, "1970-01-01"), max: fc.constantFrom(undefined, "2500-06-30") }),
  fc.record({
    type: fc.constant("datetime"),
    min: fc.constantFrom(undefined, "1970-01-01T12:00:00.5Z"),
    max: fc.constantFrom(undefined, "2500-06-30"),
  }),
  fc.record({ type: fc.constantFrom("time", "boolean", "text"), required: fc.boolean() }),
  fc.record({ enum: fc.constantFrom(["a", "ab", 'a"'], ["abc", "true", "é"]), required: fc.boolean() }),
  fc.record({ minLength: fc.constantFrom(0, 2), maxLength: fc.constantFrom(3, 10) }),
);

describe("both kernels", () => {
  it("fail the same cells of any table", () => {
    fc.assert(
      fc.property(
        fc.array(columnRules, { minLength: 1, maxLength: 4 }),
        fc.array(fc.array(fc.tuple(cellText, fc.constantFrom("bare", "doubled", "escaped")), { maxLength: 5 }), { maxLength: 12 }),
        (columns, cells) => {
          const schema = readSchema({ columns: columns.map((column, index) => ({ name: `c${index}`, ...column })) });
          const rows = cells.map((row) =>
            row.map(([text, form]): StoredCell => ({ text, form: /["\\]/.test(text) ? (form as StoredCell["form"]) : "bare" })),
          );

          expect(check("wasm", schema.columns, rows)).toEqual(check("plain", schema.columns, rows));
        },
      ),
      { numRuns: 400 },
    );
  });
});
