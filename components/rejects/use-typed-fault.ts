"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import { applyFix, isWhole } from "#core/fixes/fix";
import type { KnownJob } from "../job/use-job.ts";
import { checkRejects } from "./check-rejects.ts";
import type { FixedReject } from "./fixed-reject.ts";

const checkAfterMs = 100;

interface Typed {
  key: string;
  sentence: string | null;
}

/** What is wrong with a row if a cell of it were as it is being typed: by the job's own operation, as soon as that has answered. */
export function useTypedFault(job: KnownJob, rows: readonly FixedReject[]): (row: number, column: number, value: string) => string | null {
  const [said, setSaid] = useState<Typed | null>(null);
  const asking = useMemo(() => new Asking(setSaid), []);
  useEffect(() => () => asking.stop(), [asking]);
  return useCallback(
    (row, column, value) => {
      const known = rows[row];
      if (!known) return null;
      const { place } = known.reject;
      const key = JSON.stringify([place, column, value]);
      if (said?.key === key) return said.sentence;
      const fixed = applyFix(known.fixed, { kind: "cell", reject: place, column, value });
      asking.ask(key, async () => {
        if (!isWhole(fixed)) return null;
        const [fault] = (await checkRejects(job, [{ ...known, fixed, state: "checking" }])).values();
        return fault?.message ?? null;
      });
      return said?.key.startsWith(`[${place},${column},`) ? said.sentence : null;
    },
    [job, rows, said, asking],
  );
}

/** One question at a time, the latest, a moment after it was asked. */
class Asking {
  readonly #tell: (typed: Typed) => void;
  #key: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (typed: Typed) => void) {
    this.#tell = tell;
  }

  ask(key: string, find: () => Promise<string | null>): void {
    if (key === this.#key) return;
    this.stop();
    this.#key = key;
    this.#timer = setTimeout(() => {
      const answer = (sentence: string | null) => {
        if (this.#key === key) this.#tell({ key, sentence });
      };
      // What is wrong with all rows is said above them.
      find().then(answer, () => answer(null));
    }, checkAfterMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#key = null;
  }
}
