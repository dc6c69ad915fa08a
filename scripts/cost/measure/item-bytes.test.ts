import { describe, expect, it } from "vitest";
import { type AttributeValue, itemBytes } from "./item-bytes.ts";

describe("the size of an item", () => {
  it.each<[string, AttributeValue, number]>([
    ["text counts its UTF-8 bytes", { S: "Zoë" }, 4],
    ["a number counts a byte for two digits and one more", { N: "1234" }, 3],
    ["a negative number counts one more", { N: "-12.5" }, 4],
    ["true, false and null count one", { BOOL: true }, 1],
    ["bytes count as they are", { B: "AAAA" }, 3],
    ["a set counts its members", { SS: ["a", "bc"] }, 3],
    ["a list counts three, and one more for each element", { L: [{ S: "ab" }, { BOOL: false }] }, 8],
    ["a map counts three, its names, and one more for each element", { M: { ab: { S: "cd" } } }, 8],
  ])("%s", (_, value, bytes) => {
    expect(itemBytes({ name: value })).toBe(4 + bytes);
  });
});
