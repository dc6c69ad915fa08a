import { gunzipSync, gzipSync, zstdDecompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { openArchive } from "#core/csv/source/open-archive";
import { compressors, decompressors } from "./zlib-packers.ts";

const bytes = new Uint8Array(Buffer.from("id,name\n1,x\n".repeat(100_000)));

it.each([
  ["gzip", gunzipSync],
  ["zstd", zstdDecompressSync],
] as const)("makes a member of %s that can be unpacked alone", async (format, unpack) => {
  const packed = await compressors[format](bytes);

  expect(packed.length).toBeLessThan(bytes.length / 10);
  expect(Buffer.compare(unpack(packed), bytes)).toBe(0);
});

it("unpacks what is sent in gzip, several members one after the other", async () => {
  const packed = Buffer.concat([gzipSync(bytes), gzipSync("2,y\n")]);
  let at = 0;
  const source = {
    async read(target: Uint8Array) {
      const length = packed.copy(target, 0, at, at + 1000);
      at += length;
      return length;
    },
    close: async () => undefined,
  };
  const limits = { maxExpansion: 200, freeExpansionBytes: 2 ** 26 };
  const { signal } = new AbortController();

  const unpacked = await openArchive(source, "gzip", { name: "people.csv", limits, signal, decompressors });

  const parts: Buffer[] = [];
  const target = Buffer.alloc(65_536);
  for (let length = await unpacked.read(target); length > 0; length = await unpacked.read(target)) {
    parts.push(Buffer.from(target.subarray(0, length)));
  }
  expect(Buffer.compare(Buffer.concat(parts), Buffer.concat([bytes, Buffer.from("2,y\n")]))).toBe(0);
});
