"use client";

import { useIsFetching, useQueryClient } from "@tanstack/react-query";
import { CloudOff, Ellipsis, LayoutDashboard, Plus, RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { isApiError } from "#core/api/api-error";
import type { CardsView } from "#core/api/queries-api";
import { withCard } from "#core/dashboards/edit-cards";
import { late } from "../frame/late.tsx";
import { usePageActions } from "../frame/page-actions.ts";
import { PageLink } from "../frame/page-link.tsx";
import { Button, buttonClass, IconButton } from "../ui/button.tsx";
import { Menu } from "../ui/menu.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { UnreadablePanel } from "../ui/unreadable-panel.tsx";
import { deleteDashboardLater } from "./delete-dashboard.ts";
import { NameDialog } from "./name-dialog.tsx";
import { useDashboard } from "./use-dashboard.ts";
import { useLiveCards } from "./use-live-cards.ts";

const CardGrid = late(async () => (await import("./card-grid.tsx")).CardGrid, <CardsSkeleton />);
const AddCardDialog = late(async () => (await import("./add-card-dialog.tsx")).AddCardDialog);

/** One dashboard: its cards, which run by themselves and again when something is published. */
export function DashboardPage({ id }: { id: string }) {
  const { dashboard, error, readAgain, change } = useDashboard(id);
  if (error) {
    const isGone = isApiError(error) && error.code === "not-found";
    return isGone ? (
      <NoSuchDashboard />
    ) : (
      <UnreadablePanel title="The dashboard could not be read" error={error} onRetry={readAgain} isPage />
    );
  }
  if (!dashboard) return <DashboardSkeleton />;
  return <Dashboard dashboard={dashboard} change={change} />;
}

type Change = ReturnType<typeof useDashboard>["change"];

function Dashboard({ dashboard, change }: { dashboard: CardsView; change: Change }) {
  const { title, cards } = dashboard;
  const [open, setOpen] = useState<"add" | "name" | null>(null);
  const close = () => setOpen(null);
  useLiveCards(cards);
  useEffect(() => {
    document.title = `${title} · Sluice`;
  }, [title]);
  return (
    <div className="flex flex-col gap-5">
      <DashboardHead dashboard={dashboard} onAdd={() => setOpen("add")} onName={() => setOpen("name")} />
      {cards.length === 0 ? <NoCards onAdd={() => setOpen("add")} /> : <CardGrid cards={cards} change={change} />}
      {open === "add" && (
        <AddCardDialog onClose={close} onAdd={(card) => change((body) => ({ ...body, cards: withCard(body.cards, card) }))} />
      )}
      {open === "name" && (
        <NameDialog
          title="Rename the dashboard"
          action="Rename"
          name={title}
          onClose={close}
          onName={(name) => change((body) => ({ ...body, title: name }))}
        />
      )}
    </div>
  );
}

function DashboardHead({ dashboard, onAdd, onName }: { dashboard: CardsView; onAdd: () => void; onName: () => void }) {
  const { id, title, cards } = dashboard;
  const client = useQueryClient();
  const router = useRouter();
  const isRunning = useIsFetching({ queryKey: ["card"] }) > 0;
  const refresh = () => void client.invalidateQueries({ queryKey: ["card"] });
  const remove = () => {
    deleteDashboardLater(dashboard, client);
    router.push("/dashboards");
  };
  usePageActions([
    { words: "Add a card", run: onAdd },
    ...(cards.length > 0 ? [{ words: "Refresh all cards", run: refresh }] : []),
    { words: "Rename the dashboard", run: onName },
    { words: "Delete the dashboard", run: remove },
  ]);
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <h1 key={id} className="min-w-0 text-lg font-medium wrap-anywhere sm:text-xl">
        {title}
      </h1>
      <div className="flex gap-2">
        {cards.length > 0 && (
          <Button onClick={refresh} disabled={isRunning}>
            <RotateCw aria-hidden="true" className={isRunning ? "size-4 motion-safe:animate-spin" : "size-4"} />
            {isRunning ? "Refreshing" : "Refresh"}
          </Button>
        )}
        <Button onClick={onAdd}>
          <Plus aria-hidden="true" className="size-4" />
          Add a card
        </Button>
        <Menu
          label="More of this dashboard"
          leavesFocus
          trigger={
            <IconButton label="More" look="plain" size="icon">
              <Ellipsis aria-hidden="true" className="size-4" />
            </IconButton>
          }
          items={[
            { id: "name", words: "Rename", onSelect: onName },
            { id: "delete", words: "Delete", onSelect: remove },
          ]}
        />
      </div>
    </header>
  );
}

function NoCards({ onAdd }: { onAdd: () => void }) {
  return (
    <MessagePanel
      icon={<LayoutDashboard aria-hidden="true" className="size-7" />}
      title="No cards yet"
      actions={
        <>
          <Button look="primary" onClick={onAdd}>
            Add a card
          </Button>
          <PageLink href="/query" className={buttonClass({})}>
            Write a query
          </PageLink>
        </>
      }
    >
      A card is what a query answers: a table, a number or a chart. Take one from the saved queries, or write one and add it from there.
    </MessagePanel>
  );
}

function NoSuchDashboard() {
  return (
    <MessagePanel
      icon={<CloudOff aria-hidden="true" className="size-7" />}
      title="There is no such dashboard"
      isPage
      actions={
        <PageLink href="/dashboards" className={buttonClass({})}>
          All dashboards
        </PageLink>
      }
    >
      It was deleted, or it belongs to another workspace.
    </MessagePanel>
  );
}

function DashboardSkeleton() {
  return (
    <div className="flex flex-col gap-5">
      <Skeleton className="h-9 w-64" />
      <CardsSkeleton />
    </div>
  );
}

function CardsSkeleton() {
  return (
    <div role="status" aria-label="Reading the cards" className="grid gap-4 md:grid-cols-2">
      {["a", "b", "c", "d"].map((place) => (
        <Skeleton key={place} className="h-72 rounded" />
      ))}
    </div>
  );
}
