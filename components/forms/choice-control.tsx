"use client";

import { clsx } from "clsx";
import { ToggleGroup } from "radix-ui";
import { choiceWords } from "./choice-words.ts";
import { ariaOf, type ControlProps, inputClass } from "./control-props.ts";

/** More than these, or longer ones, are a list that unfolds. */
const mostSegments = 6;
const mostLetters = 36;

/** One of a few values. What is optional and has no default can be pressed again to be left out. */
export function ChoiceControl(props: ControlProps) {
  const values = (props.schema.enum ?? []).filter((value): value is string => typeof value === "string");
  const isShort = values.length <= mostSegments && values.map(choiceWords).join("").length <= mostLetters;
  return isShort ? <Segments {...props} values={values} /> : <List {...props} values={values} />;
}

type Choices = ControlProps & { values: readonly string[] };

function chosen({ value, schema }: ControlProps): string {
  const given = value ?? schema.default;
  return typeof given === "string" ? given : "";
}

function Segments(props: Choices) {
  const { id, title, values, schema, isRequired, onChange, describedBy, isInvalid } = props;
  const mayBeEmpty = !isRequired && schema.default === undefined;
  return (
    <ToggleGroup.Root
      type="single"
      id={id}
      aria-label={title}
      aria-describedby={describedBy}
      aria-invalid={isInvalid || undefined}
      value={chosen(props)}
      onValueChange={(next) => (next !== "" || mayBeEmpty) && onChange(next === "" ? undefined : next)}
      className={clsx("grid rounded border bg-surface p-0.5", isInvalid ? "border-failed" : "border-line", columnsFor(values.length))}
    >
      {values.map((value) => (
        <ToggleGroup.Item
          key={value}
          value={value}
          className="h-8 rounded-sm px-1 text-quiet transition-colors hover:text-ink data-[state=on]:bg-accent-soft data-[state=on]:font-medium data-[state=on]:text-accent"
        >
          {choiceWords(value)}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}

function columnsFor(count: number): string {
  if (count === 2) return "grid-cols-2";
  if (count === 4) return "grid-cols-4";
  return count === 5 ? "grid-cols-3 sm:grid-cols-5 lg:grid-cols-3" : "grid-cols-3";
}

function List(props: Choices) {
  const { values, schema, isRequired, onChange } = props;
  return (
    <select
      {...ariaOf(props)}
      value={chosen(props)}
      onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
      className={inputClass}
    >
      {!isRequired && schema.default === undefined && <option value="">Not set</option>}
      {values.map((value) => (
        <option key={value} value={value}>
          {choiceWords(value)}
        </option>
      ))}
    </select>
  );
}
