"use client";

import { Plus } from "lucide-react";
import type { FormValue } from "#core/params/json-schema";
import { choiceWords } from "../../forms/choice-words.ts";
import { fieldId, useForm } from "../../forms/form-context.ts";
import { withMember } from "../../forms/form-values.ts";
import { Button } from "../../ui/button.tsx";
import { RuleCard } from "./rule-card.tsx";
import { enumOf, type RulesProps, rulesOf, textOf, withRules } from "./rule-params.ts";
import { RuleInput, RuleSelect, useColumnOptions } from "./rule-select.tsx";

const methodWords: Readonly<Record<string, { words: string; note: string }>> = {
  hash: { words: "Hash", note: "The same text gives the same hash in every file; nobody reads it back." },
  redact: { words: "Replace by a text", note: "Every cell that is not empty becomes the same text." },
  partial: { words: "Keep a few characters", note: "The others become ***; never more than half of a cell is kept." },
  drop: { words: "Leave the column out", note: "It is in no result, not even among the rows set aside." },
};

/** Columns whose cells nobody shall read. */
export function MaskPart({ schema, params, onParams }: RulesProps) {
  const { columns } = useForm();
  const masks = rulesOf(params.mask);
  const methods = enumOf(schema.properties?.mask?.items?.properties?.method);
  const change = (next: readonly FormValue[]) => onParams(withRules(params, "mask", next));
  const free = columns.find((column) => masks.every((mask) => mask.column !== column));
  return (
    <section aria-labelledby="mask-title" className="flex flex-col gap-2">
      <h2 id="mask-title" className="font-medium">
        Mask columns
      </h2>
      {masks.length > 0 && (
        <ol aria-label="Masks" className="flex flex-col gap-1.5">
          {masks.map((mask, index) => (
            <MaskItem
              // biome-ignore lint/suspicious/noArrayIndexKey: a mask has no other identity than its place
              key={index}
              index={index}
              mask={mask}
              methods={methods}
              onChange={(next) => change(masks.with(index, next))}
              onRemove={() => change(masks.toSpliced(index, 1))}
            />
          ))}
        </ol>
      )}
      <Button size="small" className="self-start" onClick={() => change([...masks, { column: free ?? "", method: methods[0] ?? "hash" }])}>
        <Plus aria-hidden="true" className="size-4" />
        Add a mask
      </Button>
    </section>
  );
}

interface MaskItemProps {
  index: number;
  mask: FormValue;
  methods: readonly string[];
  onChange: (next: FormValue) => void;
  onRemove: () => void;
}

function MaskItem({ index, mask, methods, onChange, onRemove }: MaskItemProps) {
  const columns = useColumnOptions();
  const form = useForm();
  const path = ["mask", index];
  const name = `mask ${index + 1}`;
  const method = textOf(mask.method);
  const { column, file } = mask;
  const kept = (member: "keepFirst" | "keepLast", label: string, placeholder: string) => (
    <label htmlFor={fieldId(form.id, [...path, member])} className="flex min-w-0 flex-1 flex-col gap-1 text-xs text-quiet">
      {label}
      <RuleInput
        label={`${label} of ${name}`}
        path={[...path, member]}
        value={textOf(mask[member])}
        placeholder={placeholder}
        inputMode="numeric"
        onChange={(value) => onChange(withMember(mask, member, numberOf(value)))}
      />
    </label>
  );
  return (
    <RuleCard name={name} path={path} onRemove={onRemove}>
      <div className="grid grid-cols-2 gap-1.5">
        <RuleSelect
          label={`Column of ${name}`}
          path={[...path, "column"]}
          value={textOf(column)}
          options={columns}
          onChange={(next) => onChange({ ...mask, column: next })}
        />
        <RuleSelect
          label={`How ${name} is done`}
          path={[...path, "method"]}
          value={method}
          options={methods.map((each) => ({ value: each, words: methodWords[each]?.words ?? choiceWords(each) }))}
          onChange={(next) => onChange({ column, ...(file !== undefined && { file }), method: next })}
        />
      </div>
      {method === "redact" && (
        <RuleInput
          label={`Text of ${name}`}
          path={[...path, "text"]}
          value={textOf(mask.text)}
          placeholder="***"
          onChange={(text) => onChange(withMember(mask, "text", text === "" ? undefined : text))}
        />
      )}
      {method === "partial" && (
        <div className="flex gap-1.5">
          {kept("keepFirst", "Keep first", "0")}
          {kept("keepLast", "Keep last", "4")}
        </div>
      )}
      <p className="text-xs text-quiet">{methodWords[method]?.note}</p>
    </RuleCard>
  );
}

/** What is no number is sent as it is written: the server says what is wrong with it. */
function numberOf(text: string): number | string | undefined {
  if (text.trim() === "") return undefined;
  return /^\d+$/.test(text.trim()) ? Number(text) : text;
}
