import type { OutputFile, RunContext } from "./operation.ts";

/**
 * Opens outputs that stand or fall together: when `run` throws, every one that was opened is given up, so that nothing of a
 * failed job is left.
 */
export async function withOutputs<Result>(
  openOutput: RunContext<unknown>["openOutput"],
  run: (open: RunContext<unknown>["openOutput"]) => Promise<Result>,
): Promise<Result> {
  const opened: OutputFile[] = [];
  try {
    return await run(async (name, contentType) => {
      const output = await openOutput(name, contentType);
      opened.push(output);
      return output;
    });
  } catch (error) {
    await Promise.allSettled(opened.map((output) => output.abort()));
    throw error;
  }
}
