"use client";

import { ChevronDown, Plus, Trash2, WandSparkles } from "lucide-react";
import { useState } from "react";
import { type FormValue, isFormValue } from "#core/params/json-schema";
import { plural } from "#core/words/format-number";
import { Button, IconButton } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Fault } from "../ui/fault.tsx";
import { inputClass } from "../ui/input-class.ts";
import { choiceWords } from "./choice-words.ts";
import type { ControlProps } from "./control-props.ts";
import { problemsWithin } from "./field-problems.ts";
import { useForm } from "./form-context.ts";
import { SchemaFile } from "./schema-file.tsx";
import { addRow, changeRow, removeRow, type SchemaRow, schemaRows, schemaStyleOf, typesFor } from "./schema-rows.ts";
import { JsonControl } from "./text-controls.tsx";

/** What each column has to be: proposed from the file, edited as a table, or written as JSON. */
export function SchemaControl(props: ControlProps) {
  const { id, value, path, onChange } = props;
  const { problems, proposeSchema } = useForm();
  const [isJson, setJson] = useState(false);
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const document = isFormValue(value) ? value : {};
  const style = schemaStyleOf(document);
  const isEmpty = Object.keys(document).length === 0;
  const inside = problemsWithin(problems, path).filter((problem) => problem.path.length > path.length);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-1.5">
        {proposeSchema && (
          <Button id={isJson || style === null ? undefined : id} size="small" onClick={() => onChange(proposeSchema())}>
            <WandSparkles aria-hidden="true" className="size-3.5" />
            {isEmpty ? "Propose a schema from this file" : "Propose again"}
          </Button>
        )}
        <SchemaFile onRead={onChange} onProblem={setFileProblem} />
        {style !== null && (
          <Button size="small" look="ghost" aria-pressed={isJson} onClick={() => setJson(!isJson)}>
            {isJson ? "As a table" : "As JSON"}
          </Button>
        )}
      </div>
      <Fault className="text-xs">{fileProblem}</Fault>
      {inside.map((problem) => (
        <p key={problem.path.join()} className="text-xs text-failed">
          {placeWords(document, problem.path.slice(path.length))}: {problem.message}
        </p>
      ))}
      {isJson || style === null ? (
        <JsonControl {...props} title="Schema as JSON" />
      ) : (
        <SchemaTable document={document} onChange={onChange} formId={id} />
      )}
    </div>
  );
}

function SchemaTable({ document, onChange, formId }: { document: FormValue; onChange: (next: FormValue) => void; formId: string }) {
  const { columns } = useForm();
  const rows = schemaRows(document);
  const style = schemaStyleOf(document) ?? "fields";
  const unused = columns.find((column) => rows.every(({ name }) => name !== column));
  return (
    <>
      {rows.length > 0 && (
        <ol
          aria-label={`Schema of ${plural(rows.length, "column")}`}
          className="divide-y divide-line rounded border border-line bg-surface"
        >
          {rows.map((row, index) => (
            <SchemaRowItem
              // biome-ignore lint/suspicious/noArrayIndexKey: its name is being written
              key={index}
              id={`${formId}-${index}`}
              row={row}
              types={typesFor(style, row)}
              onChange={(changes) => onChange(changeRow(document, index, changes))}
              onRemove={() => onChange(removeRow(document, index))}
            />
          ))}
        </ol>
      )}
      <Button size="small" className="self-start" onClick={() => onChange(addRow(document, unused ?? ""))}>
        <Plus aria-hidden="true" className="size-4" />
        Add a column
      </Button>
    </>
  );
}

interface SchemaRowProps {
  id: string;
  row: SchemaRow;
  types: readonly string[];
  onChange: (changes: Partial<SchemaRow>) => void;
  onRemove: () => void;
}

function SchemaRowItem({ id, row, types, onChange, onRemove }: SchemaRowProps) {
  const [isOpen, setOpen] = useState(row.name === "");
  const name = row.name === "" ? "the new column" : row.name;
  const rules = ruleWords(row);
  return (
    <li className="py-1 pr-1 pl-2.5">
      <div className="flex items-center gap-1.5">
        <span className="min-w-0 flex-1">
          <span className="block truncate">{row.name === "" ? "New column" : row.name}</span>
          {rules !== "" && !isOpen && <span className="block truncate text-xs text-quiet">{rules}</span>}
        </span>
        <select
          aria-label={`Type of ${name}`}
          value={row.type}
          onChange={({ target }) => onChange({ type: target.value })}
          className="h-8 w-26 rounded-sm border border-line-strong bg-surface px-1.5"
        >
          {types.map((type) => (
            <option key={type} value={type}>
              {choiceWords(type)}
            </option>
          ))}
        </select>
        <IconButton label={`Rules of ${name}`} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <ChevronDown aria-hidden="true" className={`size-4 transition-transform ${isOpen ? "rotate-180" : ""}`} />
        </IconButton>
      </div>
      {isOpen && <RowRules id={id} name={name} row={row} onChange={onChange} onRemove={onRemove} />}
    </li>
  );
}

function RowRules({ id, name, row, onChange, onRemove }: Omit<SchemaRowProps, "types"> & { name: string }) {
  const text = (label: string, member: "name" | "pattern" | "min" | "max") => (
    <label className="flex min-w-0 flex-col gap-1 text-xs text-quiet">
      {label}
      <input
        aria-label={`${label} of ${name}`}
        value={row[member]}
        spellCheck={false}
        onChange={({ target }) => onChange({ [member]: target.value })}
        className={`${inputClass} h-8 text-sm text-ink`}
      />
    </label>
  );
  return (
    <div className="flex flex-col gap-2.5 pt-2 pr-1.5 pb-2">
      <div className="flex gap-5">
        {(["required", "unique"] as const).map((rule) => (
          <span key={rule} className="flex items-center gap-2">
            <Checkbox
              id={`${id}-${rule}`}
              label={`${choiceWords(rule)}: ${name}`}
              checked={row[rule]}
              onChange={(next) => onChange({ [rule]: next })}
            />
            <label htmlFor={`${id}-${rule}`}>{choiceWords(rule)}</label>
          </span>
        ))}
        <IconButton label={`Take ${name} out of the schema`} onClick={onRemove} className="-my-1.5 ml-auto">
          <Trash2 aria-hidden="true" className="size-4" />
        </IconButton>
      </div>
      {text("Name", "name")}
      <div className="grid grid-cols-2 gap-2">
        {text("At least", "min")}
        {text("At most", "max")}
      </div>
      {text("Pattern", "pattern")}
      <label className="flex flex-col gap-1 text-xs text-quiet">
        Allowed values, one a line
        <textarea
          aria-label={`Allowed values of ${name}`}
          rows={Math.min(5, row.values.length + 1)}
          value={row.values.join("\n")}
          spellCheck={false}
          onChange={({ target }) => onChange({ values: target.value === "" ? [] : target.value.split("\n") })}
          className={`${inputClass} h-auto resize-y py-1.5 text-sm text-ink`}
        />
      </label>
    </div>
  );
}

function ruleWords({ required, unique, pattern, min, max, values }: SchemaRow): string {
  const range = min !== "" && max !== "" ? `${min} to ${max}` : min !== "" ? `from ${min}` : max !== "" ? `up to ${max}` : "";
  const listed = values.length > 0 ? plural(values.length, "value") : "";
  return [required ? "required" : "", unique ? "unique" : "", range, pattern === "" ? "" : "a pattern", listed]
    .filter((part) => part !== "")
    .join(", ");
}

/** Where in a schema, in its own words: the column, then the rule. */
function placeWords(document: FormValue, path: readonly (string | number)[]): string {
  const [list, index, ...rule] = path;
  const entries = typeof list === "string" ? document[list] : undefined;
  const entry: unknown = Array.isArray(entries) && typeof index === "number" ? entries[index] : undefined;
  const name = isFormValue(entry) && typeof entry.name === "string" ? entry.name : null;
  return name === null ? path.join(" ") : [name, ...rule].join(" ");
}
