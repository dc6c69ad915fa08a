import type { DashboardView } from "#core/api/dashboard-api";
import { jobStatuses } from "#core/jobs/job-status";
import { formatDuration } from "#core/words/format-duration";
import { formatBytes, formatCount, formatShortCount, plural } from "#core/words/format-number";
import { choiceWords } from "../forms/choice-words.ts";
import { PageLink } from "../frame/page-link.tsx";
import { formatJobFilter } from "../jobs/job-filter.ts";
import { StatusMark } from "../ui/status-mark.tsx";
import { Section } from "./section.tsx";

/** Jobs by what became of them, and by what was to be done. */
export function JobBreakdown({ figures }: { figures: DashboardView }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[20rem_minmax(0,1fr)] lg:gap-6">
      <Section title="By status">
        <ul className="divide-y divide-line rounded border border-line bg-surface">
          {jobStatuses.map((status) => (
            <li key={status}>
              <PageLink
                href={`/${formatJobFilter({ status, query: "" })}`}
                className="flex items-center justify-between gap-3 px-4 py-2 -outline-offset-2 transition-colors hover:bg-hover"
              >
                <StatusMark status={status} />
                <span className="figures">{formatCount(figures.statuses[status] ?? 0)}</span>
              </PageLink>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="By operation">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard too */}
        <section aria-label="Jobs by operation" tabIndex={0} className="overflow-x-auto rounded border border-line bg-surface">
          <table className="w-full min-w-120 border-collapse text-left">
            <thead className="text-xs text-quiet">
              <tr className="border-b border-line">
                <th scope="col" className="px-4 py-2 font-normal">
                  Operation
                </th>
                {["Jobs", "Failed", "Rows", "Size", "Half within"].map((name) => (
                  <th key={name} scope="col" className="px-4 py-2 text-right font-normal whitespace-nowrap">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {figures.operations.map((operation) => (
                <Operation key={operation.operation} figures={operation} />
              ))}
              {figures.operations.length === 0 && (
                <tr>
                  <td colSpan={6} className="px-4 py-2 text-quiet">
                    No job in these days.
                  </td>
                </tr>
              )}
            </tbody>
          </table>
        </section>
      </Section>
    </div>
  );
}

function Operation({ figures }: { figures: DashboardView["operations"][number] }) {
  const { operation, jobs, failed, rows, bytes, medianMs } = figures;
  return (
    <tr>
      <th scope="row" className="px-4 py-2 font-normal">
        {choiceWords(operation)}
      </th>
      <td className="figures px-4 py-2 text-right">{formatCount(jobs)}</td>
      <td className={`figures px-4 py-2 text-right ${failed > 0 ? "text-failed" : "text-quiet"}`}>{formatCount(failed)}</td>
      <td className="figures px-4 py-2 text-right whitespace-nowrap" title={plural(rows, "row")}>
        {formatShortCount(rows)}
      </td>
      <td className="figures px-4 py-2 text-right whitespace-nowrap">{formatBytes(bytes)}</td>
      <td className="figures px-4 py-2 text-right whitespace-nowrap">{medianMs === null ? "–" : formatDuration(medianMs)}</td>
    </tr>
  );
}
