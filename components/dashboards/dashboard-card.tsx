"use client";

import { useSortable } from "@dnd-kit/react/sortable";
import { clsx } from "clsx";
import { Ellipsis, GripVertical } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useState } from "react";
import type { Card } from "#core/dashboards/dashboard";
import { cardWidths } from "#core/dashboards/edit-cards";
import { formatPlace } from "../query/use-place.ts";
import { IconButton } from "../ui/button.tsx";
import { Menu, type MenuItem } from "../ui/menu.tsx";
import { CardAnswer } from "./card-answer.tsx";
import { CardFoot } from "./card-foot.tsx";
import { useCardAnswer } from "./use-card-answer.ts";

interface DashboardCardProps {
  card: Card;
  /** Its place in the order, 0-based. */
  place: number;
  count: number;
  onMove: (to: number) => void;
  onResize: (width: Card["width"]) => void;
  onEdit: () => void;
  onRemove: () => void;
}

const spans: Record<Card["width"], string> = {
  3: "md:col-span-6 xl:col-span-3",
  4: "md:col-span-4",
  6: "md:col-span-6",
  12: "md:col-span-12",
};
const widthWords: Record<Card["width"], string> = { 3: "A quarter wide", 4: "A third wide", 6: "Half wide", 12: "As wide as the page" };

/** A card: what its statement answers, with a handle to move it and a menu for everything else. */
export function DashboardCard(props: DashboardCardProps) {
  const { card, place } = props;
  const { ref, handleRef, isDragging } = useSortable({ id: card.id, index: place });
  const [asTable, setAsTable] = useState(false);
  const { answer, error, isRunning, runAgain } = useCardAnswer(card.sql);
  const canTurn = card.chart.kind !== "table" && card.chart.kind !== "number";
  return (
    <li
      ref={ref}
      aria-label={card.title}
      aria-busy={isRunning}
      className={clsx(
        "flex min-w-0 flex-col rounded border border-line bg-surface px-4 pt-2.5 pb-3",
        spans[card.width],
        isDragging && "z-30 outline-2 outline-accent",
      )}
    >
      <div className="mb-1 flex items-center gap-1">
        <MoveHandle {...props} handleRef={handleRef} isDragging={isDragging} />
        <h2 className="min-w-0 flex-1 truncate font-medium" title={card.title}>
          {card.title}
        </h2>
        <CardMenu
          {...props}
          turn={canTurn ? { words: asTable ? "Show as chart" : "Show as table", run: () => setAsTable(!asTable) } : null}
          onRefresh={() => void runAgain()}
        />
      </div>
      <CardAnswer card={card} asTable={canTurn && asTable} {...{ answer, error, isRunning }} onRetry={() => void runAgain()} />
      <CardFoot answer={answer} error={error} isRunning={isRunning} />
    </li>
  );
}

interface MoveHandleProps extends DashboardCardProps {
  handleRef: (element: Element | null) => void;
  isDragging: boolean;
}

function MoveHandle({ card, place, count, onMove, handleRef, isDragging }: MoveHandleProps) {
  const move = (event: KeyboardEvent) => {
    const isBack = event.key === "ArrowLeft" || event.key === "ArrowUp";
    const step = isBack ? -1 : event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : 0;
    // While it is lifted with Space, the arrows belong to the drag.
    if (step === 0 || isDragging || place + step < 0 || place + step >= count) return;
    event.preventDefault();
    onMove(place + step);
  };
  return (
    <button
      ref={handleRef}
      type="button"
      aria-label={`Move ${card.title}`}
      aria-description={`Card ${place + 1} of ${count}. Use the arrow keys to move it.`}
      onKeyDown={move}
      className="-ml-2 flex h-8 w-6 shrink-0 cursor-grab touch-none items-center justify-center rounded-sm text-quiet hover:text-ink active:cursor-grabbing"
    >
      <GripVertical aria-hidden="true" className="size-4" />
    </button>
  );
}

interface CardMenuProps extends DashboardCardProps {
  turn: { words: string; run: () => void } | null;
  onRefresh: () => void;
}

function CardMenu({ card, turn, onRefresh, onResize, onEdit, onRemove }: CardMenuProps) {
  const router = useRouter();
  const items: MenuItem[] = [
    { id: "refresh", words: "Refresh", onSelect: onRefresh },
    ...(turn ? [{ id: "turn", words: turn.words, onSelect: turn.run }] : []),
    { id: "query", words: "Open in Query", onSelect: () => router.push(formatPlace({ sql: card.sql })) },
    { id: "edit", words: "Edit", onSelect: onEdit },
    ...cardWidths.map((width) => ({
      id: String(width),
      words: widthWords[width],
      ...(width === card.width && { note: "now" }),
      onSelect: () => onResize(width),
    })),
    { id: "remove", words: "Take away", onSelect: onRemove },
  ];
  return (
    <Menu
      label={`More of ${card.title}`}
      items={items}
      trigger={
        <IconButton label={`More of ${card.title}`} className="-mr-2">
          <Ellipsis aria-hidden="true" className="size-4" />
        </IconButton>
      }
    />
  );
}
