import { gunzipSync, gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { decompress as zstdDecompress } from "fzstd";
import { describe, expect, it } from "vitest";
import { type CompressedOutputOptions, createCompressedOutput, gzip } from "./compress.ts";

async function compressAll(
  chunks: readonly Uint8Array[],
  options?: CompressedOutputOptions,
): Promise<{ bytes: Uint8Array; members: number }> {
  const members: Uint8Array[] = [];
  const output = createCompressedOutput(async (chunk) => {
    members.push(chunk);
  }, options);
  for (const chunk of chunks) {
    const reused = chunk.slice();
    await output.write(reused);
    reused.fill(0);
  }
  await output.end();
  return { bytes: Buffer.concat(members), members: members.length };
}

describe("a compressed output", () => {
  it("holds the bytes written, however they were cut", async () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(chunks, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 5 }), async (written, memberBytes, parallel) => {
        const { bytes } = await compressAll(written, { memberBytes, parallel });

        expect(gunzipSync(bytes)).toEqual(Buffer.concat(written));
      }),
      { numRuns: 60 },
    );
  });

  it("of nothing is one empty member", async () => {
    const { bytes, members } = await compressAll([]);

    expect(members).toBe(1);
    expect(gunzipSync(bytes).length).toBe(0);
  });

  it("has members of 1 MiB, and no empty one at the end", async () => {
    const { members } = await compressAll([new Uint8Array(512 * 1024), new Uint8Array(1536 * 1024)]);

    expect(members).toBe(2);
  });

  it("can be of another compression", async () => {
    const { bytes, members } = await compressAll([Buffer.from("hello world")], {
      compress: async (member) => zstdCompressSync(member),
      memberBytes: 4,
    });

    expect(members).toBe(3);
    expect(Buffer.from(zstdDecompress(bytes)).toString()).toBe("hello world");
  });

  it("can be decompressed as far as it was flushed", async () => {
    const members: Uint8Array[] = [];
    const output = createCompressedOutput(async (chunk) => {
      members.push(chunk);
    });

    await output.write(Buffer.from("first "));
    await output.flush();
    await output.flush();
    const flushed = gunzipSync(Buffer.concat(members)).toString();
    await output.write(Buffer.from("second"));
    await output.end();

    expect(flushed).toBe("first ");
    expect(members.length).toBe(2);
    expect(gunzipSync(Buffer.concat(members)).toString()).toBe("first second");
  });

  it("writes in order and one at a time, and compresses no more than so many at once", async () => {
    const written: string[] = [];
    let [compressing, most, writing] = [0, 0, 0];
    const output = createCompressedOutput(
      async (chunk) => {
        expect(++writing).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 1));
        written.push(gunzipSync(chunk).toString());
        writing--;
      },
      {
        memberBytes: 1,
        parallel: 3,
        async compress(member) {
          most = Math.max(most, ++compressing);
          const bytes = gzipSync(member);
          await new Promise((resolve) => setTimeout(resolve, member[0] === 0x61 ? 20 : 1));
          compressing--;
          return bytes;
        },
      },
    );

    await output.write(Buffer.from("abcdabcd"));
    await output.end();

    expect(written.join("")).toBe("abcdabcd");
    expect(most).toBe(3);
  });

  it.each(["compress", "write"] as const)("that fails to %s says so in the next call, and in all after it", async (failing) => {
    const fail = async () => {
      throw new Error("no more");
    };
    const output = createCompressedOutput(failing === "write" ? fail : async () => undefined, {
      compress: failing === "compress" ? fail : gzip,
      memberBytes: 2,
    });

    await output.write(Buffer.from("ab"));

    await expect(output.flush()).rejects.toThrow("no more");
    await expect(output.write(Buffer.from("ab"))).rejects.toThrow("no more");
    await expect(output.end()).rejects.toThrow("no more");
  });
});
