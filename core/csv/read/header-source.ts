import type { TablePlan } from "../detect/table-plan.ts";
import type { TextSource } from "../source/text-source.ts";

const marks: ReadonlyMap<string, readonly number[]> = new Map([
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
]);

/** The header as it stands in the source, byte order mark and line ends included. */
export function headerSourceOf({ encoding, map, sample }: TextSource, { headerFrom, headerTo }: TablePlan): Uint8Array {
  const mark = encoding.bomBytes > 0 ? (marks.get(encoding.name) ?? []) : [];
  const header = map.sourceBytes(headerFrom, headerTo) ?? sample.subarray(headerFrom, headerTo);
  const source = new Uint8Array(mark.length + header.length);
  source.set(mark);
  source.set(header, mark.length);
  return source;
}
