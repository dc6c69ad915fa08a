import type { BadRowPolicy } from "#core/jobs/job";

export const policyWords: Record<BadRowPolicy, { title: string; words: string; foot: string }> = {
  keep: { title: "Keep", words: "Bad rows stay in, padded, and are reported.", foot: "bad rows kept" },
  reject: { title: "Set aside", words: "Bad rows go to a file of their own.", foot: "bad rows set aside" },
  stop: { title: "Stop", words: "The first bad row ends the job.", foot: "stops at a bad row" },
};

export const badRowOrder = ["keep", "reject", "stop"] as const satisfies readonly BadRowPolicy[];
