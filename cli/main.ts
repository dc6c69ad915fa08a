import { CommanderError } from "commander";
import { failedStatus, readerGoneStatus } from "./exit-status.ts";
import { failureLine, toFailure } from "./failure.ts";
import { endByBrokenPipe, interruption } from "./interruption.ts";
import { createProgram } from "./program.ts";
import { tell } from "./terminal/tell.ts";

/** Runs one command line and leaves its exit status with the process. */
export async function main(args: readonly string[]): Promise<void> {
  const stop = interruption();
  // What commander writes, nobody waits for: help that is cut short must end as quietly as everything else.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    endByBrokenPipe();
  });
  process.exitCode = await run(args, stop.signal);
  stop.end();
  if (process.exitCode === readerGoneStatus) endByBrokenPipe();
}

async function run(args: readonly string[], signal: AbortSignal): Promise<number> {
  let status = 0;
  try {
    await createProgram({
      signal,
      finish(result) {
        status = result;
      },
    }).parseAsync([...args], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : failedStatus;
    const failure = toFailure(error);
    if (failure.code === "reader-gone") return readerGoneStatus;
    if (!signal.aborted) tell(failureLine(failure));
    return failedStatus;
  }
}
