"use client";

import { StyleInjector } from "@dnd-kit/dom";
import { DragDropProvider } from "@dnd-kit/react";
import { isSortable } from "@dnd-kit/react/sortable";
import { useState } from "react";
import type { Card } from "#core/dashboards/dashboard";
import { changeCard, moveCard, withCard, withoutCard } from "#core/dashboards/edit-cards";
import { styleNonce } from "../frame/style-nonce.tsx";
import { toastsStore } from "../toasts/toasts-store.ts";
import { DashboardCard } from "./dashboard-card.tsx";
import { EditCardDialog } from "./edit-card-dialog.tsx";
import type { useDashboard } from "./use-dashboard.ts";

interface CardGridProps {
  cards: readonly Card[];
  change: ReturnType<typeof useDashboard>["change"];
}

/** The cards in twelve columns; on a narrow screen one below another. */
export function CardGrid({ cards, change }: CardGridProps) {
  const [edited, setEdited] = useState<string | null>(null);
  const nonce = styleNonce();
  const editedCard = cards.find(({ id }) => id === edited);
  const changeCards = (edit: (cards: readonly Card[]) => Card[]) => change((body) => ({ ...body, cards: edit(body.cards) }));
  const move = (id: string, to: number) => changeCards((all) => moveCard(all, id, to));
  const remove = (card: Card, place: number) => {
    changeCards((all) => withoutCard(all, card.id));
    const putBack = () => changeCards((all) => withCard(withoutCard(all, card.id), card, Math.min(place, all.length)));
    toastsStore.show({
      id: `card-${card.id}`,
      tone: "waiting",
      line: `Took away the card ${card.title}`,
      action: { label: "Undo", run: putBack },
    });
  };
  return (
    <DragDropProvider
      plugins={(defaults) => [...defaults, ...(nonce === undefined ? [] : [StyleInjector.configure({ nonce })])]}
      onDragEnd={({ canceled, operation: { source: dragged } }) => {
        if (!canceled && isSortable(dragged)) move(String(dragged.id), dragged.index);
      }}
    >
      <ol aria-label="Cards" className="grid grid-cols-1 gap-4 md:grid-cols-12">
        {cards.map((card, place) => (
          <DashboardCard
            key={card.id}
            card={card}
            place={place}
            count={cards.length}
            onMove={(to) => move(card.id, to)}
            onResize={(width) => changeCards((all) => changeCard(all, card.id, { width }))}
            onEdit={() => setEdited(card.id)}
            onRemove={() => remove(card, place)}
          />
        ))}
      </ol>
      {editedCard && (
        <EditCardDialog
          card={editedCard}
          onClose={() => setEdited(null)}
          onSave={(edit) => changeCards((all) => changeCard(all, editedCard.id, edit))}
        />
      )}
    </DragDropProvider>
  );
}
