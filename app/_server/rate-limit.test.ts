import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLimiter } from "./rate-limit.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

async function countLetThrough(take: () => Promise<void>, calls: number): Promise<number> {
  const outcomes = await Promise.allSettled(Array.from({ length: calls }, take));
  return outcomes.filter(({ status }) => status === "fulfilled").length;
}

test("a session is left alone at its rate, and only the surplus is refused", async () => {
  const limiter = createLimiter(50);

  const letThrough = await countLetThrough(() => limiter.take("ws_a"), 200);

  expect(letThrough).toBeGreaterThanOrEqual(50);
  expect(letThrough).toBeLessThan(60);
});

test("a caller at exactly the rate is never refused", async () => {
  const limiter = createLimiter(50);

  for (let call = 0; call < 300; call++) {
    await limiter.take("ws_a");
    await vi.advanceTimersByTimeAsync(20);
  }
});

test("a refusal says after how many seconds to come back, and by then it is over", async () => {
  const limiter = createLimiter(1);
  await countLetThrough(() => limiter.take("ws_a"), 5);

  const refusal = await limiter.take("ws_a").catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(1000);

  expect(refusal).toMatchObject({ code: "rate-limited", headers: { "retry-after": "1" } });
  await expect(limiter.take("ws_a")).resolves.toBeUndefined();
});

test("one session's surplus costs no other session", async () => {
  const limiter = createLimiter(5);
  await countLetThrough(() => limiter.take("ws_a"), 100);

  await expect(limiter.take("ws_b")).resolves.toBeUndefined();
});
