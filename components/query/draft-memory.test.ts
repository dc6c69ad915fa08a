import { describe, expect, it } from "vitest";
import { keepDraft, noDraft, readDraft } from "./draft-memory.ts";
import { formatPlace, originOf } from "./use-place.ts";

function memoryStore(text: string | null = null) {
  let kept = text;
  const setItem = (_: string, next: string) => {
    kept = next;
  };
  return { getItem: () => kept, setItem };
}

describe("what is written and not run", () => {
  it("outlasts the page", () => {
    const store = memoryStore();

    keepDraft({ sql: "SELECT 1", origin: "q 0abc" }, store);

    expect(readDraft(store)).toEqual({ sql: "SELECT 1", origin: "q 0abc" });
  });

  it.each([null, "", "{", "null", "[]", '{"sql":7}'])("is nothing where %j is kept", (text) => {
    expect(readDraft(memoryStore(text))).toEqual(noDraft);
  });
});

describe("a link to a query", () => {
  it("names the answer, a statement to begin with, or what was saved", () => {
    expect(formatPlace({})).toBe("/query");
    expect(formatPlace({ sql: "SELECT a & b" })).toBe("/query?sql=SELECT+a+%26+b");
    expect(formatPlace({ q: "0abc", saved: "s1" })).toBe("/query?q=0abc&saved=s1");
  });

  it("brings the text of its answer before any other", () => {
    expect(originOf({ q: "0abc", sql: null, saved: "s1" })).toBe("q 0abc");
    expect(originOf({ q: null, sql: null, saved: "s1" })).toBe("saved s1");
    expect(originOf({ q: null, sql: null, saved: null })).toBeNull();
  });
});
