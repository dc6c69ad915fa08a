"use client";

import { lazy, Suspense, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { JobSummary } from "#core/jobs/job-view";
import { loadLate } from "../frame/load-late.ts";
import { useMediaQuery } from "../ui/use-media-query.ts";
import { JobListItem } from "./job-list-item.tsx";
import { focusedJob, useRowKeys } from "./use-row-keys.ts";
import { useStillUnderThePointer } from "./use-still-under-the-pointer.ts";

const LongJobList = lazy(() => loadLate(() => import("./long-job-list.tsx")).then((module) => ({ default: module.LongJobList })));

const wideRow = 64;
const narrowRow = 92;
/** So many rows are simply in the page. What keeps the others out of it is loaded for longer lists only. */
const plainRows = 60;

export interface ShownJobs {
  rows: readonly JobSummary[];
  rowHeight: number;
  /** Only rows that came while the list was shown slide in. */
  newestAtFirst: string;
  readMore: () => void;
}

/** The live list. */
export function JobList({ rows, readMore }: Pick<ShownJobs, "rows" | "readMore">) {
  const rowHeight = useMediaQuery("(min-width: 768px)") ? wideRow : narrowRow;
  const [newestAtFirst] = useState(() => rows[0]?.id ?? "");
  // A list that was long stays so: a row less must not put all of them into the page anew.
  const [isLong, setLong] = useState(false);
  if (!isLong && rows.length > plainRows) setLong(true);
  const focused = useLastFocused();
  const shown = { rows, rowHeight, newestAtFirst, readMore };
  if (!isLong) return <PlainJobList {...shown} />;
  return (
    <Suspense fallback={<PlainJobList {...shown} rows={rows.slice(0, plainRows)} />}>
      <LongJobList {...shown} focused={focused} />
    </Suspense>
  );
}

function useLastFocused() {
  const focused = useRef<string | null>(null);
  useEffect(() => {
    const remember = () => {
      focused.current = focusedJob();
    };
    document.addEventListener("focusin", remember);
    return () => document.removeEventListener("focusin", remember);
  }, []);
  return focused;
}

function PlainJobList({ rows, rowHeight, newestAtFirst, readMore }: ShownJobs) {
  const listRef = useRef<HTMLUListElement>(null);
  const endRef = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(listRef.current?.offsetTop ?? 0), []);
  useStillUnderThePointer(rows, rowHeight, top);
  useRowKeys(rows, (index) => listRef.current?.children[index]?.scrollIntoView({ block: "nearest" }));
  useEffect(() => {
    const end = endRef.current;
    if (!end || rows.length === 0) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && readMore(), { rootMargin: "0px 0px 800px 0px" });
    observer.observe(end);
    return () => observer.disconnect();
  }, [rows.length, readMore]);
  return (
    <>
      <ul ref={listRef} aria-label="Jobs" className="overflow-hidden rounded border border-line bg-surface">
        {rows.map((job, place) => (
          <JobListItem
            key={job.id}
            job={job}
            place={place}
            count={rows.length}
            isNew={job.id > newestAtFirst}
            className="scroll-my-18"
            style={{ height: rowHeight }}
          />
        ))}
      </ul>
      <div ref={endRef} className="-mt-px h-px" />
    </>
  );
}
