import { createInterface } from "node:readline/promises";
import { UsageError } from "../usage-error.ts";

/**
 * Asks, and goes on only at a yes: of a person at a terminal, or a line of standard input.
 * @throws UsageError when nobody answers; false when the answer is another one
 */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = new Promise<null>((resolve) => lines.once("close", () => resolve(null)));
    const answer = await Promise.race([lines.question(`${question} [y/N] `, { signal }), ended]);
    if (answer === null) throw new UsageError("Nobody confirmed it. Add --yes to do it without being asked.");
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
