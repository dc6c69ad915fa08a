import type { LoadPlan } from "#core/jobs/job";
import { formatCount } from "#core/words/format-number";

/** "create 120, update 14, unchanged 2,031, set aside 3". */
export function planWords({ create, update, unchanged, reject }: LoadPlan): string {
  const parts = [`create ${formatCount(create)}`, `update ${formatCount(update)}`, `unchanged ${formatCount(unchanged)}`];
  return [...parts, `set aside ${formatCount(reject)}`].join(", ");
}

/** A key as people write it. */
export function keyWords(key: readonly string[]): string {
  return key.join(" · ");
}
