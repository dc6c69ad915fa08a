"use client";

import { CopyPlus, RotateCw, Trash2, X } from "lucide-react";
import type { JobAction } from "../jobs/job-facts.ts";
import { actionWords } from "../jobs/run-job-action.ts";
import { Button } from "../ui/button.tsx";
import { DownloadButtons } from "./download-buttons.tsx";
import { JobTitle } from "./job-title.tsx";
import { PublishPart } from "./late-parts.tsx";
import { publishableResults } from "./publishable.ts";
import type { KnownJob } from "./use-job.ts";
import { useJobDeeds } from "./use-job-commands.ts";

const icons: Record<Exclude<JobAction, "download">, typeof X> = { retry: RotateCw, cancel: X, delete: Trash2 };
const looks = { retry: "primary", cancel: "plain", delete: "danger" } as const;

export function JobHead({ job }: { job: KnownJob }) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <JobTitle job={job} />
      <JobButtons job={job} />
    </header>
  );
}

function JobButtons({ job }: { job: KnownJob }) {
  const { actions, run, runAgain } = useJobDeeds(job);
  return (
    <div className="flex flex-wrap gap-2">
      {actions.map((action) => {
        if (action === "download") return <DownloadButtons key={action} job={job} />;
        const Icon = icons[action];
        return (
          <Button key={action} look={looks[action]} onClick={() => run(action)} className={action === "delete" ? "order-last" : undefined}>
            <Icon aria-hidden="true" className="size-4" />
            {actionWords[action]}
          </Button>
        );
      })}
      {runAgain && (
        <Button title="Drop a file again with these settings, and change them first" onClick={runAgain}>
          <CopyPlus aria-hidden="true" className="size-4" />
          Run again with…
        </Button>
      )}
      {publishableResults(job).length > 0 && <PublishPart job={job} />}
    </div>
  );
}
