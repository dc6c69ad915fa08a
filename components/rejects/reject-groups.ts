import { issueWords } from "../words/issue-words.ts";
import type { FixedReject } from "./fixed-reject.ts";

/** Rejected rows of one kind, of those that are held. */
export interface RejectGroup {
  id: string;
  words: string;
  /** Of which file, where the job has several. */
  file: string | undefined;
  rows: readonly FixedReject[];
  ready: number;
}

/** Kinds in order of how many there are. */
export function groupRejects(rows: readonly FixedReject[]): RejectGroup[] {
  const groups = Array.from(
    Map.groupBy(rows, ({ reject }) => reject.group),
    ([id, ofGroup]): RejectGroup[] => {
      const [first] = ofGroup;
      if (!first) return [];
      const { codes, file } = first.reject.line;
      const words = codes.map((code) => issueWords[code]).join(", ");
      return [{ id, words, file, rows: ofGroup, ready: ofGroup.filter(({ state }) => state === "ready").length }];
    },
  );
  return groups.flat().sort((a, b) => b.rows.length - a.rows.length);
}
