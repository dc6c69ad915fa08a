import fc from "fast-check";
import { expect, test } from "vitest";
import { createFrameScanner } from "./frame-scanner.ts";

const maxFrameBytes = 70_000;
const payloadBytes = fc.oneof(fc.integer({ min: 0, max: 130 }), fc.constantFrom(65_535, 65_536, maxFrameBytes));

/** A masked text frame as a client sends it, its payload made to look like the start of an enormous frame. */
function toFrame(length: number): Buffer {
  const size = Buffer.alloc(length < 126 ? 0 : length < 65_536 ? 2 : 8);
  if (size.length === 2) size.writeUInt16BE(length);
  if (size.length === 8) size.writeBigUInt64BE(BigInt(length));
  const short = size.length === 0 ? length : size.length === 2 ? 126 : 127;
  return Buffer.concat([Buffer.of(0x81, 0x80 | short), size, Buffer.of(1, 2, 3, 4), Buffer.alloc(length, 0xff)]);
}

function scan(bytes: Buffer, chunkBytes: number): number {
  let calls = 0;
  const scanner = createFrameScanner(maxFrameBytes, () => calls++);
  for (let at = 0; at < bytes.length; at += chunkBytes) scanner(bytes.subarray(at, at + chunkBytes));
  return calls;
}

test("frames within the limit pass, however the bytes are cut", () => {
  const chunkBytes = fc.constantFrom(1, 2, 3, 7, 1000, 65_536, 1_000_000);

  fc.assert(
    fc.property(fc.array(payloadBytes, { maxLength: 5 }), chunkBytes, (lengths, size) => {
      expect(scan(Buffer.concat(lengths.map(toFrame)), size)).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test("a frame over the limit is noticed once, at its header", () => {
  const bytes = Buffer.concat([toFrame(5), toFrame(maxFrameBytes + 1), toFrame(maxFrameBytes + 1)]);

  expect([1, 3, 1_000_000].map((size) => scan(bytes, size))).toEqual([1, 1, 1]);
  expect(scan(bytes.subarray(0, 5 + 6 + 14), 1)).toBe(1);
});
