import { expect, it } from "vitest";
import type { IssuePlace } from "../../csv/issue.ts";
import { joinIssues } from "./join-issues.ts";

const at = (line: number): IssuePlace => ({ line, record: line - 1, column: 1, name: "n", byte: line * 10, message: `Line ${line}.` });
const summary = (...lines: number[]) => ({
  code: "bad-type" as const,
  severity: "error" as const,
  count: lines.length,
  first: lines.map(at),
});

it("keeps the first places of all, in the file's order, whoever found them", () => {
  const joined = joinIssues([summary(5, 6, 7, 8, 9, 10), summary(4, 7, 11, 12, 13, 14)]);

  expect(joined).toEqual([{ ...summary(4, 5, 6, 7, 7, 8, 9, 10, 11, 12), count: 12 }]);
});
