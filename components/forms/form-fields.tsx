"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { type FormValue, type JsonSchema, membersOf } from "#core/params/json-schema";
import { Field } from "./field.tsx";
import { type FieldPath, problemsWithin } from "./field-problems.ts";
import { useForm } from "./form-context.ts";
import { memberOf, withMember } from "./form-values.ts";

interface FormFieldsProps {
  schema: JsonSchema;
  value: FormValue;
  path: FieldPath;
  onChange: (next: FormValue) => void;
}

/** The members of an object, in their order; those that are rarely needed are folded away at the end. */
export function FormFields({ schema, value, path, onChange }: FormFieldsProps) {
  const shown = membersOf(schema).filter(({ member }) => isShown(member, schema, value));
  const near = shown.filter(({ member }) => member["x-place"] !== "more");
  const more = shown.filter(({ member }) => member["x-place"] === "more");
  const fields = (members: typeof shown) =>
    members.map(({ name, member, isRequired }) => (
      <Field
        key={name}
        name={name}
        path={[...path, name]}
        schema={member}
        value={memberOf(value, name)}
        isRequired={isRequired}
        onChange={(next) => onChange(withMember(value, name, next))}
      />
    ));
  return (
    <>
      {fields(near)}
      {more.length > 0 && (
        <More isWanted={more.some(({ name }) => memberOf(value, name) !== undefined)} paths={more.map(({ name }) => [...path, name])}>
          {fields(more)}
        </More>
      )}
    </>
  );
}

function isShown(member: JsonSchema, parent: JsonSchema, value: FormValue): boolean {
  if (member["x-place"] === "hidden" || member["x-control"] === "column-plan" || member.const !== undefined) return false;
  return Object.entries(member["x-when"] ?? {}).every(([name, values]) => {
    const beside = parent.properties && Object.hasOwn(parent.properties, name) ? parent.properties[name] : undefined;
    return values.includes(memberOf(value, name) ?? beside?.default);
  });
}

interface MoreProps {
  /** Something of it is filled in. */
  isWanted: boolean;
  paths: readonly FieldPath[];
  children: React.ReactNode;
}

function More({ isWanted, paths, children }: MoreProps) {
  const { problems } = useForm();
  const [isOpen, setOpen] = useState(isWanted);
  const hasProblem = paths.some((path) => problemsWithin(problems, path).length > 0);
  return (
    <div className="flex flex-col gap-5">
      <button
        type="button"
        aria-expanded={isOpen || hasProblem}
        onClick={() => setOpen(!isOpen)}
        className="-ml-1 flex items-center gap-1 self-start rounded-sm text-quiet hover:text-ink"
      >
        <ChevronRight aria-hidden="true" className={`size-4 transition-transform ${isOpen || hasProblem ? "rotate-90" : ""}`} />
        More options
        {isWanted && !isOpen && <span className="text-xs">(some are set)</span>}
      </button>
      {(isOpen || hasProblem) && children}
    </div>
  );
}
