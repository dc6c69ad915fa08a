"use client";

import { clsx } from "clsx";
import { inputClass } from "../ui/input-class.ts";
import { Segments } from "../ui/segments.tsx";
import { choiceWords } from "./choice-words.ts";
import { ariaOf, type ControlProps } from "./control-props.ts";

/** More than these, or longer ones, are a list that unfolds. */
const mostSegments = 6;
const mostLetters = 36;

/** One of a few values. What is optional and has no default can be pressed again to be left out. */
export function ChoiceControl(props: ControlProps) {
  const values = (props.schema.enum ?? []).filter((value): value is string => typeof value === "string");
  const isShort = values.length <= mostSegments && values.map(choiceWords).join("").length <= mostLetters;
  return isShort ? <ShortChoice {...props} values={values} /> : <List {...props} values={values} />;
}

type Choices = ControlProps & { values: readonly string[] };

function chosen({ value, schema }: ControlProps): string {
  const given = value ?? schema.default;
  return typeof given === "string" ? given : "";
}

function ShortChoice(props: Choices) {
  const { id, title, values, schema, isRequired, onChange, describedBy, isInvalid } = props;
  return (
    <Segments
      id={id}
      aria-label={title}
      aria-describedby={describedBy}
      aria-invalid={isInvalid || undefined}
      options={values.map((each) => ({ id: each, words: choiceWords(each) }))}
      value={chosen(props)}
      onChange={(next) => onChange(next === "" ? undefined : next)}
      mayBeEmpty={!isRequired && schema.default === undefined}
      className={clsx("grid", columnsFor(values.length))}
    />
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
