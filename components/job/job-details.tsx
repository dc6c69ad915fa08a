import { formatBytes } from "#core/words/format-number";
import { CopyButton } from "../ui/copy-button.tsx";
import { formatMoment } from "../words/format-time.ts";
import type { KnownJob } from "./use-job.ts";

const policies = { keep: "kept", reject: "set aside", stop: "end the job" } as const;

/** What machines and colleagues ask for. */
export function JobDetails({ job }: { job: KnownJob }) {
  const params = JSON.stringify(job.params, null, 2);
  return (
    <dl className="divide-y divide-line rounded border border-line bg-surface">
      <Detail name="Job" value={job.id} copies />
      {job.workspace !== undefined && <Detail name="Workspace" value={job.workspace} copies />}
      <Detail name="Operation" value={job.operation} />
      {job.recipe && <Detail name="Recipe" value={`${job.recipe.name}, version ${job.recipe.version}`} />}
      {job.files.map((file) => (
        <Detail key={file.n} name="File" value={`${file.name}, ${formatBytes(file.size)}${file.type === "" ? "" : `, ${file.type}`}`} />
      ))}
      <Detail name="Came by" value={job.source === "web" ? "this web app" : "the drops folder"} />
      <Detail name="Bad rows" value={policies[job.onBadRow]} />
      <Detail name="Attempts" value={String(job.attempt)} />
      <Detail name="Created" value={formatMoment(Date.parse(job.createdAt))} />
      <Detail name="Changed" value={`${formatMoment(Date.parse(job.updatedAt))}, version ${job.version}`} />
      <div className="flex items-start gap-4 py-2 pr-2 pl-4">
        <dt className="w-24 shrink-0 text-quiet">Parameters</dt>
        <dd className="flex min-w-0 flex-1 items-start justify-between gap-2">
          <pre className="figures min-w-0 text-xs whitespace-pre-wrap wrap-anywhere">{params}</pre>
          <CopyButton value={params} label="parameters" />
        </dd>
      </div>
    </dl>
  );
}

function Detail({ name, value, copies = false }: { name: string; value: string; copies?: boolean }) {
  return (
    <div className="flex min-h-10 items-center gap-4 py-1 pr-2 pl-4">
      <dt className="w-24 shrink-0 text-quiet">{name}</dt>
      <dd className="figures flex min-w-0 flex-1 items-center justify-between gap-2 text-xs">
        <span className="min-w-0 wrap-anywhere">{value}</span>
        {copies && <CopyButton value={value} label={name.toLowerCase()} />}
      </dd>
    </div>
  );
}
