"use client";

import { Search } from "lucide-react";
import { useDeferredValue, useState } from "react";
import type { ProfiledTable, TableProfile } from "#core/profile/profile";
import { formatCount, plural } from "#core/words/format-number";
import { useJobPlace } from "../job/use-job-place.ts";
import { Button } from "../ui/button.tsx";
import { ColumnCard } from "./column-card.tsx";
import { ColumnPanel } from "./column-panel.tsx";
import { ProfileSentence } from "./profile-sentence.tsx";

/** Cards that are drawn at a time: a file may have thousands of columns. */
const cardsAtATime = 60;

export function TableProfilePart({ table, profile }: { table: ProfiledTable; profile: TableProfile }) {
  const { place, go } = useJobPlace();
  const [typed, setTyped] = useState("");
  const [shown, setShown] = useState(cardsAtATime);
  const sought = useDeferredValue(typed.trim().toLowerCase());
  const found = sought === "" ? profile.columns : profile.columns.filter(({ name }) => name.toLowerCase().includes(sought));
  const open = place.column === null ? undefined : profile.columns.find(({ name }) => name === place.column);
  return (
    <div className="flex flex-col gap-4">
      <ProfileSentence table={table} />
      {place.column !== null && !open && <p className="text-quiet">There is no column “{place.column}” in this table.</p>}
      {open && <ColumnPanel column={open} rows={table.rows} onClose={() => go({ tab: "profile" })} />}
      <div className="flex h-9 flex-wrap items-center justify-between gap-x-4">
        <p className="text-quiet tabular-nums">
          {sought === ""
            ? plural(profile.columns.length, "column")
            : `${formatCount(found.length)} of ${plural(profile.columns.length, "column")}`}
        </p>
        {profile.columns.length > 8 && (
          <label className="flex h-9 w-56 items-center gap-2 rounded border border-line-strong bg-surface px-3 focus-within:border-accent">
            <Search aria-hidden="true" className="size-4 shrink-0 text-quiet" />
            <input
              type="search"
              aria-label="Find a column"
              placeholder="Find a column"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setShown(cardsAtATime);
              }}
              className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-quiet"
            />
          </label>
        )}
      </div>
      {found.length === 0 && <p className="py-8 text-center text-quiet">No column is called like that.</p>}
      <ul aria-label="Columns" className="grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-3">
        {found.slice(0, shown).map((column) => (
          <li key={column.name} className="min-w-0">
            <ColumnCard column={column} rows={table.rows} isOpen={column === open} />
          </li>
        ))}
      </ul>
      {found.length > shown && (
        <Button className="self-center" onClick={() => setShown(shown + cardsAtATime)}>
          Show {formatCount(Math.min(cardsAtATime, found.length - shown))} more columns
        </Button>
      )}
    </div>
  );
}
