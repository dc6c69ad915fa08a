"use client";

import { alternativesOf } from "#core/params/field-kind";
import { type JsonSchema, membersOf } from "#core/params/json-schema";
import { inputClass } from "../ui/input-class.ts";
import { choiceWords } from "./choice-words.ts";
import { ariaOf, type ControlProps } from "./control-props.ts";
import { Control } from "./field.tsx";
import { alternativeOf, emptyValue } from "./form-values.ts";

/** One of several shapes: first which one, then its members. A fixed word of a shape is a choice by itself. */
export function UnionControl(props: ControlProps) {
  const { title, schema, value, isRequired, onChange } = props;
  const options = alternativesOf(schema).flatMap(toOptions);
  const given = value ?? schema.default;
  const shapeIndex = given === undefined ? -1 : alternativeOf(schema, given);
  const isFixed = (option: Option) => option.fixed !== undefined && option.fixed === given;
  const found = options.findIndex(isFixed);
  const current =
    found >= 0 ? found : options.findIndex(({ shape, fixed }) => fixed === undefined && shape === alternativesOf(schema)[shapeIndex]);
  const option = options[current];
  return (
    <div className="flex flex-col gap-1.5">
      <select
        {...ariaOf(props)}
        value={current < 0 ? "" : String(current)}
        onChange={({ target }) => {
          const next = target.value === "" ? undefined : options[Number(target.value)];
          onChange(next && (next.fixed ?? emptyValue(next.shape)));
        }}
        className={inputClass}
      >
        {(!isRequired || current < 0) && <option value="">Not set</option>}
        {options.map(({ words }, index) => (
          <option key={words} value={index}>
            {words}
          </option>
        ))}
      </select>
      {option && option.fixed === undefined && (
        <Control {...props} id={`${props.id}-value`} title={`${title}: ${option.words}`} schema={option.shape} value={given} isRequired />
      )}
    </div>
  );
}

interface Option {
  words: string;
  shape: JsonSchema;
  fixed?: unknown;
}

const typeWords: Readonly<Record<string, string>> = {
  string: "A text",
  integer: "A number",
  number: "A number",
  boolean: "Yes or no",
  array: "A list",
  object: "Details",
};

function toOptions(shape: JsonSchema): Option[] {
  if (shape.const !== undefined) return [{ words: shape.title ?? choiceWords(String(shape.const)), shape, fixed: shape.const }];
  if (shape.enum) return shape.enum.map((value) => ({ words: choiceWords(String(value)), shape, fixed: value }));
  const kind = membersOf(shape).find(({ member }) => member.const !== undefined)?.member.const;
  return [{ words: shape.title ?? (kind === undefined ? (typeWords[shape.type ?? ""] ?? "Other") : choiceWords(String(kind))), shape }];
}
