import { zstdDecompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { createZstdFrames } from "./zstd-frames.ts";

it("makes a whole frame of each call, however many there are at a time", async () => {
  const compress = createZstdFrames(1);
  const inputs = Array.from({ length: 50 }, (_, index) => new Uint8Array(Buffer.from(`row ${index},`.repeat(index ** 3))));

  const frames = await Promise.all(inputs.map((bytes) => compress(bytes)));

  const found = frames.map((frame) => zstdDecompressSync(frame).toString());
  expect(found).toEqual(inputs.map((bytes) => Buffer.from(bytes).toString()));
});
