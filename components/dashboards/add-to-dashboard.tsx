"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type SubmitEvent, useState } from "react";
import type { CardsView } from "#core/api/queries-api";
import type { ChartSpec } from "#core/charts/chart-spec";
import { withCard } from "#core/dashboards/edit-cards";
import { errorSentence } from "../api/call-api.ts";
import { createDashboard, listDashboards, updateDashboard } from "../api/dashboards-api.ts";
import { SelectField, TextField } from "../drops/rule-fields.tsx";
import { toastsStore } from "../toasts/toasts-store.ts";
import { DialogFoot } from "../ui/dialog-foot.tsx";
import { Fault } from "../ui/fault.tsx";
import { Modal } from "../ui/modal.tsx";
import { useClosingAttempt } from "../ui/use-closing-attempt.ts";
import { newCard } from "./new-card.ts";
import { dashboardKey } from "./use-dashboard.ts";

interface AddToDashboardProps {
  /** What the card is called, unless it is changed here. */
  title: string;
  sql: string;
  chart: ChartSpec;
  onClose: () => void;
}

const none: readonly CardsView[] = [];

/** Puts a query, drawn as it is now, on a dashboard that there is or on a new one. */
export function AddToDashboard({ title, sql, chart, onClose }: AddToDashboardProps) {
  const client = useQueryClient();
  const router = useRouter();
  const { data = none, error, isPending } = useQuery({ queryKey: ["dashboards"], queryFn: ({ signal }) => listDashboards(signal) });
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [cardTitle, setCardTitle] = useState(title);
  const { attempt, fault, isBusy } = useClosingAttempt(onClose);
  const dashboard = chosen === "" ? undefined : (data.find(({ id }) => id === chosen) ?? data[0]);
  const put = async () => {
    const card = newCard({ title: cardTitle.trim(), sql, chart });
    const saved = dashboard
      ? await updateDashboard(dashboard.id, { title: dashboard.title, cards: withCard(dashboard.cards, card), version: dashboard.version })
      : await createDashboard({ title: name.trim(), cards: [card] });
    client.setQueryData(dashboardKey(saved.id), saved);
    toastsStore.show({
      id: `card-${card.id}`,
      tone: "done",
      line: `${card.title} is on ${saved.title}`,
      action: { label: "Open", run: () => router.push(`/dashboards/${saved.id}`) },
    });
  };
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    // A refusal is mostly that somebody else changed it: the next attempt begins with theirs.
    attempt(() => put().finally(() => client.invalidateQueries({ queryKey: ["dashboards"] })));
  };
  const isReady = !isPending && cardTitle.trim() !== "" && (dashboard !== undefined || name.trim() !== "");
  return (
    <Modal title="Add to a dashboard" onClose={onClose}>
      <form onSubmit={save} className="flex min-h-0 flex-col">
        <div className="flex flex-col gap-4 overflow-y-auto px-5 pb-5">
          {data.length > 0 && (
            <SelectField label="Dashboard" value={dashboard?.id ?? ""} onChange={setChosen}>
              {data.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.title}
                </option>
              ))}
              <option value="">A new one</option>
            </SelectField>
          )}
          {dashboard === undefined && <TextField label="Name of the dashboard" required maxLength={100} value={name} onChange={setName} />}
          <TextField label="Name of the card" required maxLength={100} value={cardTitle} onChange={setCardTitle} />
          <Fault>{fault ?? (error ? errorSentence(error) : null)}</Fault>
        </div>
        <DialogFoot action="Add" isBusy={isBusy} canSubmit={isReady} onClose={onClose} />
      </form>
    </Modal>
  );
}
