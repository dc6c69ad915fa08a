import { expect, it } from "vitest";
import { toEngineError } from "./engine-error.ts";
import { StatementFailure } from "./engine-process.ts";

it.each([
  ["Conversion Error: Could not convert string 'Ann's' to INT128", "Conversion Error: Could not convert string … to INT128"],
  ["Invalid Input Error: CSV Error on Line: 3\nOriginal Line: Ann,Bob", "Invalid Input Error: CSV Error on Line: 3"],
])("a statement of our own that failed quotes no row: %j", (said, told) => {
  expect(() => toEngineError(new StatementFailure(said))).toThrow(new StatementFailure(told));
});

it("a statement that needs more than there is says so", () => {
  expect(() => toEngineError(new StatementFailure("Out of Memory Error: failed to pin block"))).toThrow(/more memory or disk/);
});
