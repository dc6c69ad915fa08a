import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTable } from "../csv/testing/read-table.ts";
import { convert } from "../operations/convert.ts";
import { runOperation } from "../operations/testing/run-operation.ts";
import { findFaultyColumns } from "./faulty-columns.ts";
import { createRejectReader } from "./read-reject.ts";
import { parseRejectLine, type RejectLine } from "./reject-line.ts";
import { type RejectShape, toRejectShapes } from "./reject-shape.ts";

const shape: RejectShape = {
  file: "orders.csv",
  format: "delimited",
  dialect: { delimiter: ",", quote: '"', escape: '"', comment: "", lineEnd: "lf" },
  names: ["id", "name", "city"],
  hasHeader: true,
  decimalComma: false,
  renamed: new Map(),
  isMasked: false,
};
const line: RejectLine = { line: 2, record: 1, byte: 13, codes: ["too-few-fields"], message: "", raw: "1,a" };

describe("a rejected row", () => {
  it("has the cells that the reader found, whatever is wrong with it", async () => {
    const part = fc.constantFrom("a", "b", "1", "", " ", '"', '""', ",", ",,", '"x"', '"y" z', "é", "\n", '"p\nq"', "\\");
    const text = fc.array(part, { minLength: 1, maxLength: 30 }).map((parts) => `id,name,city\n1,a,b\n2,c,d\n3,e,f\n${parts.join("")}\n`);
    const dialect = { delimiter: ",", quote: '"', escape: '"', comment: "", header: 1, skip: 0, encoding: "utf-8" } as const;
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        const { rows } = await readTable(content, { dialect });
        const { lines, report } = await reject(content, { dialect });
        const [own] = toRejectShapes(report, { dialect });
        if (!own) throw new Error("There is one file.");
        const read = createRejectReader(own);

        for (const rejected of lines) {
          const { cells, surplus, locked } = read(rejected);
          if (locked === null) expect([...cells, ...surplus]).toEqual(rows[rejected.record - 1]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("has its values as JSON says them, numbers by the letter", async () => {
    const { cells } = createRejectReader({ ...shape, format: "ndjson" })({ ...line, raw: '{"name":"a\\u00e9","id":1.0,"city":null}' });

    expect(cells).toEqual(["1.0", "aé", ""]);
  });

  it("has the second value of a key where the column is named for it, and is found under its other name", () => {
    const names = ["id", "city", "city_2"];
    const json = { ...shape, format: "ndjson" as const, names, renamed: new Map([["no", "id"]]) };

    expect(createRejectReader(json)({ ...line, raw: '{"no":7,"city":"a","city":"b"}' }).cells).toEqual(["7", "a", "b"]);
  });

  it.each([
    { what: "is withheld", reject: { raw: null, withheld: "…" }, says: /masked/ },
    { what: "is masked", reject: {}, isMasked: true, says: /mask it twice/ },
    { what: "is no text", reject: { raw: undefined, rawBase64: "/w==" }, says: /no text in the file's encoding/ },
    { what: "is cut", reject: { truncated: true as const }, says: /longer than 64 KB/ },
  ])("says why it cannot be corrected when it $what", ({ reject: more, isMasked = false, says }) => {
    const { locked, cells } = createRejectReader({ ...shape, isMasked })({ ...line, ...more } as RejectLine);

    expect(locked).toMatch(says);
    expect(cells).toEqual(["", "", ""]);
  });

  it.each([
    { raw: "nonsense", says: /not JSON/ },
    { raw: '{"id":1,"other":2}', says: /keys that are no columns/ },
  ])("says why $raw of a JSON file cannot be corrected", ({ raw, says }) => {
    expect(createRejectReader({ ...shape, format: "ndjson" })({ ...line, raw }).locked).toMatch(says);
  });
});

describe("the faulty cells", () => {
  const faulty = (more: Partial<RejectLine>) => {
    const rejected = { ...line, ...more };
    return findFaultyColumns(rejected, createRejectReader(shape)(rejected), shape.names);
  };

  it.each([
    { what: "those that are missing", more: { raw: "1" }, columns: [1, 2] },
    { what: "the surplus", more: { codes: ["too-many-fields" as const], raw: "1,2,3,4" }, columns: [3] },
    {
      what: "those that are named",
      more: { codes: ["bad-type" as const], raw: "x,a,b", message: 'Line 2: "id" is "x", which is no number. "city" is empty.' },
      columns: [0, 2],
    },
    { what: "one of the key", more: { codes: ["empty-key" as const], raw: ",a,b", message: "Line 2: “id” is empty." }, columns: [0] },
    { what: "those with quotes", more: { codes: ["unterminated-quote" as const], raw: '1,"a,b' }, columns: [1] },
  ])("are $what", ({ more, columns }) => {
    expect(faulty(more)).toEqual(columns);
  });
});

async function reject(content: string, params: Record<string, unknown>) {
  const options = { params: { to: "ndjson", ...params }, files: [{ name: "orders.csv", content }], onBadRow: "reject" as const };
  const { running, text, outputs } = await runOperation(convert, options);
  await running;
  const list = outputs.has("rejects.ndjson") ? text("rejects.ndjson").trimEnd().split("\n") : [];
  return { lines: list.map(parseRejectLine), report: JSON.parse(text("report.json")) as unknown };
}
