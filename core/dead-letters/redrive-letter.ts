import { isAppError } from "../app-error.ts";
import { retryAnalysis } from "../jobs/retry-analysis.ts";
import { retryJob } from "../jobs/retry-job.ts";
import type { DeadLetter } from "../ports/dead-letters.ts";
import type { Ports } from "../ports/ports.ts";
import { wantsRetry } from "./explain-run.ts";
import { type LetterContent, readLetter } from "./letter-content.ts";
import { type LetterRef, notThere } from "./letter-ref.ts";

export type RedrivePorts = Pick<Ports, "deadLetters" | "jobs" | "objects" | "documents" | "queue" | "now" | "settings" | "observer">;

/**
 * Sends a dead letter of the workspace again, and only then takes it away: should the process die in between it is sent twice, which
 * changes nothing. A job that was failed for it is queued again first. Throws `not-found`, also for letters of others, `conflict` when
 * it could not be got hold of, and what forbids the job's retry.
 */
export async function redriveLetter(ports: RedrivePorts, ref: LetterRef): Promise<void> {
  let isOurs = false;
  const decide = async (letter: DeadLetter) => {
    const content = readLetter(letter);
    if (content?.workspace !== ref.workspace) return "keep";
    isOurs = true;
    await sendAgain(ports, letter, content);
    return "delete";
  };
  const wasMet = await ports.deadLetters.settle(ref.queue, decide, ref.id);
  if (!wasMet || !isOurs) throw notThere();
}

/** What a letter asks for is asked for again. */
export async function sendAgain(ports: RedrivePorts, letter: DeadLetter, content: LetterContent): Promise<void> {
  if (!(await asksAnew(ports, content))) await ports.deadLetters.resend(letter);
  const facts = {
    workspace: content.workspace,
    queue: letter.queue,
    message_id: letter.id,
    job: "job" in content ? content.job : undefined,
  };
  ports.observer.tell({ level: "info", message: "Dead letter redriven", facts });
}

/** Whether the job owes a message of its own by now, since it had been given up. */
async function asksAnew(ports: RedrivePorts, content: LetterContent): Promise<boolean> {
  if (content.kind !== "run" && content.kind !== "analysis") return false;
  const isGivenUp = async () => {
    const job = await ports.jobs.get(content.workspace, content.job);
    return job !== null && job.deletedAt === undefined && (content.kind === "run" ? wantsRetry(job) : job.analysis?.status === "failed");
  };
  if (!(await isGivenUp())) return false;
  try {
    const ref = { workspace: content.workspace, id: content.job };
    await (content.kind === "run" ? retryJob(ports, ref) : retryAnalysis(ports, ref));
    return true;
  } catch (error) {
    // Somebody else may have retried it in the same moment: that is as good.
    if (!isAppError(error) || error.code !== "wrong-state" || (await isGivenUp())) throw error;
    return false;
  }
}
