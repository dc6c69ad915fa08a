import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { zlibCompressors } from "./zlib-compressors.ts";

const bytes = new Uint8Array(Buffer.from("id,name\n1,x\n".repeat(100_000)));

it.each([
  ["gzip", gunzipSync],
  ["zstd", zstdDecompressSync],
] as const)("makes a member of %s that can be unpacked alone", async (format, unpack) => {
  const packed = await zlibCompressors[format](bytes);

  expect(packed.length).toBeLessThan(bytes.length / 10);
  expect(Buffer.compare(unpack(packed), bytes)).toBe(0);
});
