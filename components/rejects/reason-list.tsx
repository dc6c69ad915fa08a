import { clsx } from "clsx";
import { CircleCheck } from "lucide-react";
import { formatCount } from "#core/words/format-number";
import type { RejectGroup } from "./reject-groups.ts";

interface ReasonListProps {
  groups: readonly RejectGroup[];
  open: string;
  onOpen: (id: string) => void;
}

/** Why rows were set aside, each reason with how many there are and how many of them are fixed. */
export function ReasonList({ groups, open, onOpen }: ReasonListProps) {
  return (
    <ul aria-label="Reasons" className="flex gap-1 overflow-x-auto lg:flex-col lg:overflow-visible">
      {groups.map(({ id, words, file, rows, ready }) => (
        <li key={id} className="shrink-0 lg:shrink">
          <button
            type="button"
            aria-current={id === open}
            onClick={() => onOpen(id)}
            className={clsx(
              "flex w-full items-center gap-3 rounded px-3 py-2 text-left transition-colors",
              id === open ? "bg-accent-soft" : "hover:bg-hover",
            )}
          >
            <span className="min-w-0 flex-1">
              <span className={clsx("block max-lg:max-w-56 max-lg:truncate", id === open && "font-medium")}>{words}</span>
              {file !== undefined && <span className="block truncate text-xs text-quiet">{file}</span>}
              {ready > 0 && (
                <span className="flex items-center gap-1 text-xs text-done">
                  <CircleCheck aria-hidden="true" className="size-3.5" />
                  {formatCount(ready)} fixed
                </span>
              )}
            </span>
            <span className="figures text-xs text-quiet">{formatCount(rows.length)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
