"use client";

import { type FormEvent, useId, useState } from "react";
import type { Fix } from "#core/fixes/fix";
import { plural } from "#core/words/format-number";
import { Button } from "../ui/button.tsx";
import { inputClass } from "../ui/input-class.ts";
import { countChanged, draftFor, type FixDraft, type FixKind, fixKinds, kindsFor, toGroupFix } from "./fix-draft.ts";
import type { RejectGroup } from "./reject-groups.ts";

interface FixFormProps {
  group: RejectGroup;
  /** Whether there are rows of this kind that are not held. */
  hasMore: boolean;
  onFix: (fix: Fix) => void;
}

/** One step for all rows of a kind; says before how many rows it changes. */
export function FixForm({ group, hasMore, onFix }: FixFormProps) {
  const kinds = kindsFor(group);
  const [draft, setDraft] = useState<FixDraft>(() => draftFor(group, kinds[0] ?? "trim"));
  const names = group.rows[0]?.reject.shape.names ?? [];
  const fix = toGroupFix(draft, group);
  const { columns, needs } = fixKinds[draft.kind];
  const changed = countChanged(fix, group);
  const change = (part: Partial<FixDraft>) => setDraft((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed > 0 || hasMore) onFix(fix);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 p-4">
      <Labelled label="What to do">
        {(id) => (
          <select
            id={id}
            className={inputClass}
            value={draft.kind}
            onChange={({ target }) => setDraft(draftFor(group, target.value as FixKind))}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {fixKinds[kind].words}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      {columns !== undefined && (
        <Labelled label={draft.kind === "join" ? "The cells belong to" : "Column"}>
          {(id) => (
            <select id={id} className={inputClass} value={draft.column} onChange={({ target }) => change({ column: Number(target.value) })}>
              {columns === "all" && <option value={-1}>All columns</option>}
              {names.map((name, column) => (
                <option key={name} value={column}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Labelled>
      )}
      {needs === "both" && <TextField label="Value" value={draft.from} onChange={(from) => change({ from })} />}
      {needs !== undefined && (
        <TextField label={needs === "both" ? "Becomes" : "Value"} value={draft.to} onChange={(to) => change({ to })} />
      )}
      <div className="flex items-center justify-between gap-3">
        <p role="status" className="text-xs text-quiet">
          {changed === 0 ? "Changes none of the rows shown" : `Changes ${plural(changed, "row")}`}
          {hasMore && ", and those not shown"}
        </p>
        <Button type="submit" look="primary" size="small" disabled={changed === 0 && !hasMore}>
          Apply
        </Button>
      </div>
    </form>
  );
}

function TextField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <Labelled label={label}>
      {(id) => <input id={id} className={inputClass} value={value} onChange={({ target }) => onChange(target.value)} />}
    </Labelled>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => React.ReactNode }) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-xs text-quiet">
        {label}
      </label>
      {children(id)}
    </div>
  );
}
