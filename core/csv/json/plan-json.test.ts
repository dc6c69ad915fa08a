import { describe, expect, it } from "vitest";
import { readerLimits } from "../limits.ts";
import { planJson } from "./plan-json.ts";

const plan = (text: string, options: { name?: string; complete?: boolean } = {}) =>
  planJson(new TextEncoder().encode(text), { name: "file.json", complete: true, limits: readerLimits, ...options });

describe("planning JSON", () => {
  it.each([["a,b\n1,2\n"], ["{a},{b}\n1,2\n"], ["[id],[name]\n1,2\n"], ['{"a",b\n1,2\n'], ["[]x\n"], ["{}x,y\n"], ["12"], ['"a"'], [""]])(
    "leaves %j to others",
    (text) => {
      expect(plan(text)).toBeNull();
    },
  );

  it.each([
    ['{"a":1}\n{"a":2}\n', "ndjson", "lines", 0],
    ['{"a":1}', "ndjson", "lines", 0],
    ['{\n"a":1}\n{\n"a":2}', "json", "sequence", 0],
    [' [ {"a":1}]', "json", "array", 3],
    ['[\n  {"a":1},\n  {"a":2}\n]\n', "json", "array", 4],
    ['nothing{"a":1}', null, null, 0],
  ])("finds the layout of %j", (text, format, layout, dataStart) => {
    const found = plan(text);

    expect(found && { format: found.format, layout: found.json.layout, dataStart: found.dataStart }).toEqual(
      format && { format, layout, dataStart },
    );
  });

  it("takes the keys of all objects in first-seen order, the last one's too if it is cut off", () => {
    expect(plan('{"b":1,"a":2}\n{"c":1,"b":[{"d":1}]}\n{"e":5,"f', { complete: false })?.header.names).toEqual(["b", "a", "c", "e"]);
  });

  it("reads on past lines and elements that are none", () => {
    expect(plan('{"a":1}\nnothing\n{"b":2}\n')?.header.names).toEqual(["a", "b"]);
    expect(plan('[{"a":1},nothing,{"b":2}]')?.header.names).toEqual(["a", "b"]);
  });

  it("names empty and repeated keys, and says so", () => {
    const found = plan('{"":1,"a":2,"a":3,"a_2":4}\n');

    expect(found?.header.names).toEqual(["column_1", "a", "a_3", "a_2"]);
    expect(found?.findings.map(({ code, at, place }) => [code, at, place.line, place.column])).toEqual([
      ["empty-header", 1, 1, 1],
      ["duplicate-header", 12, 1, 3],
    ]);
  });

  it.each([
    ["[1,2,3]", "unsupported-file", /its elements are no objects/],
    ["[[1],[2]]", "unsupported-file", /its elements are no objects/],
    ['{"data":[{"a":1},{"a":2}],"next":null}', "unsupported-file", /a list of its own \("data"\)/],
    ["{}\n{}\n", "unsupported-file", /without a single key/],
    ["[]\n", "empty-file", /an array with nothing in it/],
  ])("refuses %j, which is no table", (text, code, message) => {
    expect(() => plan(text)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
  });

  it("refuses an object that is longer than all it may look at", () => {
    expect(() => plan('{"a":1,"b":"xxx', { complete: false })).toThrow(expect.objectContaining({ code: "unsupported-file" }));
  });

  it("takes one object with a list for a row where the name says NDJSON", () => {
    expect(plan('{"id":1,"items":[{"a":1}]}\n', { name: "orders.ndjson" })?.header.names).toEqual(["id", "items"]);
  });
});
