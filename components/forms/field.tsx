"use client";

import { fieldKindOf } from "#core/params/field-kind";
import { isFormValue, type JsonSchema, titleOf } from "#core/params/json-schema";
import { Checkbox } from "../ui/checkbox.tsx";
import { ChoiceControl } from "./choice-control.tsx";
import type { ControlProps } from "./control-props.ts";
import { type FieldPath, problemsAt } from "./field-problems.ts";
import { fieldId, useForm } from "./form-context.ts";
import { FormFields } from "./form-fields.tsx";
import { RowsControl } from "./rows-control.tsx";
import { SchemaControl } from "./schema-control.tsx";
import { ColumnControl, JsonControl, LongTextControl, NumberControl, TextControl } from "./text-controls.tsx";
import { TextsControl } from "./texts-control.tsx";
import { UnionControl } from "./union-control.tsx";

export interface FieldProps {
  name: string;
  path: FieldPath;
  schema: JsonSchema;
  value: unknown;
  isRequired: boolean;
  onChange: (next: unknown) => void;
}

/** What the description says to programs is about JSON. */
const schemaWords = "What each column has to be. Rows that break a rule are set aside, each with the reason.";

/** A member of the form: its name, what fills it in, what it means, and what is wrong with it. */
export function Field(props: FieldProps) {
  const { name, path, schema, value, isRequired, onChange } = props;
  const form = useForm();
  const id = fieldId(form.id, path);
  const title = titleOf(name, schema);
  const problem = problemsAt(form.problems, path)[0];
  const kind = fieldKindOf(schema);
  const description = kind === "schema" ? schemaWords : schema.description;
  const ids = [description === undefined ? [] : `${id}-description`, problem ? `${id}-problem` : []].flat();
  const describedBy = ids.length === 0 ? undefined : ids.join(" ");
  const control = { id, title, path, schema, value, isRequired, onChange, describedBy, isInvalid: problem !== undefined };
  // In a list of things every one would say the same.
  const isListed = path.some((part) => typeof part === "number");
  const notes = <Notes id={id} description={description} problem={problem?.message} isQuiet={isListed} />;
  if (kind === "switch") return <SwitchField {...control} notes={notes} />;
  if (kind === "group" || kind === "rows" || kind === "schema") {
    return (
      <fieldset aria-describedby={describedBy} className="flex min-w-0 flex-col gap-2">
        <legend className="mb-1 font-medium">{title}</legend>
        {notes}
        <Control {...control} />
      </fieldset>
    );
  }
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {title}
      </label>
      <Control {...control} />
      {notes}
    </div>
  );
}

/** What fills a member in, without its name. */
export function Control(props: ControlProps) {
  switch (fieldKindOf(props.schema)) {
    case "choice":
      return <ChoiceControl {...props} />;
    case "number":
      return <NumberControl {...props} />;
    case "long-text":
      return <LongTextControl {...props} isCode={false} />;
    case "sql":
      return <LongTextControl {...props} isCode />;
    case "column":
      return <ColumnControl {...props} />;
    case "columns":
      return <TextsControl {...props} ofColumns />;
    case "texts":
      return <TextsControl {...props} ofColumns={false} />;
    case "rows":
      return <RowsControl {...props} />;
    case "group":
      return <GroupControl {...props} />;
    case "union":
      return <UnionControl {...props} />;
    case "schema":
      return <SchemaControl {...props} />;
    case "json":
      return <JsonControl {...props} />;
    case "switch":
      return <Checkbox label={props.title} checked={props.value === true} onChange={props.onChange} />;
    case "text":
      return <TextControl {...props} />;
  }
}

function GroupControl({ schema, value, path, onChange }: ControlProps) {
  const change = (next: object) => onChange(Object.keys(next).length === 0 ? undefined : next);
  return (
    <div className="flex flex-col gap-4 border-line border-l pl-3">
      <FormFields schema={schema} value={isFormValue(value) ? value : {}} path={path} onChange={change} />
    </div>
  );
}

function SwitchField({ id, title, schema, value, onChange, describedBy, notes }: ControlProps & { notes: React.ReactNode }) {
  const checked = (value ?? schema.default) === true;
  return (
    <div className="flex gap-2.5">
      <Checkbox id={id} label={title} describedBy={describedBy} checked={checked} onChange={onChange} className="mt-0.5" />
      <div className="flex min-w-0 flex-col gap-0.5">
        <label htmlFor={id} className="font-medium">
          {title}
        </label>
        {notes}
      </div>
    </div>
  );
}

interface NotesProps {
  id: string;
  description: string | undefined;
  problem: string | undefined;
  /** Only for those who hear the page. */
  isQuiet: boolean;
}

function Notes({ id, description, problem, isQuiet }: NotesProps) {
  return (
    <>
      {problem !== undefined && (
        <p id={`${id}-problem`} className="text-xs text-failed">
          {problem}
        </p>
      )}
      {description !== undefined && (
        <p id={`${id}-description`} className={isQuiet ? "sr-only" : "text-xs text-pretty text-quiet"}>
          {description}
        </p>
      )}
    </>
  );
}
