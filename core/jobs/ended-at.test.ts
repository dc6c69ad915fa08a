import { expect, it } from "vitest";
import { endedAt } from "./ended-at.ts";
import type { TimelineEntry } from "./job.ts";

const updatedAt = "2026-11-21T10:00:09.000Z";
const stored: TimelineEntry = { at: "2026-11-21T10:00:05.000Z", kind: "stored", attempt: 1 };
const noted: TimelineEntry = { at: "2026-11-21T10:00:08.000Z", kind: "noted", message: "Its tables can be looked at." };

it("a job ended when its result was stored, however it changed since", () => {
  expect(endedAt({ status: "succeeded", timeline: [stored, noted], updatedAt })).toBe(stored.at);
});

it("a job that runs again has not ended", () => {
  expect(endedAt({ status: "queued", timeline: [{ ...stored, kind: "failed" }], updatedAt })).toBeNull();
});

it("a job whose last steps are lost ended when it last changed", () => {
  expect(endedAt({ status: "cancelled", timeline: [], updatedAt })).toBe(updatedAt);
});
