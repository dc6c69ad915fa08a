import { findLineEnd, type SampleText, skipLineEnd } from "./sample-text.ts";

const hash = 0x23;

/** Lines that start with `#`, as far as the sample goes. */
export interface HashLines {
  /** Where the last of those at the very top starts, before which only such and blank lines stand; -1 when there is none. */
  lastLeading: number;
  leading: number;
  /** Where those below them start. */
  below: number[];
  /** Lines that are neither such nor blank. */
  others: number;
}

export function countHashLines(text: SampleText, from: number): HashLines {
  const lines: HashLines = { lastLeading: -1, leading: 0, below: [], others: 0 };
  if (text.occurs[hash] === 0) return lines;
  for (let at = from; at < text.length; ) {
    const end = findLineEnd(text, at);
    if (text.bytes[at] === hash && end > at) {
      if (lines.others === 0) {
        lines.leading++;
        lines.lastLeading = at;
      } else lines.below.push(at);
    } else if (end > at) lines.others++;
    at = skipLineEnd(text, end);
  }
  return lines;
}
