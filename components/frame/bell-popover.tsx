"use client";

import Link from "next/link";
import { Popover } from "radix-ui";
import { type ReactNode, useState } from "react";
import type { JobSummary } from "#core/jobs/job-view";
import { plural } from "#core/words/format-number";
import { StatusMark } from "../ui/status-mark.tsx";
import { failureLine, jobName, newsTime, wantsLook } from "../words/job-words.ts";
import { Age } from "./age.tsx";

interface BellPopoverProps {
  news: readonly JobSummary[];
  /** What changed up to this time was seen before. */
  readUntil: string;
  onRead: () => void;
  trigger: ReactNode;
}

/** Open from the start: it is fetched by the first press on the bell. */
export function BellPopover({ news, readUntil, onRead, trigger }: BellPopoverProps) {
  const [open, setOpen] = useState(true);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) onRead();
  };
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          data-popover=""
          aria-label="Notifications"
          align="end"
          sideOffset={8}
          collisionPadding={12}
          className="z-40 flex max-h-[min(32rem,70dvh)] w-96 max-w-(--radix-popover-content-available-width) animate-fade-in flex-col rounded border border-line bg-raised"
        >
          <h2 className="border-line border-b px-4 py-3 font-medium">Notifications</h2>
          {news.length === 0 ? (
            <p className="px-4 py-8 text-center text-quiet">Nothing has finished yet. What does shows up here, on every device.</p>
          ) : (
            <ul className="overflow-y-auto p-1">
              {news.map((job) => (
                <NewsItem key={job.id} job={job} unread={newsTime(job) > readUntil} onFollow={() => change(false)} />
              ))}
            </ul>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function NewsItem({ job, unread, onFollow }: { job: JobSummary; unread: boolean; onFollow: () => void }) {
  const rejected = job.counts?.rejected ?? 0;
  const outcome = rejected > 0 ? `${plural(rejected, "row")} set aside` : plural(job.counts?.out ?? 0, "row");
  return (
    <li>
      <Link
        href={`/jobs/${job.id}`}
        prefetch={false}
        onClick={onFollow}
        className="flex flex-col gap-0.5 rounded-sm px-3 py-2 hover:bg-hover"
      >
        <span className="flex items-baseline justify-between gap-3">
          <span className="truncate font-medium">{jobName(job)}</span>
          <Age at={newsTime(job)} className="shrink-0 text-xs text-quiet" />
        </span>
        <span className="flex items-center gap-2 text-xs text-quiet">
          <StatusMark status={job.status} wantsLook={wantsLook(job)} className="text-xs" />
          <span className="truncate">{job.status === "succeeded" ? outcome : failureLine(job)}</span>
          {unread && <span className="ml-auto shrink-0 font-medium text-accent">New</span>}
        </span>
      </Link>
    </li>
  );
}
