import { type Assumptions, edgeMemoryMb, memoryOfOneVcpuMb } from "./assumptions.ts";
import { addBills, type Bill } from "./bill.ts";
import type { Inventory } from "./inventory.ts";
import { atPace } from "./pace.ts";
import type { Calls, CaseMeasurement, FunctionUse, SiteUse, Usage } from "./product-measurement.ts";

/** Functions that a queue's event source mapping calls: each batch is received and deleted by Lambda, at our cost. */
const consumers = ["AcceptUpload", "RunJob", "Notify"];

/** What AWS would bill for what was seen. */
export function billOfUsage(usage: Usage, inventory: Inventory, assumed: Assumptions): Bill {
  const functions = Object.entries(usage.functions).map(([id, use]) => billOfFunction(id, use, memoryOf(inventory, id), assumed));
  return addBills(...functions, billOfSite(usage, inventory, assumed), billOfBrowser(usage.browser), {
    dynamoReads: usage.requestUnits.read,
    dynamoWrites: usage.requestUnits.write,
  });
}

/** The same for jobs; a run that moves more than it computes lasts as long as S3 takes. */
export function billOfCase(measured: CaseMeasurement, inventory: Inventory, assumed: Assumptions): Bill {
  const { RunJob: run } = measured.functions;
  if (!run) throw new Error("No run was measured.");
  const memoryMb = memoryOf(inventory, "RunJob");
  const computing = secondsOf(run, memoryMb, assumed);
  const moving = Math.max(measured.inputBytes, measured.outputBytes) / 1e6 / assumed.s3MegabytesPerSecond;
  const waiting = { lambdaGbSeconds: (Math.max(0, moving - computing) * memoryMb) / 1024 };
  const paced = atPace(measured, Math.max(computing, moving));
  // S3 tells the queue once for each object.
  return addBills(billOfUsage(paced, inventory, assumed), waiting, { sqsRequests: measured.jobs });
}

export function billOfFunction(id: string, use: FunctionUse, memoryMb: number, assumed: Assumptions): Bill {
  const { invocations } = use;
  return addBills(billOfCalls(use.calls), billOfLogs(use, invocations, assumed), {
    lambdaGbSeconds: (secondsOf(use, memoryMb, assumed) * memoryMb) / 1024,
    lambdaRequests: invocations,
    sqsRequests: consumers.includes(id) ? 2 * invocations : 0,
    logGb: id.startsWith("Socket") ? (invocations * assumed.accessLogBytes) / 1e9 : 0,
  });
}

function billOfSite({ site, browser }: Usage, { siteMemoryMb, signsAtEdge }: Inventory, assumed: Assumptions): Bill {
  const requests = Object.values(browser.site).reduce((sum, count) => sum + count, 0);
  return addBills(billOfCalls(site.calls), billOfLogs(site, requests, assumed), {
    lambdaGbSeconds: (secondsOf(site, siteMemoryMb, assumed) * siteMemoryMb) / 1024,
    lambdaRequests: requests,
    cloudFrontRequests: requests,
    cloudFrontFunctions: requests,
    ...(signsAtEdge && { edgeRequests: requests, edgeGbSeconds: (requests * assumed.edgeMs * edgeMemoryMb) / 1024 / 1000 }),
  });
}

function billOfBrowser({ s3, socketMessages }: Usage["browser"]): Bill {
  return addBills(billOfCalls(Object.fromEntries(Object.entries(s3).map(([operation, count]) => [`s3.${operation}`, count]))), {
    socketMessages,
  });
}

function billOfLogs({ logBytes, metricBytes }: SiteUse, invocations: number, { platformLogBytes, tracedShare }: Assumptions): Bill {
  return { logGb: (logBytes + metricBytes + invocations * platformLogBytes) / 1e9, traces: invocations * tracedShare };
}

/** CPU at the share of a vCPU that the memory gives, then every call one after the other. Parts are sent while others are made. */
export function secondsOf({ cpuMs, calls }: SiteUse, memoryMb: number, { vcpuSpeed, roundTripMs }: Assumptions): number {
  const share = Math.min(1, memoryMb / memoryOfOneVcpuMb);
  const waitedMs = Object.entries(calls).reduce((sum, [call, count]) => {
    const [service] = call.split(".") as [keyof typeof roundTripMs];
    return call === "s3.UploadPart" ? sum : sum + count * roundTripMs[service];
  }, 0);
  return (cpuMs / share / vcpuSpeed + waitedMs) / 1000;
}

function billOfCalls(calls: Calls): Bill {
  return addBills(
    ...Object.entries(calls).map(([call, count]): Bill => {
      const [service, operation = ""] = call.split(".");
      if (service === "sqs") return { sqsRequests: count };
      if (service === "socket") return { socketMessages: count };
      // DynamoDB bills units, which were counted by themselves; S3 deletes for nothing.
      if (service === "dynamodb" || operation.startsWith("Delete") || operation.startsWith("Abort")) return {};
      return operation === "GetObject" || operation === "HeadObject" ? { s3Gets: count } : { s3Puts: count };
    }),
  );
}

export function memoryOf({ functionMemoryMb }: Inventory, id: string): number {
  const memoryMb = functionMemoryMb[id];
  if (memoryMb === undefined) throw new Error(`The plan has no function "${id}": npm run cost:inventory.`);
  return memoryMb;
}
