"use client";

import { Plus } from "lucide-react";
import type { FormValue } from "#core/params/json-schema";
import { useForm } from "../../forms/form-context.ts";
import { withMember } from "../../forms/form-values.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { inputClass } from "../../ui/input-class.ts";
import { kindWordsOf, mayBeNumber, operandOf, withKind } from "./condition-words.ts";
import { RuleCard } from "./rule-card.tsx";
import { enumOf, type RulesProps, rulesOf, textOf, withRules } from "./rule-params.ts";
import { RuleInput, RuleSelect, useColumnOptions, useRuleField } from "./rule-select.tsx";

/** Which rows go on: conditions on their cells. */
export function FilterPart({ schema, params, onParams }: RulesProps) {
  const { columns } = useForm();
  const conditions = rulesOf(params.filter);
  const change = (next: readonly FormValue[]) => onParams(withRules(params, "filter", next));
  const kinds = enumOf(schema.properties?.filter?.items?.properties?.is);
  return (
    <section aria-labelledby="filter-title" className="flex flex-col gap-2">
      <h2 id="filter-title" className="font-medium">
        Filter rows
      </h2>
      {conditions.length > 1 && (
        <label className="flex items-center gap-2 text-xs text-quiet">
          Rows go on where
          <select
            aria-label="Conditions"
            value={params.filterBy === "any" ? "any" : "all"}
            onChange={({ target }) => onParams({ ...params, filterBy: target.value })}
            className="h-7 rounded-sm border border-line-strong bg-surface px-1.5 text-ink"
          >
            <option value="all">all are true</option>
            <option value="any">any is true</option>
          </select>
        </label>
      )}
      {conditions.length > 0 && (
        <ol aria-label="Conditions" className="flex flex-col gap-1.5">
          {conditions.map((condition, index) => (
            <ConditionItem
              // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no other identity than its place
              key={index}
              index={index}
              condition={condition}
              kinds={kinds}
              onChange={(next) => change(conditions.with(index, next))}
              onRemove={() => change(conditions.toSpliced(index, 1))}
            />
          ))}
        </ol>
      )}
      <Button size="small" className="self-start" onClick={() => change([...conditions, { column: columns[0] ?? "", is: "equals" }])}>
        <Plus aria-hidden="true" className="size-4" />
        Add a condition
      </Button>
    </section>
  );
}

interface ConditionItemProps {
  index: number;
  condition: FormValue;
  kinds: readonly string[];
  onChange: (next: FormValue) => void;
  onRemove: () => void;
}

function ConditionItem({ index, condition, kinds, onChange, onRemove }: ConditionItemProps) {
  const columns = useColumnOptions();
  const path = ["filter", index];
  const column = textOf(condition.column);
  const is = textOf(condition.is);
  const name = `condition ${index + 1}`;
  return (
    <RuleCard name={name} path={path} onRemove={onRemove}>
      <div className="grid grid-cols-2 gap-1.5">
        <RuleSelect
          label={`Column of ${name}`}
          path={[...path, "column"]}
          value={column}
          options={columns}
          onChange={(next) => onChange({ ...condition, column: next })}
        />
        <RuleSelect
          label={`What has to be true in ${name}`}
          path={[...path, "is"]}
          value={is}
          options={kinds.map((kind) => ({ value: kind, words: kindWordsOf(kind) }))}
          onChange={(next) => onChange(withKind(condition, next))}
        />
      </div>
      {operandOf(is) === "one" && (
        <RuleInput
          label={`Value of ${name}`}
          path={[...path, "value"]}
          value={textOf(condition.value)}
          // “Is empty” is a kind of its own: an empty field is one that is still to be filled in.
          onChange={(value) => onChange(withMember(condition, "value", value === "" ? undefined : value))}
        />
      )}
      {operandOf(is) === "several" && <ValuesField name={name} path={[...path, "values"]} condition={condition} onChange={onChange} />}
      {mayBeNumber(is) && (
        <span className="flex items-center gap-2 text-xs">
          <Checkbox
            label={`Compare ${name} as numbers`}
            checked={condition.as === "number"}
            onChange={(asNumber) => onChange(withMember(condition, "as", asNumber ? "number" : undefined))}
          />
          <span aria-hidden="true">As numbers</span>
        </span>
      )}
    </RuleCard>
  );
}

interface ValuesFieldProps {
  name: string;
  path: readonly (string | number)[];
  condition: FormValue;
  onChange: (next: FormValue) => void;
}

function ValuesField({ name, path, condition, onChange }: ValuesFieldProps) {
  const values = Array.isArray(condition.values) ? condition.values.map(textOf) : [];
  return (
    <textarea
      {...useRuleField(path)}
      aria-label={`Values of ${name}, one a line`}
      placeholder="One a line"
      rows={Math.min(6, values.length + 1)}
      spellCheck={false}
      value={values.join("\n")}
      onChange={({ target }) => onChange({ ...condition, values: target.value === "" ? [] : target.value.split("\n") })}
      className={`${inputClass} h-auto resize-y px-2 py-1.5`}
    />
  );
}
