import type { Tone } from "../words/job-words.ts";

export const stepDots: Record<Tone, string> = {
  waiting: "bg-line-strong",
  running: "bg-running",
  done: "bg-done",
  aside: "bg-aside",
  failed: "bg-failed",
};
