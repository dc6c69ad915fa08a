import type { AthenaServerOptions } from "./athena-server.ts";
import type { Execution, Executions } from "./executions.ts";
import { QueryFailure } from "./lake-views.ts";
import { runQuery, ScanLimit } from "./run-query.ts";

export interface Runner {
  run(id: string): void;
  /** One that has ended stays as it is. */
  stop(id: string): Promise<void>;
  close(): Promise<void>;
}

/** Queries that run at a time; others are queued, as Athena queues them. */
const atOnce = 2;

export function createRunner({
  executions,
  ...options
}: Pick<AthenaServerOptions, "s3" | "glue" | "workgroups"> & { executions: Executions }): Runner {
  const waiting: string[] = [];
  const running = new Map<string, { abort: AbortController; ended: Promise<void> }>();
  let isClosed = false;

  const next = () => {
    while (!isClosed && running.size < atOnce) {
      const execution = executions.get(waiting.shift() ?? "");
      if (!execution) return;
      const abort = new AbortController();
      const ended = carryOut(execution, { executions, ...options }, abort.signal).finally(() => {
        running.delete(execution.id);
        next();
      });
      running.set(execution.id, { abort, ended });
    }
  };

  return {
    run(id) {
      waiting.push(id);
      // Whoever asked is told its id first.
      setImmediate(next);
    },
    async stop(id) {
      const at = waiting.indexOf(id);
      if (at !== -1) waiting.splice(at, 1);
      const found = executions.get(id);
      if (found && (found.state === "QUEUED" || found.state === "RUNNING"))
        end(executions, found, { state: "CANCELLED", reason: "Query cancelled by user" });
      running.get(id)?.abort.abort();
      await running.get(id)?.ended;
    },
    async close() {
      isClosed = true;
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}

function end(executions: Executions, execution: Execution, outcome: Partial<Execution>): void {
  executions.put({ ...execution, ...outcome, completedAt: Date.now() / 1000 });
}

async function carryOut(
  queued: Execution,
  { executions, s3, glue, workgroups }: Pick<AthenaServerOptions, "s3" | "glue" | "workgroups"> & { executions: Executions },
  signal: AbortSignal,
): Promise<void> {
  const execution: Execution = { ...queued, state: "RUNNING" };
  executions.put(execution);
  const bytesPerQuery = [...workgroups()].find(({ name }) => name === execution.workgroup)?.bytesPerQuery ?? Number.POSITIVE_INFINITY;
  try {
    const outcome = await runQuery(execution, { s3, tables: glue.list(execution.database), bytesPerQuery, signal });
    end(executions, execution, { ...outcome, state: "SUCCEEDED" });
  } catch (error) {
    // Stopped by who asked, or by the end of this process, which leaves it to the next one.
    if (signal.aborted) return;
    end(executions, execution, toEnd(error));
  }
}

function toEnd(error: unknown): Partial<Execution> {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof ScanLimit) return { state: "CANCELLED", reason };
  if (error instanceof QueryFailure) return { state: "FAILED", reason, errorCategory: 2 };
  return { state: "FAILED", reason: `INTERNAL_ERROR: ${reason}`, errorCategory: 1 };
}
