import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drain, inPieces, open, roomyLimits, utf16 } from "./testing/read-source.ts";
import type { SourceMap } from "./text-source.ts";

const utf8 = new TextEncoder();
const sizes = fc.constantFrom([1], [2], [3, 1], [7], [64], [65_536], [5, 65_536, 1]);

/** Every byte sequence of up to two bytes that this encoding reads as one character, with that character. */
function alphabet(encoding: string): { bytes: number[]; text: string }[] {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const found: { bytes: number[]; text: string }[] = [];
  const take = (bytes: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes));
      if (Array.from(text).length === 1) found.push({ bytes, text });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  };
  for (let first = 0x20; first < 0x100; first++) {
    take([first]);
    if (first >= 0x81) for (let second = 0x40; second < 0xff; second += 3) take([first, second]);
  }
  return found.filter(({ bytes }) => bytes.length === 1 || !found.some((other) => other.bytes.length === 1 && other.bytes[0] === bytes[0]));
}

const encodings: Record<string, { bytes: number[]; text: string }[]> = {
  "windows-1252": alphabet("iso-8859-1").filter(({ bytes: [byte = 0] }) => byte < 0x80 || byte > 0x9f),
  "windows-1251": alphabet("windows-1251"),
  "koi8-r": alphabet("koi8-r"),
  shift_jis: alphabet("shift_jis"),
  "euc-kr": alphabet("euc-kr"),
  "euc-jp": [
    ...alphabet("euc-jp").filter(({ bytes }) => (bytes[0] ?? 0) < 0x80 || (bytes[0] ?? 0) > 0xa0),
    { bytes: [0x8e, 0xb1], text: "ｱ" },
    { bytes: [0x8f, 0xb0, 0xa1], text: "丂" },
  ],
  big5: alphabet("big5"),
  gbk: alphabet("gbk"),
  gb18030: [...alphabet("gb18030"), { bytes: [0x81, 0x30, 0x84, 0x36], text: "¥" }, { bytes: [0x94, 0x39, 0xda, 0x33], text: "💩" }],
  "utf-16le": Array.from("aé€💩\u0000\ufffd,\n", (text) => ({ bytes: utf16(text, true), text })),
  "utf-16be": Array.from("aé€💩\u0000\ufffd,\n", (text) => ({ bytes: utf16(text, false), text })),
};

/** A map must answer for every character of the text, in any order within what was not released. */
function requirePlaces(map: SourceMap, characters: readonly { bytes: number[]; text: string }[], order: "up" | "down"): void {
  const places: { text: number; source: number; bytes: number[]; length: number }[] = [];
  let text = 0;
  let source = 0;
  for (const character of characters) {
    const length = utf8.encode(character.text).length;
    places.push({ text, source, bytes: character.bytes, length });
    text += length;
    source += character.bytes.length;
  }
  expect(map.toSource(text)).toBe(source);
  for (const place of order === "up" ? places : places.toReversed()) {
    expect(map.toSource(place.text)).toBe(place.source);
    expect(Array.from(map.sourceBytes(place.text, place.text + place.length) ?? [])).toEqual(place.bytes);
  }
  expect(map.sourceBytes(0, text)).toEqual(Uint8Array.from(characters.flatMap(({ bytes }) => bytes)));
}

describe("a legacy encoding", () => {
  it.each(Object.entries(encodings))(
    "is decoded exactly, in pieces of any size, and every place is known: %s",
    { timeout: 60_000 },
    async (encoding, characters) => {
      expect(characters.length).toBeGreaterThan(7);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 1500 }),
          sizes,
          fc.integer({ min: 1, max: 3000 }),
          async (picked, pieces, size) => {
            const bytes = Uint8Array.from(picked.flatMap((character) => character.bytes));
            const { text, map } = await open(inPieces(bytes, pieces), { encoding, limits: { ...roomyLimits, detectionBytes: 1 } });

            expect(Buffer.from(await drain(text, size)).toString()).toBe(picked.map((character) => character.text).join(""));
            expect(map.nextFault(0)).toBe(Number.POSITIVE_INFINITY);
            requirePlaces(map, picked, size % 2 === 0 ? "up" : "down");
          },
        ),
        { numRuns: 20 },
      );
    },
  );

  it("has its places far into the file, when what lies before is released", async () => {
    const line = "姓名,城市,x\n";
    const bytes = new Uint8Array(Buffer.from(utf16(line.repeat(60_000), true)));
    const { text, map } = await open(bytes, { encoding: "utf-16le" });
    const lineBytes = utf8.encode(line).length;
    const target = new Uint8Array(100_000);
    let read = 0;

    for (let length = await text.read(target); length > 0; length = await text.read(target)) {
      const row = Math.ceil(read / lineBytes);
      read += length;
      if ((row + 1) * lineBytes > read) continue;
      expect(map.toSource(row * lineBytes)).toBe(row * line.length * 2);
      expect(map.sourceBytes(row * lineBytes, (row + 1) * lineBytes)).toEqual(Uint8Array.from(utf16(line, true)));
      map.release(read - lineBytes);
    }

    expect(read).toBe(60_000 * lineBytes);
    expect(() => map.toSource(0)).toThrow(RangeError);
  });

  it.each<[encoding: string, bytes: number[], text: string, faults: [text: number, source: number[]][]]>([
    ["windows-1253", [0x61, 0xd2, 0x62], "a\ufffdb", [[1, [0xd2]]]],
    ["shift_jis", [0x61, 0x81, 0x2c, 0x62], "a\ufffd,b", [[1, [0x81]]]],
    [
      "shift_jis",
      [0x85, 0x9f, 0x62, 0xfd, 0x82],
      "\ufffdb\ufffd\ufffd",
      [
        [0, [0x85, 0x9f]],
        [4, [0xfd]],
        [7, [0x82]],
      ],
    ],
    ["euc-jp", [0x8f, 0xa2, 0x0a, 0xa4, 0xa2], "\ufffd\nあ", [[0, [0x8f, 0xa2]]]],
    ["euc-kr", [0xb0, 0x0a, 0xb0, 0xa1], "\ufffd\n가", [[0, [0xb0]]]],
    [
      "big5",
      [0x80, 0xa4, 0x40, 0xa4],
      "\ufffd一\ufffd",
      [
        [0, [0x80]],
        [6, [0xa4]],
      ],
    ],
    ["gb18030", [0x81, 0x30, 0x2c, 0x84, 0x31, 0xa4, 0x37], "\ufffd0,\ufffd", [[0, [0x81]]]],
    [
      "gbk",
      [0x80, 0xff, 0x81, 0x30, 0x81],
      "€\ufffd\ufffd",
      [
        [3, [0xff]],
        [6, [0x81, 0x30, 0x81]],
      ],
    ],
    [
      "utf-16le",
      [0x00, 0xd8, 0x61, 0x00, 0xfd, 0xff, 0x62],
      "\ufffda\ufffd\ufffd",
      [
        [0, [0x00, 0xd8]],
        [7, [0x62]],
      ],
    ],
    ["utf-16le", [...utf16("ab\u00e9".repeat(50_000), true), 0x62], `${"ab\u00e9".repeat(50_000)}\ufffd`, [[200_000, [0x62]]]],
    ["utf-16be", [0x62], "\ufffd", [[0, [0x62]]]],
    [
      "utf-16be",
      [0xdc, 0x00, 0xd8, 0x00],
      "\ufffd\ufffd",
      [
        [0, [0xdc, 0x00]],
        [3, [0xd8, 0x00]],
      ],
    ],
    [
      "iso-2022-jp",
      [0x1b, 0x24, 0x42, 0x24, 0x22, 0x7f, 0x1b, 0x28, 0x42, 0x61, 0x1b, 0x61],
      "あ\ufffda\ufffda",
      [
        [3, [0x7f]],
        [7, [0x1b]],
      ],
    ],
  ])(
    "tells what it could not read from a replacement character that stands there: %s, row %#",
    async (encoding, bytes, expected, faults) => {
      const { text, map } = await open(Uint8Array.from(bytes), { encoding });

      expect(Buffer.from(await drain(text)).toString()).toBe(expected);
      const found: [number, number[]][] = [];
      for (let at = map.nextFault(0); at !== Number.POSITIVE_INFINITY; at = map.nextFault(at + 1)) {
        found.push([at, Array.from(map.sourceBytes(at, at + 3) ?? [])]);
      }
      expect(found).toEqual(faults);
    },
  );

  it("of two states keeps them across pieces and when a place is asked for", async () => {
    const kanji = [0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42];
    const bytes = Uint8Array.from(Array.from({ length: 9000 }, (_, row) => [...kanji, 0x2c, 0x30 + (row % 10), 0x0a]).flat());
    const { text, map } = await open(inPieces(bytes, [3, 65_536, 1]), { encoding: "iso-2022-jp" });

    const decoded = Buffer.from(await drain(text, 4000)).toString();

    expect(decoded).toBe(Array.from({ length: 9000 }, (_, row) => `日本,${row % 10}\n`).join(""));
    expect(map.toSource(9 * 8000)).toBe(13 * 8000);
    expect(Array.from(map.sourceBytes(9 * 8000, 9 * 8000 + 6) ?? [])).toEqual(kanji.slice(0, 7));
  });
});
