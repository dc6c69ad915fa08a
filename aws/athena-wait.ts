import { setTimeout as sleep } from "node:timers/promises";
import { type AthenaClient, GetQueryExecutionCommand, type QueryExecution, StopQueryExecutionCommand } from "@aws-sdk/client-athena";
import { callAws, isNamed } from "./expected-errors.ts";

const firstPauseMs = 100;
const longestPauseMs = 2_000;
/** How long Athena may say that it is asked too often, beyond what the SDK's own tries bear. */
const patienceMs = 60_000;

/** One call, made again while Athena is asked too often. */
export async function askAthena<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (let pause = firstPauseMs; ; pause = Math.min(2 * pause, longestPauseMs)) {
    try {
      return await callAws(call);
    } catch (error) {
      signal.throwIfAborted();
      if (!isThrottled(error) || performance.now() > deadline) throw error;
      await pauseFor(pause * (0.5 + Math.random()), signal);
    }
  }
}

function isThrottled(error: unknown): boolean {
  return isNamed(error, "TooManyRequestsException") || (error instanceof Error && isNamed(error.cause, "TooManyRequestsException"));
}

async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
}

const ended = new Set(["SUCCEEDED", "FAILED", "CANCELLED"]);

/** Asks, less and less often, until the query ended in whatever way. */
export async function waitForEnd(
  client: AthenaClient,
  id: string,
  { signal, read }: { signal: AbortSignal; read(bytes: number): void },
): Promise<QueryExecution> {
  const command = new GetQueryExecutionCommand({ QueryExecutionId: id });
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 1.5, longestPauseMs)) {
    const { QueryExecution: execution } = await askAthena(() => client.send(command, { abortSignal: signal }), signal);
    if (execution && ended.has(execution.Status?.State ?? "")) return execution;
    read(execution?.Statistics?.DataScannedInBytes ?? 0);
    await pauseFor(pause, signal);
  }
}

/** Nobody waits for it any more: it must not go on scanning. The caller's own signal is spent already. */
export async function stopQuery(client: AthenaClient, id: string): Promise<void> {
  const stop = () => client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
  await askAthena(stop, AbortSignal.timeout(5_000)).catch((error: unknown) => {
    // It ends at the workgroup's limit, or by itself; why it was to be stopped matters more.
    console.warn(`A query that nobody waits for could not be stopped: ${String(error)}`);
  });
}
