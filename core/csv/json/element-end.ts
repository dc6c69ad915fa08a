import type { JsonPlan } from "../detect/table-plan.ts";

/**
 * Where what stands at `from`, and is no object, probably ends, so that reading can go on: by its brackets, or where a line starts as
 * elements start theirs, whichever comes first. Null when that cannot be told within [from, to).
 */
export function findElementEnd(bytes: Uint8Array, from: number, to: number, plan: Pick<JsonPlan, "layout" | "indent">): number | null {
  let depth = 0;
  let inString = false;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x0a) {
      // A string that does not end with its line has probably lost its quote.
      inString = false;
      if (plan.indent !== null && startsElement(bytes, at + 1, to, plan.indent)) return lineEndBefore(bytes, at, from);
    } else if (inString) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) depth++;
    else if (byte === 0x7d || byte === 0x5d) {
      if (depth === 0 && plan.layout === "array" && byte === 0x5d && at > from) return at;
      depth = Math.max(0, depth - 1);
      if (depth === 0 && bytes[from] === 0x7b) return at + 1;
    } else if (byte === 0x2c && depth === 0 && at > from) return at;
  }
  return null;
}

function startsElement(bytes: Uint8Array, at: number, to: number, indent: string): boolean {
  if (at + indent.length >= to) return false;
  for (let index = 0; index < indent.length; index++) if (bytes[at + index] !== indent.charCodeAt(index)) return false;
  return bytes[at + indent.length] === 0x7b;
}

function lineEndBefore(bytes: Uint8Array, lf: number, from: number): number {
  return lf > from && bytes[lf - 1] === 0x0d ? lf - 1 : lf;
}
