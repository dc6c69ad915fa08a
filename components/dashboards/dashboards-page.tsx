"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { LayoutDashboard, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { CardsView } from "#core/api/queries-api";
import type { DashboardBody } from "#core/dashboards/dashboard";
import { plural } from "#core/words/format-number";
import { createDashboard, listDashboards } from "../api/dashboards-api.ts";
import { Age } from "../frame/age.tsx";
import { late } from "../frame/late.tsx";
import { usePageActions } from "../frame/page-actions.ts";
import { PageLink } from "../frame/page-link.tsx";
import { useHiddenThings } from "../toasts/hidden-things.ts";
import { Button } from "../ui/button.tsx";
import { Fault } from "../ui/fault.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";
import { RowsSkeleton } from "../ui/rows-skeleton.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { useClosingAttempt } from "../ui/use-closing-attempt.ts";
import { ReadyList } from "./ready-list.tsx";
import { dashboardKey } from "./use-dashboard.ts";

const NameDialog = late(async () => (await import("./name-dialog.tsx")).NameDialog);

const nothing = () => undefined;

/** The workspace's dashboards, and those that come with the product. */
export function DashboardsPage() {
  const client = useQueryClient();
  const router = useRouter();
  const hidden = useHiddenThings();
  const [isNaming, setNaming] = useState(false);
  const { attempt, fault, isBusy } = useClosingAttempt(nothing);
  const { data, error, refetch } = useQuery({ queryKey: ["dashboards"], queryFn: ({ signal }) => listDashboards(signal) });
  const make = async (body: DashboardBody) => {
    const made = await createDashboard(body);
    client.setQueryData(dashboardKey(made.id), made);
    void client.invalidateQueries({ queryKey: ["dashboards"] });
    router.push(`/dashboards/${made.id}`);
  };
  usePageActions([{ words: "New dashboard", run: () => setNaming(true) }]);
  const shown = data?.filter(({ id }) => !hidden.has(id));
  return (
    <div className="flex flex-col gap-6">
      <div className="flex items-center justify-between gap-4">
        <h1 className="text-lg font-medium sm:text-xl">Dashboards</h1>
        <Button onClick={() => setNaming(true)}>
          <Plus aria-hidden="true" className="size-4" />
          New dashboard
        </Button>
      </div>
      {error && !data && <UnreadablePanel title="The dashboards could not be read" error={error} onRetry={refetch} />}
      {!data && !error && <RowsSkeleton label="Reading the dashboards" rows={3} rowClass="h-14" bars={["w-64", "w-16"]} />}
      {shown && (shown.length === 0 ? <NoDashboards /> : <DashboardList dashboards={shown} />)}
      {shown && (
        <ReadyList
          taken={new Set(shown.map(({ title }) => title))}
          isBusy={isBusy}
          onTake={({ title, cards }) => attempt(() => make({ title, cards }))}
        />
      )}
      <Fault>{fault}</Fault>
      {isNaming && (
        <NameDialog
          title="New dashboard"
          action="Make it"
          name=""
          onClose={() => setNaming(false)}
          onName={(title) => make({ title, cards: [] })}
        />
      )}
    </div>
  );
}

function NoDashboards() {
  return (
    <MessagePanel icon={<LayoutDashboard aria-hidden="true" className="size-7" />} title="No dashboards yet">
      A dashboard shows what saved queries answer, as tables and charts, and keeps up with what is published. Begin with one that is ready,
      or make an empty one.
    </MessagePanel>
  );
}

function DashboardList({ dashboards }: { dashboards: readonly CardsView[] }) {
  return (
    <ul aria-label="Dashboards" className="divide-y divide-line rounded border border-line bg-surface">
      {dashboards.map(({ id, title, cards, updatedAt }) => (
        <li
          key={id}
          className="relative flex items-center justify-between gap-4 px-4 py-3 transition-colors first:rounded-t last:rounded-b hover:bg-hover"
        >
          <PageLink href={`/dashboards/${id}`} className="min-w-0 truncate rounded-sm font-medium after:absolute after:inset-0">
            {title}
          </PageLink>
          <span className="flex shrink-0 gap-4 text-quiet text-xs">
            <span>{cards.length === 0 ? "empty" : plural(cards.length, "card")}</span>
            <span className="max-sm:hidden">
              changed <Age at={updatedAt} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
