"use client";

import type { JobSummary } from "#core/jobs/job-view";
import { useKeyActions } from "../frame/use-key-actions.ts";
import { type JobAction, jobActions } from "./job-facts.ts";
import { findUpload, runJobAction } from "./run-job-action.ts";

/** Moves along the rows and acts on the one that has the focus. */
export function useRowKeys(rows: readonly JobSummary[], scrollTo: (index: number) => void): void {
  const focused = () => {
    const id = focusedJob();
    return rows.findIndex((row) => row.id === id);
  };
  const move = (step: 1 | -1) => {
    const index = Math.min(rows.length - 1, Math.max(0, focused() + step));
    const row = rows[index];
    if (!row) return false;
    scrollTo(index);
    // The row may have to be put into the page first.
    requestAnimationFrame(() => requestAnimationFrame(() => focusRow(row.id)));
  };
  const act = (action: JobAction) => {
    const row = rows[focused()];
    if (!row || !jobActions(row, findUpload(row.id)).includes(action)) return false;
    void runJobAction(action, row);
  };
  useKeyActions({ next: () => move(1), previous: () => move(-1), download: () => act("download"), retry: () => act("retry") });
}

/** The job whose row has the focus. */
export function focusedJob(): string | null {
  return document.activeElement?.closest("li")?.querySelector("[data-job]")?.getAttribute("data-job") ?? null;
}

export function focusRow(id: string): void {
  document.querySelector<HTMLElement>(`[data-job="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
}
