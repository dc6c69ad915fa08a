import type { Kernel } from "../../csv/kernel/kernel.ts";
import { recordWords, skipFlag } from "../../csv/kernel/record-table.ts";
import type { Flaw, RecordBlock } from "../../csv/read/table-reader.ts";
import type { BadRowPolicy } from "../../jobs/job.ts";
import { stopAtRow } from "./stopped-at-row.ts";

/**
 * Sets aside what the policy does not let through, and answers it. What cannot be read as a record at all, which the reader
 * leaves out itself, is rejected under each of them.
 * @throws StoppedAtRow
 */
export function applyPolicy(block: RecordBlock, kernel: Kernel, policy: BadRowPolicy, placeInMessages: string): Flaw[] {
  const { flaws, table } = block;
  const [first] = flaws;
  if (policy === "stop" && first) throw stopAtRow(first, 0, placeInMessages);
  return flaws.filter(({ index }) => {
    const word = (table.recordsAt >> 2) + index * recordWords + 3;
    const flags = kernel.words[word] ?? 0;
    if (policy === "reject") kernel.words[word] = flags | skipFlag;
    return policy === "reject" || (flags & skipFlag) !== 0;
  });
}
