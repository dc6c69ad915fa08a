import { AppError } from "../app-error.ts";
import { createPause } from "../jobs/pause.ts";
import type { DropPorts } from "./drop-job.ts";
import { readSet, type StoredSet, writeSet } from "./set-documents.ts";
import type { SetDecision } from "./set-events.ts";
import { settleSet } from "./settle-set.ts";

const maxTries = 30;
const longestPauseMs = 250;

/**
 * Changes a set by what `decide` makes of its stored state, again and again until nobody else changed it in between, then
 * makes the job that the set owes. Answers how it was decided.
 */
export async function changeSet(
  ports: DropPorts,
  { workspace, id }: { workspace: string; id: string },
  decide: (stored: StoredSet | null) => Promise<SetDecision>,
): Promise<SetDecision["kind"]> {
  for (let tries = 0; tries < maxTries; tries++) {
    const stored = await readSet(ports, workspace, id);
    const decision = await decide(stored);
    const next = decision.kind === "changed" ? { set: decision.set, documentVersion: stored?.documentVersion ?? 0 } : stored;
    if (next && decision.kind === "changed") {
      if (!(await writeSet(ports, workspace, next))) {
        // Files of a set come in one moment: those that lost must not meet again, and lose again, at once.
        await createPause().wait(Math.random() * Math.min(2 ** tries, longestPauseMs));
        continue;
      }
      next.documentVersion += 1;
    }
    if (next) await settleSet(ports, workspace, next);
    return decision.kind;
  }
  throw new AppError("conflict", "The set is being changed by others at the same time. Try again.", { retryable: true });
}
