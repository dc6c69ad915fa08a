"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { JobSummary } from "#core/jobs/job-view";
import { useMediaQuery } from "../ui/use-media-query.ts";
import { JobRow } from "./job-row.tsx";
import { useRowKeys } from "./use-row-keys.ts";

const wideRow = 64;
const narrowRow = 92;
/** What a row moved to keeps clear of: the top bar, and the bottom one of narrow windows. */
const edgeRoom = 72;
/** Rows from the end at which more are read. */
const readAhead = 15;

interface JobListProps {
  rows: readonly JobSummary[];
  readMore: () => void;
}

/** The live list: only what is in view is in the page, so ten thousand jobs scroll as ten. */
export function JobList({ rows, readMore }: JobListProps) {
  const listRef = useRef<HTMLUListElement>(null);
  const rowHeight = useMediaQuery("(min-width: 768px)") ? wideRow : narrowRow;
  const [scrollMargin, setScrollMargin] = useState(0);
  useLayoutEffect(() => setScrollMargin(listRef.current?.offsetTop ?? 0), []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: edgeRoom,
    scrollPaddingEnd: edgeRoom,
    scrollMargin,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  useLayoutEffect(() => {
    if (rowHeight > 0) virtualizer.measure();
  }, [virtualizer, rowHeight]);
  const [newestAtFirst] = useState(() => rows[0]?.id ?? "");
  useStillUnderThePointer(rows, rowHeight, scrollMargin);
  useRowKeys(rows, (index) => virtualizer.scrollToIndex(index));

  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - readAhead) readMore();
  }, [last, rows.length, readMore]);

  return (
    <ul
      ref={listRef}
      aria-label="Jobs"
      className="relative overflow-hidden rounded border border-line bg-surface"
      style={{ height: virtualizer.getTotalSize() + 2 }}
    >
      {items.map((item) => {
        const job = rows[item.index];
        if (!job) return null;
        return (
          <li
            key={item.key}
            aria-setsize={rows.length}
            aria-posinset={item.index + 1}
            className="absolute inset-x-0 top-0 border-line [&:not(:last-child)]:border-b"
            style={{ height: item.size, transform: `translateY(${item.start - scrollMargin}px)` }}
          >
            {/* Only rows that came while the list was shown slide in. */}
            <div className={job.id > newestAtFirst ? "h-full animate-row-in" : "h-full"}>
              <JobRow job={job} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** Where somebody has scrolled down, new rows above move the page along, so that nothing moves under the pointer. */
function useStillUnderThePointer(rows: readonly JobSummary[], rowHeight: number, top: number): void {
  const before = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const added = before.current === undefined ? 0 : rows.findIndex((row) => row.id === before.current);
    before.current = rows[0]?.id;
    if (added > 0 && scrollY > top) scrollBy(0, added * rowHeight);
  }, [rows, rowHeight, top]);
}
