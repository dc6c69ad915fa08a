import { lineEndLength } from "./line-end.ts";

/** How far blank lines go from `from` on; `open`: more of them may follow after `to`. */
export function findBlankRun(
  bytes: Uint8Array,
  from: number,
  to: number,
  options: { final: boolean; loneCr: boolean },
): { end: number; open: boolean } {
  let at = from;
  while (at < to) {
    if (bytes[at] === 13 && at + 1 === to && !options.final) return { end: at, open: true };
    const length = lineEndLength(bytes, at, to);
    if (length === 0 || (bytes[at] === 13 && length === 1 && !options.loneCr)) return { end: at, open: false };
    at += length;
  }
  return { end: at, open: !options.final };
}
