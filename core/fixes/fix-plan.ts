import { applyFix, type Fix, type FixedRow } from "./fix.ts";

interface Step {
  at: number;
  fix: Fix;
}

/** Steps in order, by what they are about: what becomes of a row needs no look at those of others. */
export class FixPlan {
  readonly #ofGroups = new Map<string, Step[]>();
  readonly #ofRejects = new Map<number, Step[]>();

  constructor(fixes: readonly Fix[]) {
    for (const [at, fix] of fixes.entries()) {
      if (fix.kind === "cell") add(this.#ofRejects, fix.reject, { at, fix });
      else add(this.#ofGroups, fix.group, { at, fix });
    }
  }

  /** The row after all steps that are about it. */
  apply(row: FixedRow, { reject, group }: { reject: number; group: string }): FixedRow {
    const ofGroup = this.#ofGroups.get(group) ?? [];
    const ofReject = this.#ofRejects.get(reject) ?? [];
    const steps = ofReject.length === 0 ? ofGroup : [...ofGroup, ...ofReject].sort((a, b) => a.at - b.at);
    return steps.reduce((fixed, { fix }) => applyFix(fixed, fix), row);
  }

  /** Whether a step is about all rows of that group. */
  isGroupFixed(group: string): boolean {
    return this.#ofGroups.has(group);
  }
}

function add<Key>(steps: Map<Key, Step[]>, key: Key, step: Step): void {
  const known = steps.get(key);
  if (known) known.push(step);
  else steps.set(key, [step]);
}
