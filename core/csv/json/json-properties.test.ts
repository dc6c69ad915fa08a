import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kinds, readJson } from "./testing/read-json.ts";

const jsonValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 3 }),
);
const object = fc.dictionary(
  fc.constantFrom("a", "bc", "x y", 'q"', "é", "constructor", "averylongkeywithmorethansixteenbytes"),
  jsonValue,
  {
    minKeys: 1,
  },
);
const layouts: ((objects: readonly unknown[]) => string)[] = [
  (objects) => objects.map((one) => `${JSON.stringify(one)}\n`).join(""),
  (objects) => JSON.stringify(objects),
  (objects) => JSON.stringify(objects, null, 2),
  (objects) => objects.map((one) => `${JSON.stringify(one, null, 1)}\r\n`).join(""),
  (objects) =>
    objects
      .map((one) => JSON.stringify(one).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`))
      .join("\n"),
];

describe("any objects", () => {
  it("give the values that JSON.parse sees, in any layout, in chunks of any size, by both kernels", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(object, { minLength: 2, maxLength: 8 }),
        fc.constantFrom(...layouts),
        fc.constantFrom(1, 2, 3, 7, 64, 65_536),
        async (objects, layout, chunk) => {
          const text = layout(objects);
          const [wasm, plain] = await Promise.all(kinds.map((kind) => readJson(text, { kind, chunk })));
          const expected = objects.map((one) => wasm?.names.map((name) => (Object.hasOwn(one, name) ? cellOf(one[name]) : "")));

          expect(wasm?.rows.map((row) => row.map(withoutEscapes))).toEqual(expected);
          expect(plain).toEqual(wasm);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are never lost or read for ever when bytes of them are damaged, and both kernels agree", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(object, { minLength: 3, maxLength: 6 }),
        fc.constantFrom(...layouts),
        fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'"\\{}[],:\n 0x\t')), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(1, 3, 64, 65_536),
        async (objects, layout, damages, chunk) => {
          const characters = [...layout([{ a: 1 }, ...objects, { a: 1 }])];
          for (const [at, character] of damages) characters[8 + (at % (characters.length - 8))] = character;
          const text = characters.join("");
          const readings = await Promise.all([
            ...kinds.map((kind) => readJson(text, { kind, chunk }).catch((error: unknown) => String(error))),
            readJson(text).catch((error: unknown) => String(error)),
          ]);

          expect(readings[1]).toEqual(readings[0]);
          expect(readings[2]).toEqual(readings[0]);
        },
      ),
      { numRuns: 80 },
    );
  });
});

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value.toWellFormed() : JSON.stringify(value);
}

/** Nested values keep their strings' escapes. */
function withoutEscapes(cell: string): string {
  return /^[[{].*[\]}]$/s.test(cell) && cell.includes("\\u") ? JSON.stringify(JSON.parse(cell)) : cell;
}
