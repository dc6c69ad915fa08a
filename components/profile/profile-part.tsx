"use client";

import { ChartNoAxesColumn } from "lucide-react";
import { useState } from "react";
import type { ProfiledTable } from "#core/profile/profile";
import { MessagePanel } from "../ui/message-panel.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { AnalyseAgain } from "./analyse-again.tsx";
import { ProfileSkeleton } from "./profile-skeleton.tsx";
import { TableChoice } from "./table-choice.tsx";
import { TableProfilePart } from "./table-profile-part.tsx";
import { type ProfiledJob, useProfile } from "./use-profile.ts";

/** The tab Profile: what is in each column of the job's tables. */
export function ProfilePart({ job }: { job: ProfiledJob }) {
  const { profile, error, readAgain } = useProfile(job);
  const [chosen, setChosen] = useState(0);
  const profiled = profile?.tables.filter((table) => table.profile !== null) ?? [];
  const table = profiled[chosen] ?? profiled[0];
  if (table?.profile) {
    return (
      <div className="flex flex-col gap-4">
        {profiled.length > 1 && <TableChoice tables={profiled} chosen={profiled.indexOf(table)} onChoose={setChosen} />}
        <TableProfilePart key={`${table.of} ${table.n}`} table={table} profile={table.profile} />
      </div>
    );
  }
  if (job.analysis === "pending" || (job.analysis === "done" && !profile && !error))
    return <ProfileSkeleton isPending={job.analysis === "pending"} />;
  if (error) return <UnreadablePanel title="The profile could not be read" error={error} onRetry={readAgain} />;
  return (
    <MessagePanel
      icon={<ChartNoAxesColumn className="size-7" />}
      title="There is no profile"
      actions={job.analysis === "failed" && <AnalyseAgain jobId={job.id} />}
    >
      {job.analysisError?.message ?? whyNone(profile?.tables ?? [])}
    </MessagePanel>
  );
}

function whyNone(tables: readonly ProfiledTable[]): string {
  return tables.find(({ why }) => why !== undefined)?.why ?? "This job left no table to be looked at.";
}
