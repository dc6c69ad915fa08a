import type { FixedRowFault } from "#core/fixes/check-fixed-rows";
import { type FixedRow, isWhole, toFixedRow } from "#core/fixes/fix";
import type { FixPlan } from "#core/fixes/fix-plan";
import { isInRanges, type RejectRanges } from "#core/fixes/reject-ranges";
import type { HeldReject } from "./held-reject.ts";

/**
 * How far a rejected row is: nobody touched it; it is being checked; something is wrong with it still; it can be sent; another job
 * has it; or it cannot be corrected here.
 */
export type RejectState = "open" | "checking" | "wrong" | "ready" | "sent" | "locked";

/** A rejected row with what was done about it. */
export interface FixedReject {
  reject: HeldReject;
  fixed: FixedRow;
  state: RejectState;
  /** What is wrong with it now, or was when it was set aside. */
  reason: string;
  /** Columns of the cells that this is about. */
  faulty: readonly number[];
}

/** What a check said, by the cells that it was about: undefined where it has said nothing of them yet. */
export type FaultOf = (reject: HeldReject, fixed: FixedRow) => FixedRowFault | null | undefined;

export function toFixedReject(
  reject: HeldReject,
  { plan, sent, faultOf }: { plan: FixPlan; sent: RejectRanges; faultOf: FaultOf },
): FixedReject {
  const { place, row, group, line, faulty } = reject;
  const before = toFixedRow(row);
  const original = { reject, reason: withoutLine(line.message), faulty };
  if (isInRanges(sent, place)) return { ...original, fixed: before, state: "sent", reason: "Sent again, corrected", faulty: [] };
  if (row.locked !== null) return { ...original, fixed: before, state: "locked", reason: `${withoutLine(line.message)} ${row.locked}` };
  const fixed = plan.apply(before, { reject: place, group });
  if (!fixed.touched) return { ...original, fixed, state: "open" };
  if (!isWhole(fixed)) return { reject, fixed, state: "wrong", ...describeWidth(fixed) };
  const fault = faultOf(reject, fixed);
  if (fault === undefined) return { ...original, fixed, state: "checking", reason: "Being checked…", faulty: [] };
  if (fault === null) return { ...original, fixed, state: "ready", reason: "Fixed", faulty: [] };
  return { reject, fixed, state: "wrong", reason: fault.message, faulty: fault.columns };
}

function describeWidth({ cells, surplus, given }: FixedRow): { reason: string; faulty: readonly number[] } {
  const width = cells.length;
  if (surplus.length > 0) {
    return { reason: `${width + surplus.length} cells, but there are ${width} columns: join them or cut them.`, faulty: [width] };
  }
  const missing = Array.from({ length: width - given }, (_, index) => given + index);
  return { reason: `${given} of ${width} cells: fill the others, or pad the row.`, faulty: missing };
}

/** The line stands at the row's left already. */
function withoutLine(message: string): string {
  const text = message.replace(/^Line [\d,]+:\s*/, "").replace(/^Line [\d,]+ /, "");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What tells apart whether a row was checked as it is now. */
export function checkKey({ place }: HeldReject, { cells }: FixedRow): string {
  return JSON.stringify([place, ...cells]);
}
