"use client";

import { DetailsPart } from "./details-part.tsx";
import { IssuesPart } from "./issues-part.tsx";
import type { JobTabId } from "./job-tabs.ts";
import { JobRows, ProfilePart, RejectsPart } from "./late-parts.tsx";
import { OutputPart } from "./output-part.tsx";
import type { KnownJob } from "./use-job.ts";

export function JobTabContent({ job, tab }: { job: KnownJob; tab: JobTabId }) {
  switch (tab) {
    case "output":
      return <OutputPart job={job} />;
    case "input":
      return <JobRows job={job} of="input" />;
    case "aside":
      return <RejectsPart job={job} />;
    case "profile":
      return <ProfilePart job={job} />;
    case "issues":
      return <IssuesPart job={job} />;
    case "details":
      return <DetailsPart job={job} />;
  }
}
