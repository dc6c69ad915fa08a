import { isAppError } from "../app-error.ts";
import type { JobResult } from "../jobs/job.ts";
import type { Delivery } from "../jobs/run-job.ts";
import { backOffSeconds, maxWorkReceives } from "../jobs/run-job.ts";
import { openStored } from "../jobs/stored-source.ts";
import { queryPrefix } from "../lake/lake-keys.ts";
import { answerFile, answerKey } from "./answer-files.ts";
import { createTimeLimit, type PerformPorts, requireLakeEngine } from "./perform-query.ts";
import type { StoredAnswer, Unmade } from "./query.ts";
import { changeQuery, type QueryRef, readQuery } from "./query-documents.ts";
import type { QueryFormat } from "./query-formats.ts";
import { storeOutput } from "./store-answer.ts";

/** Makes a file of a stored answer, if that is still wanted. Made twice, it is the same file. */
export async function makeFile(ports: PerformPorts, { ref, to }: { ref: QueryRef; to: QueryFormat }, delivery: Delivery): Promise<void> {
  const record = await readQuery(ports, ref);
  const answer = record?.query.answer;
  if (!answer || !record.query.making.includes(to)) return;
  try {
    const result = await make(ports, { ref, to, answer }, delivery.signal);
    await settle(ports, { ref, to, result });
  } catch (error) {
    const failed = isAppError(error)
      ? error
      : { code: "internal" as const, message: "The service failed to make this file. Try again later." };
    const isOver = isAppError(error) && !error.retryable;
    if (isOver || delivery.receiveCount >= maxWorkReceives) {
      await settle(ports, { ref, to, unmade: { to, code: failed.code, message: failed.message } });
    }
    if (isOver) return;
    await delivery.extendLease(delivery.receiveCount >= maxWorkReceives ? 0 : backOffSeconds(delivery, ports.settings));
    throw error;
  }
}

async function make(
  ports: PerformPorts,
  { ref, to, answer }: { ref: QueryRef; to: QueryFormat; answer: StoredAnswer },
  stopped: AbortSignal,
): Promise<JobResult> {
  const limit = createTimeLimit(ports.settings.querySeconds);
  const signal = AbortSignal.any([stopped, limit.signal]);
  try {
    const session = await requireLakeEngine(ports).open(signal);
    limit.start();
    try {
      const key = answerKey(ref, answer.run, answerFile.parquet);
      const source = openStored(ports.objects, { bucket: "results", key, version: answer.parquet, signal });
      return await storeOutput(ports.objects, await session.openAnswer(source), to, { ...ref, run: answer.run, signal });
    } finally {
      await session.close();
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    limit.clear();
  }
}

/** What became of it; a query that is gone by now has no use for it. */
async function settle(
  ports: PerformPorts,
  { ref, to, result, unmade }: { ref: QueryRef; to: QueryFormat; result?: JobResult; unmade?: Unmade },
): Promise<void> {
  try {
    await changeQuery(ports, ref, (query, { dueAt }) => {
      if (!query.making.includes(to)) return null;
      const making = query.making.filter((each) => each !== to);
      const results = result ? [...query.results, result] : query.results;
      const failed = unmade ? [...(query.unmade ?? []), unmade] : query.unmade;
      return {
        query: { ...query, making, results, ...(failed && { unmade: failed }) },
        dueAt: making.length > 0 ? dueAt : undefined,
      };
    });
  } catch (error) {
    if (!isAppError(error) || error.code !== "not-found") throw error;
    await ports.objects.deletePrefix("results", queryPrefix({ workspace: ref.workspace, query: ref.id }));
  }
}
