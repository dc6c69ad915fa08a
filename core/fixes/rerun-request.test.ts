import { describe, expect, it } from "vitest";
import type { RejectShape } from "./reject-shape.ts";
import { toRerunRequest } from "./rerun-request.ts";

const shape: RejectShape = {
  file: "a.csv",
  format: "delimited",
  dialect: { delimiter: ";", quote: '"', escape: '"', comment: "", lineEnd: "lf" },
  names: ["id", "city"],
  hasHeader: true,
  decimalComma: true,
  renamed: new Map(),
  isMasked: false,
};
const files = [{ name: "a.fixed.csv", size: 10, type: "text/csv" }];
const job = { id: "job", operation: "convert", onBadRow: "reject" as const, results: [] };
const rejects = [
  [0, 8],
  [11, 11],
] as const;

describe("the request that sends corrected rows again", () => {
  it("says by itself all that is to be done, whatever became of the recipe, and how the rows are read", () => {
    const params = { to: "json", headers: [{ column: "ID", as: "id" }], dialect: { delimiter: ";", sheet: "Orders" }, filter: [] };

    const request = toRerunRequest({ job: { ...job, params }, shapes: [shape], files, rejects });

    expect(request).toEqual({
      operation: "convert",
      params: {
        to: "json",
        filter: [],
        dialect: { encoding: "utf-8", delimiter: ",", quote: '"', escape: '"', comment: "", skip: 0, header: 1, decimal: "," },
      },
      files,
      onBadRow: "reject",
      fixes: { job: "job", rejects: "0-8,11" },
    });
  });

  it("asks for the original's format where that followed from its file's name", () => {
    const results = [
      { name: "report.json", bytes: 1, rows: 1, contentType: "" },
      { name: "output.tsv", bytes: 1, rows: 1, contentType: "" },
    ];

    const request = toRerunRequest({ job: { ...job, operation: "validate", params: {}, results }, shapes: [shape], files, rejects });

    expect(request.params.to).toBe("tsv");
  });
});
