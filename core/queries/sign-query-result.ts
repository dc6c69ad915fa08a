import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { outputKey } from "./answer-files.ts";
import { type QueryRef, requireQuery } from "./query-documents.ts";

/**
 * A link to a file of a query's answer, for a while.
 * @throws AppError not-found unless it was made
 */
export async function signQueryResult(
  ports: Pick<Ports, "documents" | "objects" | "settings" | "now">,
  { name, ...ref }: QueryRef & { name: string },
): Promise<{ url: string; bytes: number; expiresAt: string }> {
  const { query } = await requireQuery(ports, ref);
  const result = query.results.find((candidate) => candidate.name === name);
  if (!result || !query.answer) throw new AppError("not-found", "This query has no such result.");
  const signed = await ports.objects.signDownload({
    key: outputKey(ref, query.answer.run, name),
    fileName: toFileName(query.createdAt, name),
    contentType: result.contentType,
    expiresInSeconds: ports.settings.downloadLinkSeconds,
  });
  return { ...signed, bytes: result.bytes };
}

/** `query-2026-11-22-1530.csv`, in UTC. */
function toFileName(createdAt: string, name: string): string {
  return `query-${createdAt.slice(0, 10)}-${createdAt.slice(11, 16).replace(":", "")}${name.slice(name.indexOf("."))}`;
}
