"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Card } from "#core/dashboards/dashboard";
import { errorSentence } from "../api/call-api.ts";
import { listSavedQueries } from "../api/queries-api.ts";
import { SelectField } from "../drops/rule-fields.tsx";
import { Fault } from "../ui/fault.tsx";
import { CardDialog } from "./card-dialog.tsx";
import type { CardDraft } from "./card-form.tsx";
import { newCard } from "./new-card.ts";

interface AddCardDialogProps {
  onClose: () => void;
  onAdd: (card: Card) => void;
}

const nothing: CardDraft = { title: "", sql: "", chart: null };

/** A card from a saved query, or from a statement that is written here. */
export function AddCardDialog({ onClose, onAdd }: AddCardDialogProps) {
  const { data: saved = [], error } = useQuery({ queryKey: ["saved-queries"], queryFn: ({ signal }) => listSavedQueries(signal) });
  const [chosen, setChosen] = useState("");
  const query = saved.find(({ id }) => id === chosen);
  const draft = query ? { title: query.title, sql: query.sql, chart: query.chart ?? null } : nothing;
  return (
    <CardDialogFor key={chosen} {...{ draft, onClose }} onAdd={onAdd}>
      <SelectField
        label="Saved query"
        value={chosen}
        onChange={setChosen}
        note={saved.length === 0 && !error ? "There are none yet: queries are saved where they are written." : undefined}
      >
        <option value="">None: written here</option>
        {saved.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <Fault>{error ? errorSentence(error) : null}</Fault>
    </CardDialogFor>
  );
}

interface CardDialogForProps extends AddCardDialogProps {
  draft: CardDraft;
  children: React.ReactNode;
}

function CardDialogFor({ draft, onClose, onAdd, children }: CardDialogForProps) {
  return (
    <CardDialog title="Add a card" action="Add the card" draft={draft} onClose={onClose} onSave={(card) => onAdd(newCard(card))}>
      {children}
    </CardDialog>
  );
}
