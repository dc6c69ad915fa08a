import { createRejectReader } from "#core/fixes/read-reject";
import { parseRejectLine } from "#core/fixes/reject-line";
import { type RejectShape, toRejectShapes } from "#core/fixes/reject-shape";
import { getResultLink } from "../api/jobs-api.ts";
import { readStored } from "../api/read-stored.ts";
import { type HeldReject, RejectRows } from "./held-reject.ts";

/** So much of a list of rejects is held at once. */
const windowRows = 10_000;
const windowBytes = 8 * 1024 * 1024;

/** Where reading goes on: a byte of `rejects.ndjson`, and the place of the line there. */
export interface RejectsFrom {
  byte: number;
  place: number;
}

export interface RejectsWindow {
  rejects: readonly HeldReject[];
  /** Null when there are no more. */
  next: RejectsFrom | null;
}

export const theFirst: RejectsFrom = { byte: 0, place: 0 };

/** How the files of a job were read. */
export async function readShapes(job: { id: string; params: Record<string, unknown> }, signal?: AbortSignal): Promise<RejectShape[]> {
  const { url } = await getResultLink(job.id, "report.json");
  const report: unknown = JSON.parse(new TextDecoder().decode(await readStored(url, { signal })));
  return toRejectShapes(report, job.params);
}

/** Reads the rejected rows of a job from somewhere on, as many as one window holds, by a range of the result. */
export async function readRejects(
  { jobId, shapes }: { jobId: string; shapes: readonly RejectShape[] },
  from: RejectsFrom,
  signal?: AbortSignal,
): Promise<RejectsWindow> {
  const { url, bytes } = await getResultLink(jobId, "rejects.ndjson");
  const to = Math.min(bytes, from.byte + windowBytes);
  if (from.byte >= to) return { rejects: [], next: null };
  const chunk = new Uint8Array(await readStored(url, { range: { from: from.byte, to }, signal }));
  const rows = new RejectRows(shapes, createRejectReader);
  const rejects: HeldReject[] = [];
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  let at = 0;
  let { place } = from;
  for (; rejects.length < windowRows; place++) {
    const end = chunk.indexOf(0x0a, at);
    if (end === -1) break;
    const held = rows.hold(parseRejectLine(utf8.decode(chunk.subarray(at, end))), place);
    if (held) rejects.push(held);
    at = end + 1;
  }
  const byte = from.byte + at;
  return { rejects, next: byte < bytes && at > 0 ? { byte, place } : null };
}
