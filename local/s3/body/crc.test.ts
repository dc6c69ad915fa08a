import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combineCrc, crcShapes, createCrc32, createCrc32c, createCrc64Nvme } from "./crc.ts";

const algorithms = [
  { name: "CRC32", create: createCrc32, shape: crcShapes.CRC32, check: "cbf43926" },
  { name: "CRC32C", create: createCrc32c, shape: crcShapes.CRC32C, check: "e3069283" },
  { name: "CRC64NVME", create: createCrc64Nvme, shape: crcShapes.CRC64NVME, check: "ae8b14860a799888" },
] as const;

function digest(create: () => ReturnType<typeof createCrc32>, ...chunks: Uint8Array[]): Buffer {
  const crc = create();
  for (const chunk of chunks) crc.update(chunk);
  return crc.digest();
}

describe.each(algorithms)("$name", ({ create, shape, check }) => {
  it("gives the published check value", () => {
    expect(digest(create, Buffer.from("123456789")).toString("hex")).toBe(check);
  });

  it("does not depend on how the bytes are cut", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, at) => {
        expect(digest(create, bytes.subarray(0, at), bytes.subarray(at))).toEqual(digest(create, bytes));
      }),
    );
  });

  it("of two pieces combines into that of the whole", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), (left, right) => {
        const combined = combineCrc(shape, digest(create, left), digest(create, right), right.length);

        expect(combined).toEqual(digest(create, left, right));
      }),
    );
  });
});
