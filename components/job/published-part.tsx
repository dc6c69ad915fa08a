"use client";

import Link from "next/link";
import type { JobPublished } from "#core/jobs/job";
import { formatBytes, plural } from "#core/words/format-number";

/** Where in the lake a job's rows are. */
export function PublishedPart({ published }: { published: JobPublished }) {
  const { table, rows, partitions, files, bytes } = published;
  const sql = `SELECT *\nFROM ${table}\nORDER BY _time\nLIMIT 100`;
  return (
    <section
      aria-label="In the lake"
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded border border-line bg-surface px-4 py-3 sm:px-5"
    >
      <p className="min-w-0 text-pretty">
        {rows === 0 ? (
          <>No row of it is in the lake.</>
        ) : (
          <>
            In the lake as <code className="figures font-medium">{table}</code>: {plural(partitions, "hour")}, {plural(files, "file")},{" "}
            {formatBytes(bytes)}
          </>
        )}
      </p>
      <Link href={`/query?${new URLSearchParams({ sql })}`} prefetch={false} className="rounded-sm text-accent hover:underline">
        Query {table}
      </Link>
    </section>
  );
}
