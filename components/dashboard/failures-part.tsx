import { CircleX } from "lucide-react";
import type { DashboardView } from "#core/api/dashboard-api";
import { plural } from "#core/words/format-number";
import { Age } from "../frame/age.tsx";
import { PageLink } from "../frame/page-link.tsx";
import { Section } from "./section.tsx";

/** What went wrong within the last hour, in words. */
export function FailuresPart({ failures }: { failures: DashboardView["failures"] }) {
  return (
    <Section title="Failed in the last hour">
      {failures.length === 0 ? (
        <p className="rounded border border-line bg-surface px-4 py-3 text-quiet">Nothing failed in the last hour.</p>
      ) : (
        <ul aria-label="Failures" className="divide-y divide-line rounded border border-line bg-surface">
          {failures.map((failure) => (
            <Failure key={`${failure.code}\n${failure.message}`} failure={failure} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Failure({ failure: { message, at, count, jobs } }: { failure: DashboardView["failures"][number] }) {
  return (
    <li className="flex gap-3 px-4 py-3">
      <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-failed" />
      <div className="min-w-0">
        <p className="break-words">{message}</p>
        <p className="mt-0.5 text-xs text-quiet">
          {jobs.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <PageLink href={`/jobs/${id}`} className="rounded-sm break-all text-ink underline">
                {name || id}
              </PageLink>
            </span>
          ))}
          {count > jobs.length && ` and ${plural(count - jobs.length, "more job", "more jobs")}`}
          {" · "}
          <Age at={new Date(at).toISOString()} />
        </p>
      </div>
    </li>
  );
}
