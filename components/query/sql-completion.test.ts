import { describe, expect, it } from "vitest";
import { isTablePlace, toSnippet } from "./sql-completion.ts";

describe("what is offered while a statement is written", () => {
  it.each(["SELECT 1 FROM ", "select a from orders o left JOIN\n"])("are tables alone behind %j", (before) => {
    expect(isTablePlace(before)).toBe(true);
  });

  it.each(["SELECT ", "SELECT a FROM orders WHERE ", "SELECT fromage ", ""])("is anything behind %j", (before) => {
    expect(isTablePlace(before)).toBe(false);
  });

  it("is a call whose first argument is there to be written over", () => {
    expect(toSnippet("sum(x)")).toMatch(/^sum\(\$\{x\}\)$/);
  });
});
