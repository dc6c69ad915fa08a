/** What was not measured. Each is said in docs/cost.md, and what changes when it is wrong. */
export interface Assumptions {
  /** Work that a second of a whole Lambda vCPU (arm64) does, in seconds of a core of the machine that was measured on. */
  vcpuSpeed: number;
  /** Of one call, as a function waits for it. */
  roundTripMs: Record<"s3" | "sqs" | "dynamodb" | "socket", number>;
  /** In each direction, both at the same time. */
  s3MegabytesPerSecond: number;
  /** What Lambda itself writes to the log of an invocation, in the JSON format: start and report. */
  platformLogBytes: number;
  /** What API Gateway writes of an event of a socket, in the format of SST. */
  accessLogBytes: number;
  /** Of Lambda@Edge, which signs a request to the site. */
  edgeMs: number;
  /** Share of invocations and of requests to the site that X-Ray records; each counts as a trace of its own. */
  tracedShare: number;
}

export const assumptions: Assumptions = {
  vcpuSpeed: 1,
  roundTripMs: { s3: 30, sqs: 10, dynamodb: 5, socket: 20 },
  // Published by others: 65 MB/s from Node, 141 from Rust.
  s3MegabytesPerSecond: 65,
  platformLogBytes: 800,
  accessLogBytes: 500,
  edgeMs: 10,
  tracedShare: 1,
};

/** A Lambda of this much memory has one vCPU; others have it in proportion (AWS Lambda developer guide, "Configure memory"). */
export const memoryOfOneVcpuMb = 1769;
/** Empty answers a minute that others saw at an idle event source mapping: five pollers that wait 20 s each (getlift/lift#132). */
export const idleReceivesPerMinute = 15;
export const minutesPerMonth = 730 * 60;
export const edgeMemoryMb = 128;
