import { CircleCheck, LoaderCircle, Lock, Send, TriangleAlert } from "lucide-react";
import type { FixedReject, RejectState } from "./fixed-reject.ts";

const states = {
  open: { Icon: TriangleAlert, tone: "text-aside" },
  checking: { Icon: LoaderCircle, tone: "text-quiet" },
  wrong: { Icon: TriangleAlert, tone: "text-failed" },
  ready: { Icon: CircleCheck, tone: "text-done" },
  sent: { Icon: Send, tone: "text-quiet" },
  locked: { Icon: Lock, tone: "text-quiet" },
} satisfies Record<RejectState, { Icon: typeof Lock; tone: string }>;

/** Why a row is set aside, or that it is fixed. */
export function ReasonCell({ row }: { row: FixedReject }) {
  const { Icon, tone } = states[row.state];
  return (
    <span className={`inline-flex max-w-full items-center gap-1.5 align-top ${tone}`}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="truncate">{row.reason}</span>
    </span>
  );
}

/** A cell that the reason is about: in colour, with an icon, and said to who cannot see either. */
export function FaultyCell({ row, value }: { row: FixedReject; value: string | null }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 align-top text-failed">
      <TriangleAlert aria-hidden="true" className="size-3 shrink-0" />
      <span className="truncate">{value === null || value === "" ? <span className="text-quiet italic">empty</span> : value}</span>
      <span className="sr-only">, {row.reason}</span>
    </span>
  );
}
