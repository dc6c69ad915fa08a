"use client";

import { ChevronRight } from "lucide-react";
import { usePathname } from "next/navigation";
import { useJobSummary } from "../jobs/use-jobs.ts";
import { jobName } from "../words/job-words.ts";
import { PageLink } from "./page-link.tsx";
import { isAt, places } from "./places.ts";

export function WhereIAm() {
  const pathname = usePathname();
  const [, section, id] = pathname.split("/");
  const job = useJobSummary(section === "jobs" ? (id ?? "") : "");
  if (section !== "jobs" || id === undefined) {
    return <span className="font-medium max-sm:sr-only">{places.find((place) => isAt(place, pathname))?.name}</span>;
  }
  return (
    <nav aria-label="Where you are" className="flex min-w-0 items-center gap-1.5">
      <PageLink href="/" className="rounded-sm font-medium text-quiet hover:text-ink">
        Jobs
      </PageLink>
      <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-quiet max-sm:hidden" />
      <span aria-current="page" className="truncate font-medium max-sm:hidden">
        {job ? jobName(job) : "A job"}
      </span>
    </nav>
  );
}
