import { type Assumptions, memoryOfOneVcpuMb } from "./assumptions.ts";
import type { Bill } from "./bill.ts";
import type { PeerCase } from "./product-measurement.ts";

/** What boto3 sends at a time ("multipart_chunksize"), from this size on. */
const boto3PartBytes = 8 * 1024 ** 2;
/** Spark jobs have two workers of one DPU at least; a Python shell has a sixteenth of one: a quarter of a vCPU. */
const sparkDpus = 2;
const shell = { dpus: 1 / 16, vcpus: 1 / 4 };
const leastSeconds = 60;

/** A function that S3 calls, with pandas in it and nothing else: it reads the object, converts it and stores the result. */
export function billOfPandas({ inputBytes, outputBytes, cpuSeconds }: PeerCase, { vcpuSpeed, roundTripMs, ...assumed }: Assumptions): Bill {
  const computing = cpuSeconds / vcpuSpeed + (2 * roundTripMs.s3) / 1000;
  const moving = Math.max(inputBytes, outputBytes) / 1e6 / assumed.s3MegabytesPerSecond;
  return {
    lambdaGbSeconds: (Math.max(computing, moving) * memoryOfOneVcpuMb) / 1024,
    lambdaRequests: 1,
    s3Puts: putsFor(inputBytes) + putsFor(outputBytes),
    s3Gets: 1,
    logGb: assumed.platformLogBytes / 1e9,
  };
}

/** The same script as a job of Glue's Python shell. */
export function billOfGlueShell({ inputBytes, outputBytes, cpuSeconds }: PeerCase, { vcpuSpeed }: Assumptions): Bill {
  const seconds = Math.max(leastSeconds, cpuSeconds / vcpuSpeed / shell.vcpus);
  return { glueDpuHours: (shell.dpus * seconds) / 3600, s3Puts: putsFor(inputBytes) + putsFor(outputBytes), s3Gets: 1 };
}

/** A Spark job that is done within the shortest time that is billed. */
export function leastBillOfGlueSpark(): Bill {
  return { glueDpuHours: (sparkDpus * leastSeconds) / 3600 };
}

function putsFor(bytes: number): number {
  const parts = Math.ceil(bytes / boto3PartBytes);
  return parts === 1 ? 1 : parts + 2;
}
