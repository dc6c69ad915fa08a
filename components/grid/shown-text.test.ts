import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toShownPieces } from "./shown-text.ts";

const shown = (text: string) =>
  toShownPieces(text)
    .map((piece) => piece.text)
    .join("");

describe("a cell as it is drawn", () => {
  it.each([
    ["one\ntwo", "one⏎two"],
    ["one\r\ntwo\rthree", "one⏎two⏎three"],
    ["tab\tin", "tab⇥in"],
    ["  both  ", "··both··"],
    ["   ", "···"],
    ["", ""],
    ["\u0000\u001b[31m", "␀␛[31m"],
    ["\u202eevil", "[U+202E]evil"],
    ["\ufeffid", "[U+FEFF]id"],
    ["مرحبا بالعالم", "مرحبا بالعالم"],
    ["👩‍👩‍👧 ok", "👩‍👩‍👧 ok"],
  ])("%j is %j", (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it("marks what is no letter of the cell", () => {
    expect(toShownPieces("a\nb")).toEqual([
      { text: "a", isMark: false },
      { text: "⏎", isMark: true },
      { text: "b", isMark: false },
    ]);
  });

  it("is short for long text, and never half of a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 290, maxLength: 400 }), (text) => {
        expect(shown(text).length).toBeLessThan(3000);
        expect(shown(text).isWellFormed()).toBe(true);
      }),
      { numRuns: 30 },
    );
    expect(shown("x".repeat(1_000_000))).toBe(`${"x".repeat(300)}…`);
  });

  it("has no line break and no control character left in it", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => !/\p{Cc}/u.test(shown(text))));
  });
});
