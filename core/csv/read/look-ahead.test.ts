import { describe, expect, it } from "vitest";
import { LookAhead } from "./look-ahead.ts";

const MiB = 1024 * 1024;

describe("looking ahead for a closing quote", () => {
  it("goes as far as the longest record, until it was in vain eight times", () => {
    const lookAhead = new LookAhead(8 * MiB);
    lookAhead.advance(100 * MiB);

    const told = Array.from({ length: 9 }, () => lookAhead.fail(1000, 10));

    expect(told.indexOf(true)).toBe(7);
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(lookAhead.bytes).toBe(64 * 1024);
  });

  it("goes as far as the longest record also where little was read before", () => {
    const lookAhead = new LookAhead(8 * MiB);
    expect(lookAhead.bytes).toBe(8 * MiB);
    lookAhead.advance(MiB);
    expect(lookAhead.bytes).toBe(8 * MiB);

    lookAhead.fail(5000, 10);
    expect(lookAhead.bytes).toBe(8 * MiB);
  });

  it("reads again at most twice what was read, and a megabyte", () => {
    const lookAhead = new LookAhead(8 * MiB);
    let reread = 0;
    for (let line = 0; line < 10_000; line++) {
      const bytes = Math.max(lookAhead.bytes, 6);
      lookAhead.fail(bytes, 6);
      lookAhead.advance(6);
      reread += bytes - 6;
    }

    expect(reread).toBeLessThanOrEqual(2 * (60_000 + 8 * MiB) + MiB);
  });

  it("counts nothing that stays within the line", () => {
    const lookAhead = new LookAhead(1000);

    for (let line = 0; line < 100; line++) lookAhead.fail(10, 20);

    expect(lookAhead.state).toMatchObject({ failed: 0, reread: 0 });
  });
});
