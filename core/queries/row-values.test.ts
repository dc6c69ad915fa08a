import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitRow, toTextRow } from "./row-values.ts";

describe("the values of a row", () => {
  it.each([
    ["[]", []],
    ["[1.50]", ["1.50"]],
    ['[9007199254740993,"a,b",null,true]', ["9007199254740993", '"a,b"', "null", "true"]],
    ['["\\"","\\\\",[1,[2,"]"]],{"a":"}"}]', ['"\\""', '"\\\\"', '[1,[2,"]"]]', '{"a":"}"}']],
  ])("are told apart as they are written: %s", (line, values) => {
    expect(splitRow(line)).toEqual(values);
  });

  it("are what JSON says they are, whatever they are", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (row) => {
        expect(splitRow(JSON.stringify(row)).map((value) => JSON.parse(value) as unknown)).toEqual(JSON.parse(JSON.stringify(row)));
      }),
    );
  });

  it("become texts that lose nothing", () => {
    expect(JSON.parse(toTextRow('[9007199254740993,1.50,"é\\n",null,false,{"a":[1]}]'))).toEqual([
      "9007199254740993",
      "1.50",
      "é\n",
      null,
      "false",
      '{"a":[1]}',
    ]);
  });
});
