import { hideJob } from "./lake-objects.ts";
import type { LakePorts, PublicationRef } from "./lake-ports.ts";
import type { Publication } from "./lake-table.ts";
import { listPublications, putPublication } from "./publication-documents.ts";
import { removePublication } from "./remove-publication.ts";

/** What else the table has of the same source: jobs' ids sort by time. */
export interface SameSource {
  earlier: Publication[];
  /** The latest of those that came after; null for none. */
  later: Publication | null;
}

export async function findSameSource(
  { documents }: Pick<LakePorts, "documents">,
  ref: PublicationRef,
  source: string,
): Promise<SameSource> {
  const same = (await listPublications(documents, ref)).filter((one) => one.source === source);
  return { earlier: same.filter(({ job }) => job < ref.job), later: same.findLast(({ job }) => job > ref.job) ?? null };
}

/**
 * Hides what earlier jobs published of the same source, and notes it in this publication: once that one can be read, `finish` removes
 * them. Nobody ever reads both.
 */
export async function takePlace(
  ports: Pick<LakePorts, "documents" | "objects" | "now">,
  ref: PublicationRef,
  { publication, earlier, signal }: { publication: Publication; earlier: readonly Publication[]; signal: AbortSignal },
): Promise<{ publication: Publication; finish(): Promise<void> }> {
  if (earlier.length === 0) return { publication, finish: async () => undefined };
  const known = new Map(publication.replaced?.map((one) => [one.job, one]));
  for (const { job, rows } of earlier) known.set(job, { job, rows });
  const noted = { ...publication, replaced: [...known.values()] };
  await putPublication(ports.documents, ref.workspace, noted);
  for (const { job } of earlier) await hideJob(ports.objects, { ...ref, job }, signal);
  return {
    publication: noted,
    async finish() {
      for (const { job } of earlier) await removePublication(ports, { ...ref, job }, signal);
    },
  };
}
