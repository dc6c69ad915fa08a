"use client";

import { Bell as BellIcon } from "lucide-react";
import { type ComponentProps, lazy, Suspense, useMemo, useState } from "react";
import { isTerminal } from "#core/jobs/job-status";
import type { JobSummary } from "#core/jobs/job-view";
import { useHiddenJobs, useJobs } from "../jobs/use-jobs.ts";
import { Button } from "../ui/button.tsx";
import { keepHere, readKept } from "../ui/kept-here.ts";
import { newsTime } from "../words/job-words.ts";
import { loadLate } from "./load-late.ts";

const mostShown = 50;
const seenKey = "sluice.bell.seen";

const BellPopover = lazy(() => loadLate(() => import("./bell-popover.tsx")).then((module) => ({ default: module.BellPopover })));

/** The last jobs that came to an end, as the server tells them; so the same on every device. */
function useNews(): JobSummary[] {
  const jobs = useJobs();
  const hidden = useHiddenJobs();
  return useMemo(() => {
    const ended = [...jobs.values()].filter((job) => isTerminal(job.status) && !hidden.has(job.id));
    return ended.sort((a, b) => (newsTime(a) < newsTime(b) ? 1 : -1)).slice(0, mostShown);
  }, [jobs, hidden]);
}

function readSeen(): string {
  const kept = readKept(seenKey);
  return typeof kept === "string" ? kept : "";
}

export function Bell() {
  const news = useNews();
  const [isWanted, setWanted] = useState(false);
  const [seen, setSeen] = useState<string | null>(null);
  const readUntil = seen ?? (news.length > 0 ? readSeen() : "");
  const unread = news.filter((job) => newsTime(job) > readUntil).length;
  const markRead = () => {
    const [latest] = news;
    if (!latest) return;
    keepHere(seenKey, newsTime(latest));
    setSeen(newsTime(latest));
  };
  if (!isWanted) return <BellButton unread={unread} aria-haspopup="dialog" aria-expanded={false} onClick={() => setWanted(true)} />;
  return (
    <Suspense fallback={<BellButton unread={unread} />}>
      <BellPopover news={news} readUntil={readUntil} onRead={markRead} trigger={<BellButton unread={unread} />} />
    </Suspense>
  );
}

function BellButton({ unread, ...rest }: ComponentProps<"button"> & { unread: number }) {
  const label = unread === 0 ? "Notifications" : `Notifications, ${unread} new`;
  return (
    <Button look="ghost" size="icon-small" aria-label={label} title={label} {...rest}>
      <span className="relative">
        <BellIcon aria-hidden="true" className="size-4" />
        {unread > 0 && (
          <span aria-hidden="true" className="absolute -top-1 -right-1 box-content size-2 rounded-full border-2 border-ground bg-accent" />
        )}
      </span>
    </Button>
  );
}
