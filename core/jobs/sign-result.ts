import { AppError } from "../app-error.ts";
import type { Ports } from "../ports/ports.ts";
import { allResults } from "./all-results.ts";
import type { JobRef } from "./change-job.ts";
import { getJob } from "./get-job.ts";
import type { Job } from "./job.ts";
import { analysisKey, resultKey } from "./object-keys.ts";

/** A link to one result, for a while; `not-found` unless the job has published it. */
export async function signResult(
  ports: Pick<Ports, "jobs" | "objects" | "settings">,
  { name, ...ref }: JobRef & { name: string },
): Promise<{ url: string; bytes: number; expiresAt: string }> {
  const job = await getJob(ports, ref);
  const result = allResults(job).find((candidate) => candidate.name === name);
  if (!result) throw new AppError("not-found", "This job has no such result.");
  const place = { workspace: job.workspace, job: job.id, attempt: job.attempt, name };
  const signed = await ports.objects.signDownload({
    key: job.results.includes(result) ? resultKey(place) : analysisKey({ ...place, run: job.analysis?.run ?? 0 }),
    fileName: toDownloadName(job, name),
    contentType: result.contentType,
    expiresInSeconds: ports.settings.downloadLinkSeconds,
  });
  return { ...signed, bytes: result.bytes };
}

/** What every operation calls the same; other names say of what they are. */
const commonName = /^(?:output|rejects|report|changes|messages|rows|profile)\./;

/** `output.json` of orders.csv is saved as orders.json, rejects.ndjson as orders.rejects.ndjson; an operation's own name stays. */
function toDownloadName(job: Job, name: string): string {
  const [file, ...others] = job.files;
  if (!file || others.length > 0 || !commonName.test(name)) return name;
  const base = file.name.split(/[/\\]/).at(-1) ?? "";
  const stem = base.replace(/(?!^)\.[^.]*$/, "");
  if (stem === "") return name;
  return name.startsWith("output.") ? `${stem}${name.slice("output".length)}` : `${stem}.${name}`;
}
