"use client";

import { Bell as BellIcon } from "lucide-react";
import Link from "next/link";
import { Popover } from "radix-ui";
import { useMemo, useState } from "react";
import type { JobSummary } from "#core/jobs/job-view";
import { useHiddenJobs, useJobs } from "../jobs/use-jobs.ts";
import { Button } from "../ui/button.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import { plural } from "../words/format-number.ts";
import { failureLine, isTerminal, jobName } from "../words/job-words.ts";
import { Age } from "./age.tsx";

const mostShown = 50;
const seenKey = "sluice.bell.seen";

/** The last jobs that came to an end, as the server tells them; so the same on every device. */
function useNews(): JobSummary[] {
  const jobs = useJobs();
  const hidden = useHiddenJobs();
  return useMemo(() => {
    const ended = [...jobs.values()].filter((job) => isTerminal(job.status) && !hidden.has(job.id));
    return ended.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)).slice(0, mostShown);
  }, [jobs, hidden]);
}

export function Bell() {
  const news = useNews();
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState<string | null>(null);
  const readUntil = seen ?? (news.length > 0 ? localStorage.getItem(seenKey) : null) ?? "";
  const unread = news.filter((job) => job.updatedAt > readUntil).length;
  const label = unread === 0 ? "Notifications" : `Notifications, ${unread} new`;
  const change = (next: boolean) => {
    setOpen(next);
    const [latest] = news;
    if (next || !latest) return;
    localStorage.setItem(seenKey, latest.updatedAt);
    setSeen(latest.updatedAt);
  };
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger asChild>
        <Button look="ghost" size="icon-small" aria-label={label} title={label} className="relative">
          <BellIcon aria-hidden="true" className="size-4" />
          {unread > 0 && (
            <span
              aria-hidden="true"
              className="absolute top-1.5 right-1.5 size-2 rounded-full border-2 border-ground bg-accent box-content"
            />
          )}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          data-popover=""
          aria-label="Notifications"
          align="end"
          sideOffset={8}
          collisionPadding={12}
          className="z-40 flex max-h-[min(32rem,70dvh)] w-[min(24rem,calc(100vw-24px))] animate-fade-in flex-col rounded border border-line bg-raised"
        >
          <h2 className="border-line border-b px-4 py-3 font-medium">Notifications</h2>
          {news.length === 0 ? (
            <p className="px-4 py-8 text-center text-quiet">Nothing has finished yet. What does shows up here, on every device.</p>
          ) : (
            <ul className="overflow-y-auto p-1">
              {news.map((job) => (
                <NewsItem key={job.id} job={job} unread={job.updatedAt > readUntil} onFollow={() => change(false)} />
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
          <Age at={job.updatedAt} className="shrink-0 text-xs text-quiet" />
        </span>
        <span className="flex items-center gap-2 text-xs text-quiet">
          <StatusMark status={job.status} setAside={rejected > 0} className="text-xs" />
          <span className="truncate">{job.status === "succeeded" ? outcome : failureLine(job)}</span>
          {unread && <span className="ml-auto shrink-0 font-medium text-accent">New</span>}
        </span>
      </Link>
    </li>
  );
}
