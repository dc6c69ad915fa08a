import { describe, expect, it } from "vitest";
import { assumptions } from "./assumptions.ts";
import type { Inventory } from "./inventory.ts";
import type { CaseMeasurement, FunctionUse, Usage } from "./product-measurement.ts";
import { billOfCase, billOfFunction, billOfUsage, secondsOf } from "./usage-bill.ts";

const inventory: Inventory = {
  functionMemoryMb: { RunJob: 1769, Notify: 512 },
  siteMemoryMb: 1024,
  signsAtEdge: true,
  eventSourceMappings: 3,
  alarmMetrics: 0,
  dashboards: 0,
  customerKeys: 0,
  tablesUnderManagedKey: 0,
  routeMetrics: 0,
};
const use = (changed: Partial<FunctionUse> = {}): FunctionUse => ({
  invocations: 1,
  cpuMs: 100,
  wallMs: 100,
  maxRssMb: 100,
  logBytes: 0,
  metricBytes: 0,
  calls: {},
  ...changed,
});
const usage: Usage = {
  functions: {},
  site: { cpuMs: 0, logBytes: 0, metricBytes: 0, calls: {} },
  browser: { site: {}, s3: {}, socketMessages: 0 },
  requestUnits: { read: 0, write: 0 },
};

describe("the time of an invocation", () => {
  it("is its CPU at the share of a vCPU that its memory buys", () => {
    expect(secondsOf(use(), 1769, assumptions)).toBeCloseTo(0.1);
    expect(secondsOf(use(), 1769 / 2, assumptions)).toBeCloseTo(0.2);
    // A single thread cannot use the second vCPU.
    expect(secondsOf(use(), 2 * 1769, assumptions)).toBeCloseTo(0.1);
  });

  it("waits for each call but for parts, which are sent while the next is made", () => {
    const calls = { "dynamodb.PutItem": 2, "s3.GetObject": 1, "s3.UploadPart": 400 };

    expect(secondsOf(use({ cpuMs: 0, calls }), 1769, assumptions)).toBeCloseTo(0.04);
  });
});

describe("the bill of a function", () => {
  it("has a receive and a delete for each batch where a queue calls it", () => {
    expect(billOfFunction("Notify", use({ invocations: 5 }), 512, assumptions).sqsRequests).toBe(10);
    expect(billOfFunction("Sweep", use({ invocations: 5 }), 512, assumptions).sqsRequests).toBe(0);
  });

  it("tells writing from reading requests of S3, and deletes for nothing", () => {
    const calls = { "s3.UploadPart": 3, "s3.CompleteMultipartUpload": 1, "s3.HeadObject": 2, "s3.GetObject": 1, "s3.DeleteObject": 9 };

    expect(billOfFunction("RunJob", use({ calls }), 1769, assumptions)).toMatchObject({ s3Puts: 4, s3Gets: 3 });
  });

  it("has what it printed and what Lambda prints beside it", () => {
    const { logGb } = billOfFunction("RunJob", use({ logBytes: 700, metricBytes: 500 }), 1769, assumptions);

    expect(logGb).toBeCloseTo((700 + 500 + assumptions.platformLogBytes) / 1e9, 15);
  });

  it("that no plan has cannot be made", () => {
    expect(() => billOfUsage({ ...usage, functions: { Gone: use() } }, inventory, assumptions)).toThrow("Gone");
  });
});

describe("the bill of a request to the site", () => {
  it("has CloudFront, its function and, where the stage signs, Lambda@Edge", () => {
    const asked = { ...usage, browser: { site: { "GET /": 2, "POST /api/jobs": 1 }, s3: { PostObject: 1 }, socketMessages: 4 } };

    const bill = billOfUsage(asked, inventory, assumptions);
    const open = billOfUsage(asked, { ...inventory, signsAtEdge: false }, assumptions);

    expect(bill).toMatchObject({
      cloudFrontRequests: 3,
      cloudFrontFunctions: 3,
      edgeRequests: 3,
      lambdaRequests: 3,
      s3Puts: 1,
      socketMessages: 4,
    });
    expect(open.edgeRequests).toBeUndefined();
  });
});

describe("the bill of a run", () => {
  const run = (bytes: number, cpuMs: number): CaseMeasurement => ({
    ...usage,
    functions: { RunJob: use({ cpuMs }) },
    jobs: 1,
    rows: 1,
    inputBytes: bytes,
    outputBytes: 2 * bytes,
    wallMs: 0,
  });
  const secondsBilled = (measured: CaseMeasurement) => ((billOfCase(measured, inventory, assumptions).lambdaGbSeconds ?? 0) * 1024) / 1769;

  it("lasts as long as the slower of computing and moving its bytes", () => {
    expect(secondsBilled(run(650e6, 1_000))).toBeCloseTo(20);
    expect(secondsBilled(run(650e6, 30_000))).toBeCloseTo(30);
  });

  it("has the message with which S3 tells of the object", () => {
    expect(billOfCase(run(1, 1), inventory, assumptions).sqsRequests).toBe(3);
  });
});
