import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drain, inPieces, open, roomyLimits, utf16 } from "./testing/read-source.ts";

const sizes = fc.constantFrom([1], [2], [3, 1], [7], [64], [65_536], [5, 65_536, 1]);

function bytesOf(...parts: (string | number[])[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part)))));
}

describe("UTF-8", () => {
  it("is handed on byte by byte as it is, its mark left out, and read straight into the target", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 500 }),
        fc.boolean(),
        sizes,
        fc.integer({ min: 1, max: 60 }),
        async (content, mark, pieces, detectionBytes) => {
          const limits = { ...roomyLimits, detectionBytes };
          const body = Uint8Array.from(content, (byte) => (byte < 32 ? 65 : byte));
          const bytes = mark ? bytesOf([0xef, 0xbb, 0xbf], Array.from(body)) : bytesOf("a", Array.from(body));
          const text = await open(inPieces(bytes, pieces), { encoding: "utf-8", limits });
          const expected = mark ? body : bytes;

          expect(text.sample).toEqual(expected.subarray(0, detectionBytes));
          expect(text.complete).toBe(expected.length <= detectionBytes);
          expect(await drain(text.text, 17)).toEqual(expected);
          expect(text.consumed()).toBe(bytes.length);
          expect([text.map.toSource(0), text.map.toSource(expected.length)]).toEqual([mark ? 3 : 0, bytes.length]);
          expect(text.map.sourceBytes(0, 1)).toBeNull();
        },
      ),
    );
  });
});

describe("the encoding", () => {
  const russian = "имя,город\nИван Петров,Москва\nАнна Иванова,Санкт-Петербург нужно позвонить\n";
  const windows1251 = Uint8Array.from(russian, (letter) => {
    const code = letter.charCodeAt(0);
    return code < 0x80 ? code : code - 0x410 + 0xc0;
  });

  it.each<[string, Uint8Array, string]>([
    ["ASCII", bytesOf("a,b\n1,2\n"), "utf-8"],
    ["UTF-8", new Uint8Array(Buffer.from("é,b\n")), "utf-8"],
    ["UTF-8 with a mark", bytesOf([0xef, 0xbb, 0xbf], "a,b\n"), "utf-8"],
    ["UTF-8 with a few broken bytes", bytesOf([...Buffer.from("é,ü\nß,ö\n")], [0xff, 0x2c, 0x31, 0x0a]), "utf-8"],
    ["UTF-16 with a mark", bytesOf([0xff, 0xfe], utf16("é,b\n", true)), "utf-16le"],
    ["UTF-16 without one", bytesOf(utf16("id,name\n1,x\n", false)), "utf-16be"],
    ["windows-1252", bytesOf("name,city\nJos\xe9,M\xfcnchen\nAnna,Bonn\n"), "windows-1252"],
    ["windows-1252 with one letter", bytesOf("name,city\nJose,M\xfcnchen\nAnna,Bonn\n"), "windows-1252"],
    ["windows-1251", windows1251, "windows-1251"],
    [
      "Shift_JIS",
      bytesOf(
        "a,b\n",
        Array(9).fill([0x93, 0x63, 0x92, 0x86, 0x2c, 0x93, 0x8c, 0x8b, 0x9e, 0x0a, 0x82, 0xb1, 0x82, 0xea, 0x82, 0xcd, 0x0a]).flat(),
      ),
      "shift_jis",
    ],
    ["windows-1252 with a curly quote", bytesOf("a,\x93\xe9\n"), "windows-1252"],
    [
      "windows-1251 among English words",
      bytesOf(`first name,last name,remarks of the clerk\n${"john,smith,nothing to remark here\n".repeat(9)}`, Array.from(windows1251)),
      "windows-1251",
    ],
    ["Shift_JIS in few cells", bytesOf("a,b\n1,", [0x93, 0x63, 0x92, 0x86, 0x2c, 0x93, 0x8c, 0x8b, 0x9e, 0x90, 0xac, 0x0a]), "shift_jis"],
    ["one broken byte in ASCII", bytesOf("a,b\n\xff,1\n"), "windows-1252"],
  ])("is found: %s", async (_, bytes, name) => {
    const { encoding } = await open(bytes);

    expect(encoding.name).toBe(name);
    expect(encoding.confidence).toBeGreaterThanOrEqual(0);
    expect(encoding.confidence).toBeLessThanOrEqual(1);
  });

  it.each([
    ["namn,ort\nBj\xf6rk,Malm\xf6\nÅsa,\xc4lvsj\xf6\n", 0.5, 1],
    ["imi\xea,miasto\nPawe\xb3,\xa3\xf3d\xbc\nMa\xb3gorzata,Ko\xb3obrzeg\n", 0, 0.5],
  ])("of few letters is as sure as these are Western: %j", async (text, least, most) => {
    const { encoding } = await open(bytesOf(text));

    expect(encoding.confidence).toBeGreaterThanOrEqual(least);
    expect(encoding.confidence).toBeLessThan(most);
  });

  it("is decided on the sample, which may end inside of a character", async () => {
    const { encoding } = await open(new Uint8Array(Buffer.from("aé,b\n")), { limits: { ...roomyLimits, detectionBytes: 2 } });

    expect(encoding.name).toBe("utf-8");
  });

  it.each([
    ["utf-8", "é".repeat(9)],
    ["utf-16le", "é".repeat(9)],
  ] as const)("and its text end quietly where only the beginning of a file is at hand: %s", async (encoding, content) => {
    const bytes = Buffer.from(content, encoding === "utf-8" ? "utf8" : "utf16le");
    const { text, complete } = await open(bytes.subarray(0, -1), { partial: true, ...(encoding !== "utf-8" && { encoding }) });

    expect(complete).toBe(false);
    expect(Buffer.from(await drain(text)).toString()).toMatch(encoding === "utf-8" ? /^é{8}\ufffd$/ : /^é{8}$/);
  });

  it("can be said by any of its names, and an unknown one is refused", async () => {
    expect((await open(bytesOf("\xe9"), { encoding: "latin1" })).encoding).toEqual({ name: "windows-1252", confidence: 1, bomBytes: 0 });
    for (const encoding of ["klingon", "utf-7", "iso-2022-kr"]) {
      await expect(open(bytesOf("a"), { encoding })).rejects.toMatchObject({
        code: "unknown-encoding",
        message: expect.stringContaining(encoding),
      });
    }
  });
});

describe("what is no text", () => {
  it.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), "empty-file"],
    ["a mark alone", bytesOf([0xef, 0xbb, 0xbf]), "empty-file"],
    ["an image", bytesOf("GIF89a", [1, 0, 1, 0, 0, 0]), "binary-file"],
    ["a program", bytesOf([0x7f, 0x45, 0x4c, 0x46, 2, 1]), "binary-file"],
    ["a PDF", bytesOf("%PDF-1.7\n"), "binary-file"],
    ["control bytes", bytesOf("abcdefgh", [0, 1, 2, 3]), "binary-file"],
    ["Parquet", bytesOf("PAR1", [0x15, 4, 0x15, 0]), "binary-file"],
    ["an old workbook", bytesOf([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), "binary-file"],
    ["a tar archive", bytesOf("a.csv", Array(252).fill(0), "ustar", [0], "00"), "binary-file"],
  ])("is refused, and the source closed: %s", async (_, bytes, code) => {
    const raw = inPieces(bytes);

    await expect(open(raw)).rejects.toMatchObject({ code, message: expect.stringContaining("people.csv") });
    expect(raw.closed).toBe(true);
  });

  it.each([
    ["a NUL or two", bytesOf("a\0\n1\0\n")],
    ["names that look like magic", bytesOf("PAR1,PAR2\n1,2\n")],
    ["names of an image format", bytesOf("GIF89a,BZh\n1,2\n")],
    ["TAB, FF and ESC", bytesOf("\t\f\x1b\t\f\x1b\n")],
  ])("is not refused for %s", async (_, bytes) => {
    expect((await open(bytes)).sample).toEqual(bytes);
  });

  it("is not read once the signal is aborted", async () => {
    const controller = new AbortController();
    const { text } = await open(inPieces(bytesOf("a,b\n".repeat(1_000_000))), { signal: controller.signal });

    controller.abort(new Error("enough"));

    await expect(drain(text)).rejects.toThrow("enough");
  });
});
