import { describe, expect, it } from "vitest";
import { kinds, type Reading, readJson } from "./testing/read-json.ts";

const codesOf = ({ findings }: Reading) => findings.map(({ code, at }) => `${code}@${at}`);

describe.each(kinds)("JSON by the %s kernel", (kind) => {
  const read = (input: string | Uint8Array, options = {}) => readJson(input, { kind, ...options });

  it("gives strings as they are, without escapes, and numbers and words verbatim", async () => {
    const reading = await read(
      '{"a":"x","b":1.50e+3}\n{"a":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00","b":true}\n{"a":"é😀","b":-0}\n',
    );

    expect(reading.names).toEqual(["a", "b"]);
    expect(reading.rows).toEqual([
      ["x", "1.50e+3"],
      ['"\\/\b\f\n\r\té😀', "true"],
      ["é😀", "-0"],
    ]);
    expect(reading.findings).toEqual([]);
  });

  it("gives objects and arrays as compact JSON text", async () => {
    const reading = await read('{"a": { "x" : [ 1 , "a b" , null ] , "y":{} } ,"b":[ ]}\n{"a":{"x":[1]},"b":[]}\n');

    expect(reading.rows).toEqual([
      ['{"x":[1,"a b",null],"y":{}}', "[]"],
      ['{"x":[1]}', "[]"],
    ]);
  });

  it.each([
    ["on lines of their own", '{"a":1}\r\n{"a":2}\r\n'],
    ["without a line end at the end", '{"a":1}\n{"a":2}'],
    ["one behind the other", '{"a":1}{"a":2}'],
    ["pretty printed, one after the other", '{\n  "a": 1\n}\n{\n  "a": 2\n}\n'],
    ["in an array", '[{"a":1},{"a":2}]'],
    ["in an array of lines", '[\n{"a":1},\n{"a":2}\n]\n'],
    ["in an array that is pretty printed", ' [\r\n  {\r\n    "a": 1\r\n  },\r\n  {\r\n    "a" : 2\r\n  }\r\n ] \r\n'],
  ])("reads objects %s", async (_, text) => {
    const reading = await read(text);

    expect(reading).toMatchObject({ names: ["a"], rows: [["1"], ["2"]], findings: [], blankLines: 0 });
  });

  it("finds keys in any order and leaves cells empty for null and for keys that are missing, each told as a notice", async () => {
    const reading = await read('{"a":1,"b":2,"c":3}\n{"c":3,"a":null}\n{"b":2,"a":1,"c":3}\n{}\n');

    expect(reading.rows).toEqual([
      ["1", "2", "3"],
      ["", "", "3"],
      ["1", "2", "3"],
      ["", "", ""],
    ]);
    expect(reading.findings.map(({ code, column }) => [code, column])).toEqual([
      ["null-value", 1],
      ["missing-key", 2],
      ["missing-key", 1],
      ["missing-key", 2],
      ["missing-key", 3],
    ]);
  });

  it("stops telling places of nulls and missing keys when there are ten, and counts on", async () => {
    const reading = await read(`{"a":1,"b":2}\n${'{"a":null}\n'.repeat(25)}`);

    expect(reading.rows).toHaveLength(26);
    const told = (code: string) => reading.findings.filter((finding) => finding.code === code).length;
    expect(told("null-value")).toBe(10);
    expect(told("null-value") + (reading.counted["null-value"] ?? 0)).toBe(25);
    expect(told("missing-key") + (reading.counted["missing-key"] ?? 0)).toBe(25);
  });

  it("skips blank lines of NDJSON and says how many they were", async () => {
    const reading = await read('\n{"a":1}\n\r\n  \n{"a":2}\n   ');

    expect(reading).toMatchObject({ rows: [["1"], ["2"]], blankLines: 3, findings: [] });
  });

  it("keeps keys that the sample did not have as an object of their own", async () => {
    const reading = await read(`${'{"a":"0123456789"}\n'.repeat(300)}{"n\\u0065w": [ 1 ],"a":"x","a":"y","__proto__":2}\n`);

    expect(reading.rows.at(-1)).toEqual(["x"]);
    expect(reading.extras).toEqual(['{"n\\u0065w":[1],"a":"y","__proto__":2}']);
    expect(reading.findings.map(({ code }) => code)).toEqual(["unknown-key", "unknown-key", "unknown-key"]);
  });

  it("gives a key that stands twice a second column", async () => {
    const reading = await read('{"a":1,"a":2}\n{"a":3,"a_2":4}\n');

    expect(reading.names).toEqual(["a", "a_3", "a_2"]);
    expect(reading.rows).toEqual([
      ["1", "2", ""],
      ["3", "", "4"],
    ]);
  });

  it("treats __proto__ and constructor as keys like any other, however they are spelled", async () => {
    const reading = await read(
      '{"__proto__":"1","constructor":"2","é":"3"}\n{"\\u005f_proto__":"4","constructor":"5","\\u00e9":"6"}\n'.repeat(3),
    );

    expect(reading.names).toEqual(["__proto__", "constructor", "é"]);
    expect(reading.rows.slice(0, 2)).toEqual([
      ["1", "2", "3"],
      ["4", "5", "6"],
    ]);
    expect(reading.findings).toEqual([]);
  });

  it("says where half a surrogate pair, a NUL and bytes that are no UTF-8 stood", async () => {
    const plain = await read('{"a":"x\\ud800y","b":"\\u0000"}\n');

    expect(plain.rows).toEqual([["x\ufffdy", "\0"]]);
    expect(codesOf(plain)).toEqual(["invalid-bytes@7", "nul@21"]);
  });

  it.each([
    ["text", '{"a":1}\nnothing\n{"a":2}\n', 8],
    ["a number", '{"a":1}\n12\n{"a":2}\n', 8],
    ["an object that does not end", '{"a":1}\n{"a":\n{"a":2}\n', 21],
    ["text behind an object", '{"a":1}\n{"a":3} x\n{"a":2}\n', 16],
    ["a control character in a string", '{"a":1}\n{"a":"\t"}\n{"a":2}\n', 14],
    ["an escape that is none", '{"a":1}\n{"a":"\\x"}\n{"a":2}\n', 15],
    ["a number with a leading zero", '{"a":1}\n{"a":01}\n{"a":2}\n', 14],
    ["a trailing comma", '{"a":1}\n{"a":1,}\n{"a":2}\n', 15],
    ["a wrong word", '{"a":1}\n{"a":nul}\n{"a":2}\n', 16],
    ["single quotes", '{"a":1}\n{\'a\':1}\n{"a":2}\n', 9],
  ])("sets a line of NDJSON with %s aside and goes on with the next", async (_, text, at) => {
    const reading = await read(text);

    expect(reading.rows).toEqual([["1"], [""], ["2"]]);
    expect(reading.findings).toMatchObject([{ code: "bad-json" }]);
    expect(reading.findings[0]?.at).toBeLessThanOrEqual(at);
  });

  it.each([
    ["a scalar", '[{"a":1},7,{"a":2}]', ["bad-json@9"]],
    ["a broken element", '[{"a":1},{"a":tru},{"a":2}]', ["bad-json@17"]],
    ["an element that does not end", '[\n {"a":1},\n {"a":[1,\n {"a":2}\n]', ["bad-json@31"]],
    ["a quote that does not close", '[\n {"a":1},\n {"a":"x},\n {"a":2}\n]', ["bad-json@21"]],
  ])("sets %s of an array aside and goes on with the next element", async (_, text, codes) => {
    const reading = await read(text);

    expect(reading.rows).toEqual([["1"], [""], ["2"]]);
    expect(codesOf(reading).map((code) => code.split("@")[0])).toEqual(codes.map((code) => code.split("@")[0]));
  });

  it.each([
    ["ends without a bracket", '[{"a":1},{"a":2}', [["1"], ["2"]], ["broken-array@16"]],
    ["ends behind a comma", '[{"a":1},{"a":2},\n', [["1"], ["2"]], ["broken-array@16"]],
    ["has a comma behind its last element", '[{"a":1},{"a":2},]', [["1"], ["2"]], ["broken-array@16"]],
    ["has no comma between two elements", '[{"a":1} {"a":2}]', [["1"], ["2"]], ["broken-array@8"]],
    ["ends in the middle of an element", '[{"a":1},{"a":2', [["1"], [""]], ["bad-json@15"]],
    ["has text behind it", '[{"a":1}]\nmore', [["1"], [""]], ["bad-json@8"]],
  ])("says so when an array %s", async (_, text, rows, codes) => {
    const reading = await read(text);

    expect(reading.rows).toEqual(rows);
    expect(codesOf(reading)).toEqual(codes);
  });

  it("bounds nesting, and tells it as bad JSON", async () => {
    const deep = (levels: number) => `{"a":1}\n{"a":${"[".repeat(levels)}${"]".repeat(levels)}}\n`;

    expect((await read(deep(900))).rows[1]).toEqual(["[".repeat(900) + "]".repeat(900)]);
    expect(codesOf(await read(deep(1100)))[0]).toMatch(/^bad-json/);
  });

  it("tells a record that is too long, and goes on with the next line", async () => {
    const text = `${'{"a":"0123456789"}\n'.repeat(300)}{"a":"${"x".repeat(3000)}"}\n{"a":"y"}\n`;
    for (const chunk of [97, 1 << 20]) {
      const reading = await read(text, { chunk, maxRecordBytes: 1000 });

      expect(codesOf(reading)).toEqual(["record-too-long@5700"]);
      expect(reading.rows.at(-1)).toEqual(["y"]);
    }
  });
});
