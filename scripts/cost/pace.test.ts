import { describe, expect, it } from "vitest";
import { atPace } from "./pace.ts";
import type { CaseMeasurement, FunctionUse } from "./product-measurement.ts";

const use = (changed: Partial<FunctionUse>): FunctionUse => ({
  invocations: 1,
  cpuMs: 0,
  wallMs: 0,
  maxRssMb: 0,
  logBytes: 0,
  metricBytes: 0,
  calls: {},
  ...changed,
});
const measured: CaseMeasurement = {
  jobs: 1,
  inputBytes: 1,
  outputBytes: 1,
  rows: 1,
  wallMs: 0,
  functions: {
    RunJob: use({ wallMs: 60_000, calls: { "sqs.SendMessage": 122 } }),
    Notify: use({ invocations: 124, cpuMs: 1240, calls: { "socket.POST": 124 } }),
  },
  site: { cpuMs: 0, logBytes: 0, metricBytes: 0, calls: {} },
  browser: { site: {}, s3: {}, socketMessages: 0 },
  requestUnits: { read: 130, write: 9 },
};

describe("a run on another machine", () => {
  it("tells of its progress for as long as it lasts, and of its changes as before", () => {
    const { functions, requestUnits } = atPace(measured, 30);

    expect(functions.Notify).toMatchObject({ invocations: 64, cpuMs: 640, calls: { "socket.POST": 64 } });
    expect(functions.RunJob?.calls).toEqual({ "sqs.SendMessage": 62 });
    expect(requestUnits).toEqual({ read: 70, write: 9 });
  });

  it("is as measured where it lasts as long", () => {
    expect(atPace(measured, 60)).toEqual(measured);
  });
});
