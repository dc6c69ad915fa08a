import { createHash } from "node:crypto";
import { constants, crc32, createInflateRaw, deflateRawSync, gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { strToU8, Zip, ZipDeflate, ZipPassThrough, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { ByteQueue } from "./archive/byte-queue.ts";
import { decompressorsBy } from "./archive/decompressors-by.ts";
import { Inflater } from "./archive/inflater.ts";
import type { ByteSource } from "./byte-source.ts";
import { drain, inPieces, open as openSource } from "./testing/read-source.ts";

const table = strToU8(`id,name\n${Array.from({ length: 20_000 }, (_, row) => `${row},name ${row % 97}\n`).join("")}`);

function concat(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

async function streamedZip(entries: Record<string, Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    parts.push(chunk);
  });
  for (const [path, content] of Object.entries(entries)) {
    const entry = path.endsWith("/") ? new ZipPassThrough(path) : new ZipDeflate(path);
    zip.add(entry);
    entry.push(content, true);
  }
  zip.end();
  return concat(...parts);
}

const whole: [string, () => Uint8Array | Promise<Uint8Array>, string][] = [
  ["gzip", () => gzipSync(table), "gzip"],
  ["gzip without compression", () => gzipSync(table, { level: 0 }), "gzip"],
  ["gzip with fixed codes", () => gzipSync(table, { strategy: constants.Z_FIXED }), "gzip"],
  ["gzip with codes alone", () => gzipSync(table, { strategy: constants.Z_HUFFMAN_ONLY }), "gzip"],
  ["gzip of several members", () => concat(gzipSync(table.subarray(0, 5000)), gzipSync(""), gzipSync(table.subarray(5000))), "gzip"],
  [
    "gzip with zeros between its members",
    () => concat(gzipSync(table.subarray(0, 77)), new Uint8Array(9), gzipSync(table.subarray(77))),
    "gzip",
  ],
  ["gzip with zeros behind it", () => concat(gzipSync(table), new Uint8Array(512)), "gzip"],
  ["zstd", () => zstdCompressSync(table), "zstd"],
  ["zstd of several frames", () => concat(zstdCompressSync(table.subarray(0, 9)), zstdCompressSync(table.subarray(9))), "zstd"],
  [
    "zstd with a checksum and a skippable frame",
    () =>
      concat(
        zstdCompressSync(table, { params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
        Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9),
      ),
    "zstd",
  ],
  ["zip", () => zipSync({ "people.csv": table }), "zip"],
  ["zip without compression", () => zipSync({ "people.csv": [table, { level: 0 }] }), "zip"],
  ["zip whose sizes follow", () => streamedZip({ "people.csv": table }), "zip"],
  [
    "zip with a folder and what macOS adds",
    () => zipSync({ "a/": new Uint8Array(0), "a/people.csv": table, "__MACOSX/a/._people.csv": strToU8("x") }),
    "zip",
  ],
  ["streamed zip with a folder", () => streamedZip({ "a/": new Uint8Array(0), "a/people.csv": table, "a/.DS_Store": strToU8("x") }), "zip"],
];

describe.each([
  ["", undefined],
  [" that Node's zlib unpacks", decompressorsBy({ createInflateRaw, crc32 })],
])("an archive%s", (_, decompressors) => {
  const open: typeof openSource = (raw, options) => openSource(raw, { decompressors, ...options });

  it.each(whole)("is unpacked: %s", async (_, pack, compression) => {
    const packed = await pack();
    for (const sizes of [[65_536], [1, 2, 3, 7]]) {
      const text = await open(inPieces(packed, sizes));

      expect(text.compression).toBe(compression);
      expect(Buffer.compare(await drain(text.text, 7777), table)).toBe(0);
      if (compression !== "zip") expect(text.consumed()).toBe(packed.length);
    }
  });

  it.each(whole)("that is cut off anywhere says so: %s", async (_, pack, compression) => {
    const packed = await pack();
    // What stands behind the file's own data in a ZIP archive is not needed.
    const end = compression === "zip" ? packed.length >> 1 : packed.findLastIndex((byte) => byte !== 0);
    for (const length of [5, 12, 40, end >> 2, end >> 1, end - 21].filter((cut) => cut < end - 20)) {
      const reading = open(packed.subarray(0, length)).then(async (text) => await drain(text.text));
      await expect(reading).rejects.toMatchObject({ code: "truncated-archive", message: expect.stringMatching(/people\.csv is cut off/) });
    }
  });

  it("of deflate cut off after any byte is told from a damaged one", async () => {
    const packed = gzipSync(table.subarray(0, 3000));
    for (let length = 3; length < packed.length; length++) {
      await expect(open(packed.subarray(0, length))).rejects.toMatchObject({ message: expect.stringMatching(/cut off/) });
    }
  });

  it("with a wrong byte is refused as damaged, never read differently", async () => {
    const packed = gzipSync(table.subarray(0, 30_000));
    for (let at = 10; at < packed.length; at += 61) {
      const damaged = Uint8Array.from(packed);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      await expect(open(damaged)).rejects.toMatchObject({ code: "truncated-archive" });
    }
  });

  it("with a wrong checksum, trailing data or damaged entries is refused", async () => {
    const zip = zipSync({ "a.csv": [table, { level: 0 }] });
    zip[500] = (zip[500] ?? 0) ^ 1;
    for (const damaged of [zip, concat(gzipSync(table), strToU8("more")), concat(zstdCompressSync(table), strToU8("more than this"))]) {
      const reading = open(damaged).then(async (text) => await drain(text.text));
      await expect(reading).rejects.toMatchObject({ code: "truncated-archive", message: expect.stringMatching(/damaged/) });
    }
  });

  it.each([
    ["several files", () => zipSync({ "a.csv": table, "b.csv": table }), "unsupported-file", /several files/],
    [
      "an office document that is no workbook",
      () => zipSync({ "[Content_Types].xml": strToU8("<x/>"), "xl/workbook.xml": strToU8("<x/>") }),
      "unsupported-file",
      /packed document/,
    ],
    ["no file", () => zipSync({ "a/": new Uint8Array(0) }), "empty-file", /no file/],
    ["nothing at all", () => zipSync({}), "empty-file", /no file/],
    ["an empty file", () => gzipSync(""), "empty-file", /empty/],
    ["an image", () => gzipSync(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)), "binary-file", /PNG/],
    ["another archive", () => gzipSync(gzipSync(table)), "binary-file", /gzip archive/],
  ])("of %s is refused", async (_, pack, code, message) => {
    const raw = inPieces(pack());

    await expect(open(raw).then(async (text) => await drain(text.text))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it("that grows out of all proportion ends within bounded memory", async () => {
    const zeros = strToU8("0,0\n".repeat(1024 * 1024));
    const bomb = concat(...Array.from({ length: 40 }, () => gzipSync(zeros, { level: 9 })));
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const text = await open(bomb);
    const target = new Uint8Array(65_536);
    let read = 0;
    const reading = (async () => {
      for (let length = -1; length !== 0; read += length) {
        length = await text.text.read(target);
        most = Math.max(most, process.memoryUsage().arrayBuffers);
      }
    })();

    await expect(reading).rejects.toMatchObject({ code: "archive-too-large" });
    expect(read).toBeLessThan(66 * 1024 * 1024);
    expect(most - before).toBeLessThan(32 * 1024 * 1024);
  });

  it("of which only the beginning is at hand ends where that ends", async () => {
    for (const packed of [gzipSync(table), zstdCompressSync(table), zipSync({ "a.csv": table })]) {
      const text = await open(packed.subarray(0, packed.length - 4000), { partial: true });

      const read = await drain(text.text);
      expect(read.length).toBeGreaterThan(1000);
      expect(Buffer.compare(read, table.subarray(0, read.length))).toBe(0);
    }
  });

  it("may be unpacked by something faster", async () => {
    const text = await open(gzipSync(table), { decompressors: { gzip: () => inPieces(strToU8("a,b\n")) } });

    expect(Buffer.from(await drain(text.text)).toString()).toBe("a,b\n");
  });
});

describe("inflating", () => {
  it("gives back what was deflated, and leaves what follows", async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 5 }), fc.nat(70_000)).map(([unit, times]) => {
        const out = new Uint8Array(unit.length * times);
        for (let at = 0; at < out.length; at++) out[at] = unit[at % unit.length] ?? 0;
        return out;
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 6 }),
        fc.integer({ min: 0, max: 9 }),
        fc.integer({ min: 0, max: 4 }),
        async (pieces, level, strategy) => {
          const content = concat(...pieces);
          const raw: ByteSource = inPieces(concat(deflateRawSync(content, { level, strategy }), strToU8("tail")), [1, 700, 13]);
          const queue = new ByteQueue(raw, "x");
          const inflater = new Inflater(queue);
          const hash = createHash("md5");
          for (let chunk = await inflater.next(); chunk.length > 0; chunk = await inflater.next()) hash.update(chunk);

          expect(hash.digest("hex")).toBe(createHash("md5").update(content).digest("hex"));
          expect(Buffer.from(await queue.takeAll(4)).toString()).toBe("tail");
        },
      ),
      { numRuns: 100 },
    );
  });
});
