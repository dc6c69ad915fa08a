import { expect, test } from "vitest";
import { jobsQuerySchema } from "./requests.ts";

test.each([
  ["2026-11-21T09:00:47Z", "2026-11-21T09:00:47.000Z"],
  ["2026-11-21T09:00:47.690Z", "2026-11-21T09:00:47.690Z"],
  ["2026-11-21T09:00:47.690999Z", "2026-11-21T09:00:47.690Z"],
])("“since %s” leaves out nothing of its own moment, however finely it is written", (since, earliest) => {
  expect(jobsQuerySchema.parse({ since })).toMatchObject({ since: earliest });
});
