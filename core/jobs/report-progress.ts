import { isAppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import type { Notice } from "../realtime/messages.ts";
import type { Job } from "./job.ts";
import { createPause } from "./pause.ts";

const intervalMs = 500;

/** Tells the workspace how far a run is: at most twice a second, the newest figures only, stored nowhere. */
export function reportProgress(
  ports: Pick<Ports, "queue">,
  { workspace, id, attempt }: Pick<Job, "workspace" | "id" | "attempt">,
): { report(rows: number, bytes: number): void; stop(): Promise<void> } {
  const pause = createPause();
  let latest: { rows: number; bytes: number } | undefined;

  async function tell(): Promise<void> {
    if (!latest) return;
    const notice: Notice = { workspace, message: { v: 1, type: "progress", id, attempt, ...latest } };
    latest = undefined;
    try {
      await ports.queue.send("notices", notice);
    } catch (error) {
      // A hint that did not get through is superseded by the next one.
      if (!isAppError(error)) throw error;
    }
  }

  async function tellOn(): Promise<void> {
    while (await pause.wait(intervalMs)) await tell();
  }

  const telling = tellOn();
  // What nobody expected is told by `stop`, which every run waits for.
  telling.catch(() => undefined);
  return {
    report(rows, bytes) {
      latest = { rows, bytes };
    },
    async stop() {
      pause.end();
      await telling;
    },
  };
}
