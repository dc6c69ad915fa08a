import type { DashboardView } from "#core/api/dashboard-api";
import { formatDuration } from "#core/words/format-duration";
import { formatBytes, formatCount, formatShare, formatShortCount } from "#core/words/format-number";
import { choiceWords } from "../forms/choice-words.ts";
import { Age } from "../frame/age.tsx";
import { PageLink } from "../frame/page-link.tsx";
import { jobName } from "../words/job-words.ts";
import { Section } from "./section.tsx";

type Notable = DashboardView["slowest"][number];

/** The jobs that a look is worth. */
export function NotableJobs({ figures: { slowest, worst } }: { figures: DashboardView }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-2 lg:gap-6">
      <Section title="Slowest">
        <List jobs={slowest} none="Nothing has run in these days." measureOf={speedWords} hrefOf={({ id }) => `/jobs/${id}`} />
      </Section>
      <Section title="Most rows set aside">
        <List jobs={worst} none="No row was set aside in these days." measureOf={asideWords} hrefOf={({ id }) => `/jobs/${id}?tab=aside`} />
      </Section>
    </div>
  );
}

function speedWords({ ms, bytes }: Notable): [string, string] {
  return [formatDuration(ms ?? 0), formatBytes(bytes)];
}

function asideWords({ rejected, rows }: Notable): [string, string] {
  return [formatCount(rejected), `${formatShare(rejected, rows)} of ${formatShortCount(rows)}`];
}

interface ListProps {
  jobs: readonly Notable[];
  none: string;
  measureOf: (job: Notable) => [string, string];
  hrefOf: (job: Notable) => string;
}

function List({ jobs, none, measureOf, hrefOf }: ListProps) {
  if (jobs.length === 0) return <p className="rounded border border-line bg-surface px-4 py-3 text-quiet">{none}</p>;
  return (
    <ul className="divide-y divide-line rounded border border-line bg-surface">
      {jobs.map((job) => {
        const [value, detail] = measureOf(job);
        return (
          <li key={job.id}>
            <PageLink
              href={hrefOf(job)}
              className="flex items-center justify-between gap-4 px-4 py-2 -outline-offset-2 transition-colors hover:bg-hover"
            >
              <span className="min-w-0">
                <span className="block truncate">{toName(job)}</span>
                <span className="block truncate text-xs text-quiet">
                  {choiceWords(job.operation)} · <Age at={new Date(job.createdAt).toISOString()} />
                </span>
              </span>
              <span className="shrink-0 text-right">
                <span className="figures block">{value}</span>
                <span className="figures block text-xs text-quiet">{detail}</span>
              </span>
            </PageLink>
          </li>
        );
      })}
    </ul>
  );
}

/** As it is called elsewhere: its first file, and how many more. */
function toName({ id, name, files }: Notable): string {
  return jobName({ id, files: Array.from({ length: files }, () => ({ name })) });
}
