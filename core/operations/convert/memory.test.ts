import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { toByteSource } from "../../csv/source/byte-source.ts";
import { convert } from "../convert.ts";

const MB = 1024 * 1024;

/** Bytes that are really in use: everything else is collected first. */
function usedBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

describe("memory", () => {
  it("stays the same through 200 MB, with bad rows, quotes and set-aside records", { timeout: 60_000 }, async () => {
    const good =
      '1,"Doe, Jane",plain text,2026-01-02T03:04:05Z,12345678901234567890,and so on and so forth until the line is long enough\n';
    const block = new TextEncoder().encode(`${good.repeat(19)}2,"two\nlines",x\n`.repeat(500));
    const blocks = Math.ceil((200 * MB) / block.length);
    const used: number[] = [];
    let written = 0;
    async function* chunks() {
      yield new TextEncoder().encode("id,name,note,at,number,text\n");
      for (let index = 0; index < blocks; index++) {
        if (index % 30 === 20) used.push(usedBytes());
        yield block;
      }
    }

    const outcome = await convert.run({
      params: { to: "ndjson" },
      onBadRow: "reject",
      files: [
        {
          name: "large.csv",
          size: block.length * blocks,
          open: () => toByteSource(chunks()),
        },
      ],
      openOutput: async () => ({
        write: async (chunk) => {
          written += chunk.length;
        },
        close: async () => ({ bytes: written }),
        abort: async () => undefined,
      }),
      progress: () => undefined,
      signal: new AbortController().signal,
    });

    expect(outcome.counts).toEqual({ in: blocks * 10_000, out: blocks * 9500, rejected: blocks * 500, filtered: 0 });
    expect(written).toBeGreaterThan(200 * MB);
    expect(used.length).toBeGreaterThan(3);
    expect(Math.max(...used) - Math.min(...used)).toBeLessThan(24 * MB);
  });
});
