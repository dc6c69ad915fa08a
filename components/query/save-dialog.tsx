"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { QueryAnswerView, SavedQueryView } from "#core/api/queries-api";
import type { ChartSpec } from "#core/charts/chart-spec";
import { createSavedQuery, updateSavedQuery } from "../api/queries-api.ts";
import { Button } from "../ui/button.tsx";
import { Fault } from "../ui/fault.tsx";
import { inputClass } from "../ui/input-class.ts";
import { Modal } from "../ui/modal.tsx";
import { useClosingAttempt } from "../ui/use-closing-attempt.ts";
import { drawableSpec } from "./drawable-spec.ts";

interface SaveDialogProps {
  sql: string;
  /** How its answer is drawn; null where nothing was chosen. */
  chart: ChartSpec | null;
  /** The answer that is shown as a chart; null where rows are shown. */
  answer: QueryAnswerView | null;
  /** What it was opened from. */
  saved: SavedQueryView | null;
  onSaved: (saved: SavedQueryView) => void;
  onClose: () => void;
}

/** Keeps a statement under a title, or what was changed of one that is kept. */
export function SaveDialog({ sql, chart: chosen, answer, saved, onSaved, onClose }: SaveDialogProps) {
  const chart = answer ? drawableSpec(chosen, answer.columns, answer.rows) : chosen;
  const [title, setTitle] = useState(saved?.title ?? "");
  const { attempt, fault, isBusy } = useClosingAttempt(onClose);
  const queries = useQueryClient();
  const isBlank = title.trim() === "";
  const save = (asNew: boolean) =>
    attempt(async () => {
      const body = { title: title.trim(), sql, ...(chart && { chart }) };
      const kept = saved && !asNew ? await updateSavedQuery(saved.id, { ...body, version: saved.version }) : await createSavedQuery(body);
      await queries.invalidateQueries({ queryKey: ["saved-queries"] });
      onSaved(kept);
    });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!isBlank) save(saved === null);
  };
  return (
    <Modal title={saved ? "Save the changes" : "Save the query"} onClose={onClose}>
      <form onSubmit={onSubmit} className="flex flex-col gap-3 overflow-y-auto px-5 pb-5">
        <label className="flex flex-col gap-1">
          <span className="font-medium">Title</span>
          <input value={title} maxLength={100} onChange={(event) => setTitle(event.target.value)} className={inputClass} />
        </label>
        <p className="text-quiet">
          {chart ? "The statement and its chart are kept." : "The statement is kept; its answer is asked for anew."}
        </p>
        <Fault>{fault}</Fault>
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          {saved && (
            <Button disabled={isBlank || isBusy} onClick={() => save(true)}>
              Save as another
            </Button>
          )}
          <Button type="submit" look="primary" disabled={isBlank || isBusy}>
            {saved ? "Save the changes" : "Save"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
