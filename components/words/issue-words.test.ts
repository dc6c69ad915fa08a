import { describe, expect, it } from "vitest";
import type { IssueSummary } from "#core/csv/issue";
import { findingOf, sortIssues } from "./issue-words.ts";

function issue(code: IssueSummary["code"], severity: IssueSummary["severity"], count: number, line: number): IssueSummary {
  return { code, severity, count, first: [{ line, record: 1, column: null, name: null, byte: null, message: "" }] };
}

describe("what was found in a file, in a line", () => {
  it("says that it is clean, and how much was read to say so", () => {
    expect(findingOf(200, true, [])).toEqual({ tone: "done", words: "All 200 rows look clean." });
    expect(findingOf(2, true, []).words).toBe("Both rows look clean.");
    expect(findingOf(10_000, false, []).words).toBe("The first 10,000 rows look clean.");
    expect(findingOf(1, false, []).words).toBe("The first row looks clean.");
    expect(findingOf(200, true, [issue("preamble", "warning", 1, 1)]).words).toBe("All 200 rows look clean; 1 thing to know.");
  });

  it("says how many rows have errors and where the first is", () => {
    const issues = [issue("too-many-fields", "error", 2, 90), issue("too-few-fields", "error", 7, 1204), issue("nul", "warning", 1, 2)];

    expect(findingOf(10_000, false, issues)).toEqual({
      tone: "aside",
      words: "9 of the first 10,000 rows have errors: the first on line 90 (too many fields).",
    });
  });

  it("says that a header alone holds no rows", () => {
    expect(findingOf(0, true, []).words).toBe("There is a header, but no rows.");
  });

  it("puts errors first and the frequent before the rare", () => {
    const sorted = sortIssues([
      issue("bom", "notice", 9, 1),
      issue("nul", "warning", 1, 1),
      issue("too-few-fields", "error", 1, 1),
      issue("too-many-fields", "error", 5, 1),
    ]);

    expect(sorted.map((each) => each.code)).toEqual(["too-many-fields", "too-few-fields", "nul", "bom"]);
  });
});
