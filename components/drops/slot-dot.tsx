import { clsx } from "clsx";
import type { SlotView } from "#core/drops/set-view";

const looks: Record<SlotView["state"], string> = {
  here: "bg-done",
  late: "border-2 border-aside bg-aside-soft",
  missing: "rotate-45 rounded-[1px]! bg-failed",
  awaited: "border border-line-strong",
};

/** A file of a day: a full dot is here, a ring with a heart late, a turned square missing, an empty ring awaited. */
export function SlotDot({ state, className }: { state: SlotView["state"]; className?: string }) {
  return <span aria-hidden="true" className={clsx("inline-block size-2 shrink-0 rounded-full", looks[state], className)} />;
}
