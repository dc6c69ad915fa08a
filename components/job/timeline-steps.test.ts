import { describe, expect, it } from "vitest";
import type { TimelineEntry } from "#core/jobs/job";
import { timelineSteps } from "./timeline-steps.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString();
const timeline: TimelineEntry[] = [
  { at: at(0), kind: "signed" },
  { at: at(3), kind: "uploaded" },
  { at: at(4), kind: "running", attempt: 2 },
];

describe("the timeline", () => {
  it("says how long each step took, and how long the present one has been", () => {
    const steps = timelineSteps(timeline, "running", Date.parse(at(9)));

    expect(steps.map((step) => [step.words, step.durationMs])).toEqual([
      ["Upload prepared", 3000],
      ["Uploaded", 1000],
      ["Running, attempt 2", 5000],
    ]);
  });

  it("gives the last step of a finished job no duration", () => {
    expect(timelineSteps(timeline, "failed", Date.parse(at(99))).at(-1)?.durationMs).toBeNull();
  });

  it("never says a negative time when two clocks disagree", () => {
    expect(
      timelineSteps(
        [timeline[1], timeline[0]].filter((entry) => entry !== undefined),
        "succeeded",
        0,
      )[0]?.durationMs,
    ).toBe(0);
  });
});
