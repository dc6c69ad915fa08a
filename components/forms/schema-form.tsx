"use client";

import type { ReactNode } from "react";
import type { FormValue, JsonSchema } from "#core/params/json-schema";
import { type FieldProblem, problemsAt } from "./field-problems.ts";
import { FormContext } from "./form-context.ts";
import { FormFields } from "./form-fields.tsx";

interface SchemaFormProps {
  id: string;
  schema: JsonSchema;
  value: FormValue;
  onChange: (next: FormValue) => void;
  /** Columns to choose from. */
  columns?: readonly string[];
  problems?: readonly FieldProblem[];
  proposeSchema?: (() => unknown) | undefined;
  /** Members that are filled in by what stands below, with the same columns and problems. */
  without?: ReadonlySet<string> | undefined;
  children?: ReactNode;
}

/** A form for parameters, from their JSON Schema alone. */
export function SchemaForm({
  id,
  schema,
  value,
  onChange,
  columns = [],
  problems = [],
  proposeSchema,
  without,
  children,
}: SchemaFormProps) {
  const whole = problemsAt(problems, []);
  return (
    <FormContext value={{ id, columns, problems, proposeSchema }}>
      <div className="flex min-w-0 flex-col gap-5">
        {whole.map(({ message }) => (
          <p key={message} className="text-xs text-failed">
            {message}
          </p>
        ))}
        <FormFields schema={without ? withoutMembers(schema, without) : schema} value={value} path={[]} onChange={onChange} />
        {children}
      </div>
    </FormContext>
  );
}

function withoutMembers(schema: JsonSchema, names: ReadonlySet<string>): JsonSchema {
  const properties = Object.entries(schema.properties ?? {}).filter(([name]) => !names.has(name));
  return { ...schema, properties: Object.fromEntries(properties) };
}
