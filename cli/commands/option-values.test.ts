import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsValue, delimiterValue, headerValue, renameValue } from "./option-values.ts";

describe("a list of columns", () => {
  it.each([
    ["id", ["id"]],
    ["id,total", ["id", "total"]],
    ['"last, first",id', ["last, first", "id"]],
    ['"say ""hi""",b', ['say "hi"', "b"]],
    ["a,,b", ["a", "", "b"]],
    ["a,", ["a", ""]],
    ['5" disk', ['5" disk']],
  ])("%s is read as CSV", (text, names) => {
    expect(columnsValue(text)).toEqual(names);
  });

  it("takes any names, quoted", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (names) => {
        expect(columnsValue(names.map((name) => `"${name.replaceAll('"', '""')}"`).join(","))).toEqual(names);
      }),
    );
  });

  it("adds up, and refuses a quote that does not close", () => {
    expect(columnsValue("b", ["a"])).toEqual(["a", "b"]);
    expect(() => columnsValue('"a')).toThrow("as in CSV");
  });
});

describe("a new name", () => {
  it("is parted from the old one at the last =", () => {
    expect(renameValue("a=b", [{ column: "x", as: "y" }])).toEqual([
      { column: "x", as: "y" },
      { column: "a", as: "b" },
    ]);
    expect(renameValue("a=b=c")).toEqual([{ column: "a=b", as: "c" }]);
    expect(renameValue("=c")).toEqual([{ column: "", as: "c" }]);
  });

  it.each(["a", "a="])("%s is refused", (text) => {
    expect(() => renameValue(text)).toThrow("old=new");
  });
});

describe("how to read a file", () => {
  it("takes words for what is hard to type", () => {
    expect(delimiterValue("\\t")).toBe("\t");
    expect(delimiterValue("tab")).toBe("\t");
    expect(delimiterValue("||")).toBe("||");
    expect(() => delimiterValue('"')).toThrow("quote");
  });

  it("takes a header as a word or a count", () => {
    expect([headerValue("auto"), headerValue("none"), headerValue("2")]).toEqual(["auto", "none", 2]);
    for (const wrong of ["0", "-1", "1.5", "21", "two", ""]) expect(() => headerValue(wrong)).toThrow("auto, none");
  });
});
