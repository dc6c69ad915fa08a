import { expect, it } from "vitest";
import { type IssueSummary, issueCodes, maxPlacesPerIssue } from "../csv/issue.ts";
import { fitIssues } from "./fit-issues.ts";

const codes = [...issueCodes.error, ...issueCodes.warning, ...issueCodes.notice];

function allIssues(name: string): IssueSummary[] {
  const place = { line: 2, record: 1, column: 1, name, byte: 10, message: `Line 2 has something odd in ${name}.` };
  return codes.map((code) => ({ code, severity: "error", count: 1000, first: Array.from({ length: maxPlacesPerIssue }, () => place) }));
}

it("keeps a file's issues as they are when they are short", () => {
  const issues = allIssues("id").slice(0, 5);

  expect(fitIssues(issues)).toEqual(issues);
});

it("keeps every code and count within the room a stored job has, however long the names of the file's columns", () => {
  const fitted = fitIssues(allIssues("\u0001".repeat(500_000)));

  expect(Buffer.byteLength(JSON.stringify(fitted))).toBeLessThan(128 * 1024);
  expect(fitted.map(({ code, count }) => [code, count])).toEqual(codes.map((code) => [code, 1000]));
  expect(fitted.every(({ first }) => first.length > 0)).toBe(true);
});
