"use client";

import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { isFormValue } from "#core/params/json-schema";
import { Button, IconButton } from "../ui/button.tsx";
import type { ControlProps } from "./control-props.ts";
import { FormFields } from "./form-fields.tsx";
import { emptyValue } from "./form-values.ts";
import { moved } from "./texts-control.tsx";

/** A list of things with several members each: a card a thing. */
export function RowsControl({ id, title, path, schema, value, onChange, describedBy, isInvalid }: ControlProps) {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const items = schema.items ?? {};
  const isFull = schema.maxItems !== undefined && rows.length >= schema.maxItems;
  return (
    <div className="flex flex-col gap-2">
      {rows.length > 0 && (
        <ol aria-label={title} className="flex flex-col gap-2">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an entry has no other identity than its place
            <li key={index} className="flex flex-col gap-3 rounded border border-line bg-surface px-3 pt-1.5 pb-3">
              <div className="-mr-1.5 flex items-center justify-between text-xs text-quiet">
                <span className="tabular-nums">{index + 1}</span>
                <span className="flex">
                  <IconButton
                    label={`Move ${title} ${index + 1} up`}
                    disabled={index === 0}
                    onClick={() => onChange(moved(rows, index, index - 1))}
                  >
                    <ArrowUp aria-hidden="true" className="size-4" />
                  </IconButton>
                  <IconButton
                    label={`Move ${title} ${index + 1} down`}
                    disabled={index === rows.length - 1}
                    onClick={() => onChange(moved(rows, index, index + 1))}
                  >
                    <ArrowDown aria-hidden="true" className="size-4" />
                  </IconButton>
                  <IconButton label={`Take ${title} ${index + 1} away`} onClick={() => onChange(rows.toSpliced(index, 1))}>
                    <Trash2 aria-hidden="true" className="size-4" />
                  </IconButton>
                </span>
              </div>
              <FormFields
                schema={items}
                value={isFormValue(row) ? row : {}}
                path={[...path, index]}
                onChange={(next) => onChange(rows.with(index, next))}
              />
            </li>
          ))}
        </ol>
      )}
      <Button
        id={id}
        aria-describedby={describedBy}
        aria-invalid={isInvalid || undefined}
        disabled={isFull}
        onClick={() => onChange([...rows, emptyValue(items)])}
        className="self-start"
        size="small"
      >
        <Plus aria-hidden="true" className="size-4" />
        Add<span className="sr-only"> to {title}</span>
      </Button>
    </div>
  );
}
