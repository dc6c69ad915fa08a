"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ShownJobs } from "./job-list.tsx";
import { JobListItem } from "./job-list-item.tsx";
import { focusRow, useRowKeys } from "./use-row-keys.ts";
import { useStillUnderThePointer } from "./use-still-under-the-pointer.ts";

/** What a row moved to keeps clear of: the top bar, and the bottom one of narrow windows. */
const edgeRoom = 72;
/** Rows from the end at which more are read. */
const readAhead = 15;

interface LongJobListProps extends ShownJobs {
  /** The job that had the focus in the list that stood here before. */
  focused: RefObject<string | null>;
}

/** Only what is in view is in the page, so ten thousand jobs scroll as ten. */
export function LongJobList({ rows, rowHeight, newestAtFirst, readMore, focused }: LongJobListProps) {
  const listRef = useRef<HTMLUListElement>(null);
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
  useStillUnderThePointer(rows, rowHeight, scrollMargin);
  useRowKeys(rows, (index) => virtualizer.scrollToIndex(index));

  useEffect(() => {
    if (focused.current !== null && document.activeElement === document.body) focusRow(focused.current);
  }, [focused]);

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
          <JobListItem
            key={item.key}
            job={job}
            place={item.index}
            count={rows.length}
            isNew={job.id > newestAtFirst}
            className="absolute inset-x-0 top-0"
            style={{ height: item.size, transform: `translateY(${item.start - scrollMargin}px)` }}
          />
        );
      })}
    </ul>
  );
}
