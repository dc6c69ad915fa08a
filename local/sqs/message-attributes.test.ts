import { expect, test } from "vitest";
import { checkMessageAttributes, md5OfAttributes, pickAttributes } from "./message-attributes.ts";

const text = (StringValue: string, DataType = "String") => ({ DataType, StringValue });

test("the digest of attributes is the one SQS computes", () => {
  expect(md5OfAttributes({ timestamp: text("1493147359900", "Number") })).toBe("235c5c510d26fb653d073faed50ae77c");
  expect(md5OfAttributes({})).toBeUndefined();
});

test.each([
  ["a reserved prefix", { "AWS.x": text("1") }],
  ["a name with two dots in a row", { "a..b": text("1") }],
  ["an unknown type", { a: text("1", "Boolean") }],
  ["an empty value", { a: text("") }],
  ["a number that is none", { a: text("one", "Number.int") }],
  ["more than ten", Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`a${n}`, text("1")]))],
])("attributes with %s are refused", (_, attributes) => {
  expect(() => checkMessageAttributes(attributes)).toThrow();
});

test("receivers pick attributes by name, by prefix, or all", () => {
  const attributes = { "order.id": text("1"), "order.day": text("2"), kind: text("3") };

  expect(Object.keys(pickAttributes(attributes, []))).toEqual([]);
  expect(Object.keys(pickAttributes(attributes, ["kind", "nothing"]))).toEqual(["kind"]);
  expect(Object.keys(pickAttributes(attributes, ["order.*"]))).toEqual(["order.id", "order.day"]);
  expect(pickAttributes(attributes, ["All"])).toEqual(attributes);
});
