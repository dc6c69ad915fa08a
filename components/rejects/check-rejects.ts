import type { FixedRowFault } from "#core/fixes/check-fixed-rows";
import { isWhole } from "#core/fixes/fix";
import { fixClient } from "./fix-client.ts";
import { checkKey, type FixedReject } from "./fixed-reject.ts";

interface CheckedJob {
  operation: string;
  params: Record<string, unknown>;
}

/**
 * Holds all rows that could be sent against what the job does, those of one file together: null where a row is right.
 * @throws AppError what is wrong with all of them
 */
export async function checkRejects(
  { operation, params }: CheckedJob,
  rows: readonly FixedReject[],
): Promise<Map<string, FixedRowFault | null>> {
  const candidates = rows.filter(isCandidate);
  const byShape = Map.groupBy(candidates, ({ reject }) => reject.shape);
  const found = new Map<string, FixedRowFault | null>();
  for (const [shape, ofShape] of byShape) {
    const { faults } = await fixClient.check({
      job: { operation, params },
      shape,
      rows: ofShape.map(({ fixed }) => fixed.cells),
    });
    for (const [index, { reject, fixed }] of ofShape.entries()) found.set(checkKey(reject, fixed), faults.get(index) ?? null);
  }
  return found;
}

/** Whether a row was corrected as far as its form goes: the rest is for the operation to say. */
export function isCandidate({ state, fixed }: FixedReject): boolean {
  return state !== "sent" && state !== "locked" && fixed.touched && isWhole(fixed);
}
