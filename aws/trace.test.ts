import { expect, test } from "vitest";
import { traceIdOf } from "./trace.ts";

test.each([
  ["Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1", "1-5759e988-bd862e3fe1be46a994272793"],
  ["Self=1-67891234-12456789abcdef012345678;Root=1-67891233-abcdef012345678912345678", "1-67891233-abcdef012345678912345678"],
  ["Parent=53995c3f42cd8ad8", undefined],
  ['Root="}<script>', undefined],
  [undefined, undefined],
])("the trace of %s is %s", (header, id) => {
  expect(traceIdOf(header)).toBe(id);
});
