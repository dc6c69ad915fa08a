import type { Tone } from "../words/job-words.ts";

export const toneText: Record<Tone, string> = {
  waiting: "text-waiting",
  running: "text-running",
  done: "text-done",
  aside: "text-aside",
  failed: "text-failed",
};

export const toneSoft: Record<Tone, string> = {
  waiting: "bg-waiting-soft",
  running: "bg-running-soft",
  done: "bg-done-soft",
  aside: "bg-aside-soft",
  failed: "bg-failed-soft",
};
