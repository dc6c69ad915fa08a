import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseRate, startScheduler } from "./scheduler.ts";

const cron = { id: "Tick", schedule: "rate(5 minutes)", function: "Fn", enabled: true, event: {} };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("a schedule", () => {
  it.each([
    ["rate(1 minute)", 60_000],
    ["rate(5 minutes)", 300_000],
    ["rate(2 hours)", 7_200_000],
    ["rate(1 day)", 86_400_000],
  ])("of %s is %d ms", (schedule, ms) => {
    expect(parseRate(schedule)).toBe(ms);
  });

  it.each(["rate(0 minutes)", "rate(1 second)", "cron(0 1 * * ? *)"])("of %s is refused", (schedule) => {
    expect(() => parseRate(schedule)).toThrow(schedule);
  });

  it("runs at once, then at its rate, until it is closed; a disabled one never", () => {
    const runs: string[] = [];
    const scheduler = startScheduler([cron, { ...cron, id: "Off", enabled: false }], ({ id }) => void runs.push(id));

    vi.advanceTimersByTime(600_000);
    scheduler.close();
    vi.advanceTimersByTime(600_000);

    expect(runs).toEqual(["Tick", "Tick", "Tick"]);
  });
});
