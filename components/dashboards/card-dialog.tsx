"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, type SubmitEvent, useState } from "react";
import type { QueryAnswerView } from "#core/api/queries-api";
import { suggestChart } from "#core/charts/suggest-chart";
import type { Card } from "#core/dashboards/dashboard";
import { DialogFoot } from "../ui/dialog-foot.tsx";
import { Modal } from "../ui/modal.tsx";
import { type CardDraft, CardForm } from "./card-form.tsx";
import { cardKey } from "./use-card-answer.ts";

interface CardDialogProps {
  title: string;
  /** What its button says. */
  action: string;
  draft: CardDraft;
  onClose: () => void;
  onSave: (card: Pick<Card, "title" | "sql" | "chart">) => void;
  /** Above the form. */
  children?: ReactNode;
}

/** Makes or changes a card. */
export function CardDialog({ title, action, draft: first, onClose, onSave, children }: CardDialogProps) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(first);
  const canSave = draft.title.trim() !== "" && draft.sql.trim() !== "";
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const answer = client.getQueryData<QueryAnswerView>(cardKey(draft.sql));
    const chart = draft.chart ?? (answer?.status === "succeeded" ? suggestChart(answer.columns, answer.rows) : { kind: "table" as const });
    onSave({ title: draft.title.trim(), sql: draft.sql, chart });
    onClose();
  };
  return (
    <Modal title={title} onClose={onClose} isWide>
      <form onSubmit={save} className="flex min-h-0 flex-col">
        <div className="flex flex-col gap-4 overflow-y-auto px-5 pb-5">
          {children}
          <CardForm draft={draft} onChange={setDraft} />
        </div>
        <DialogFoot action={action} isBusy={false} canSubmit={canSave} onClose={onClose} />
      </form>
    </Modal>
  );
}
