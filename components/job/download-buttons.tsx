"use client";

import { ChevronDown, Download } from "lucide-react";
import { formatBytes } from "#core/words/format-number";
import { mainResult } from "../jobs/job-facts.ts";
import { actionWords, downloadOrSay, runJobAction } from "../jobs/run-job-action.ts";
import { Button } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import { explainResult, offeredResults } from "./result-words.ts";
import type { KnownJob } from "./use-job.ts";

/** What the person came for at a press; everything else in a menu beside it. */
export function DownloadButtons({ job }: { job: KnownJob }) {
  const main = mainResult(job);
  const results = offeredResults(job.results).sort((a, b) => Number(b.name === main?.name) - Number(a.name === main?.name));
  const items = results.map((result) => ({
    id: result.name,
    words: result.name,
    detail: explainResult(result),
    note: formatBytes(result.bytes),
    onSelect: () => void downloadOrSay(job.id, result.name),
  }));
  return (
    <div className="flex gap-px">
      <Button look="primary" className="rounded-r-none" onClick={() => void runJobAction("download", job)}>
        <Download aria-hidden="true" className="size-4" />
        {actionWords.download}
      </Button>
      <Menu
        label="Files to download"
        items={items}
        trigger={
          <Button look="primary" aria-label="Other files" title="Other files" className="rounded-l-none px-2">
            <ChevronDown aria-hidden="true" className="size-4" />
          </Button>
        }
      />
    </div>
  );
}
