"use client";

import { useLayoutEffect, useRef } from "react";
import type { JobSummary } from "#core/jobs/job-view";

/** Where somebody has scrolled down, new rows above move the page along, so that nothing moves under the pointer. */
export function useStillUnderThePointer(rows: readonly JobSummary[], rowHeight: number, top: number): void {
  const before = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const added = before.current === undefined ? 0 : rows.findIndex((row) => row.id === before.current);
    before.current = rows[0]?.id;
    if (added > 0 && scrollY > top) scrollBy(0, added * rowHeight);
  }, [rows, rowHeight, top]);
}
