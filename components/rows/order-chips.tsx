import { X } from "lucide-react";
import { Button } from "../ui/button.tsx";
import type { NamedFilter, RowsPlace } from "./rows-place.ts";

interface OrderChipsProps {
  place: RowsPlace;
  onPlace: (place: Partial<RowsPlace>) => void;
}

/** What is sorted and left out just now; a press takes it back. */
export function OrderChips({ place: { sort, filters }, onPlace }: OrderChipsProps) {
  return (
    <>
      {filters.map((filter) => (
        <Chip
          key={`${filter.column} ${filter.kind} ${filter.text}`}
          words={filterWords(filter)}
          label="Show all of them again"
          onRemove={() => onPlace({ filters: filters.filter((other) => other !== filter) })}
        />
      ))}
      {sort && (
        <Chip
          words={`by ${sort.column}${sort.descending ? ", the last first" : ""}`}
          label="In the order of the file again"
          onRemove={() => onPlace({ sort: null })}
        />
      )}
    </>
  );
}

function Chip({ words, label, onRemove }: { words: string; label: string; onRemove: () => void }) {
  return (
    <Button
      size="small"
      title={label}
      aria-label={`${words}: ${label}`}
      onClick={onRemove}
      className="max-w-60 border-accent bg-accent-soft"
    >
      <span className="truncate">{words}</span>
      <X aria-hidden="true" className="size-3.5 shrink-0" />
    </Button>
  );
}

function filterWords({ column, kind, text }: NamedFilter): string {
  if (kind === "empty") return `${column} is empty`;
  return kind === "equals" ? `${column} is “${text}”` : `${column} contains “${text}”`;
}
