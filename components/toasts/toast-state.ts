import type { Tone } from "../words/job-words.ts";

export interface ToastAction {
  label: string;
  run(): void;
}

export interface Toast {
  id: string;
  tone: Tone;
  line: string;
  action?: ToastAction;
  /** Runs once, when the toast goes without its action having been taken. */
  onGone?(): void;
  /** Set on news of finished jobs, which gather into one when they are many. */
  finished?: { jobs: number; failed: number };
}

const gatherAbove = 3;
const gatheredId = "finished-jobs";

/** Adds a toast; one of the same id replaces the old. More than three finished jobs at once become a single line. */
export function addToast(toasts: readonly Toast[], toast: Toast, showAll: ToastAction): Toast[] {
  const others = toasts.filter((other) => other.id !== toast.id);
  const next = [...others, toast];
  const news = next.flatMap((each) => (each.finished ? [each.finished] : []));
  const jobs = news.reduce((sum, each) => sum + each.jobs, 0);
  const gathered = next.some((each) => each.id === gatheredId);
  if (!toast.finished || (!gathered && news.length <= gatherAbove)) return next;
  const failed = news.reduce((sum, each) => sum + each.failed, 0);
  const line = failed === 0 ? `${jobs} jobs finished` : `${jobs} jobs finished, ${failed} of them failed`;
  const summary: Toast = { id: gatheredId, tone: failed === 0 ? "done" : "aside", line, action: showAll, finished: { jobs, failed } };
  return [...next.filter((each) => !each.finished), summary];
}
