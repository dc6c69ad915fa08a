"use client";

import type { Card } from "#core/dashboards/dashboard";
import { CardDialog } from "./card-dialog.tsx";

interface EditCardDialogProps {
  card: Card;
  onClose: () => void;
  onSave: (edit: Pick<Card, "title" | "sql" | "chart">) => void;
}

export function EditCardDialog({ card: { title, sql, chart }, onClose, onSave }: EditCardDialogProps) {
  return <CardDialog title="Edit the card" action="Save" draft={{ title, sql, chart }} onClose={onClose} onSave={onSave} />;
}
