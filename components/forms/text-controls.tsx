"use client";

import { clsx } from "clsx";
import { useState } from "react";
import { parseJson } from "#core/parse-json";
import { inputClass } from "../ui/input-class.ts";
import { ariaOf, type ControlProps } from "./control-props.ts";
import { useForm } from "./form-context.ts";

export function TextControl(props: ControlProps) {
  const { value, schema, isRequired, onChange } = props;
  return (
    <input
      {...ariaOf(props)}
      type="text"
      autoComplete="off"
      spellCheck={false}
      value={typeof value === "string" || typeof value === "number" ? value : ""}
      placeholder={typeof schema.default === "string" ? schema.default : undefined}
      maxLength={schema.maxLength}
      onChange={({ target }) => onChange(target.value === "" && !isRequired ? undefined : target.value)}
      className={inputClass}
    />
  );
}

export function NumberControl(props: ControlProps) {
  const { value, schema, onChange } = props;
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <input
      {...ariaOf(props)}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      value={draft ?? (typeof value === "number" ? String(value) : "")}
      placeholder={typeof schema.default === "number" ? String(schema.default) : undefined}
      onChange={({ target }) => {
        setDraft(target.value);
        onChange(target.value.trim() === "" ? undefined : Number(target.value.replace(",", ".")));
      }}
      onBlur={() => setDraft(typeof value === "number" && Number.isNaN(value) ? draft : null)}
      className={clsx(inputClass, "tabular-nums")}
    />
  );
}

/** Several lines; SQL in the letters of data. */
export function LongTextControl(props: ControlProps & { isCode: boolean }) {
  const { value, isCode, onChange } = props;
  return (
    <textarea
      {...ariaOf(props)}
      rows={isCode ? 7 : 3}
      spellCheck={!isCode}
      autoCapitalize="off"
      value={typeof value === "string" ? value : ""}
      onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
      className={clsx(inputClass, "h-auto resize-y py-2", isCode && "figures text-xs")}
    />
  );
}

/** A name of a column: chosen from those of the file, or written. */
export function ColumnControl(props: ControlProps) {
  const { value, isRequired, onChange } = props;
  const { columns } = useForm();
  const names = typeof value === "string" && value !== "" && !columns.includes(value) ? [value, ...columns] : columns;
  if (columns.length === 0) return <TextControl {...props} />;
  return (
    <select
      {...ariaOf(props)}
      value={typeof value === "string" ? value : ""}
      onChange={({ target }) => onChange(target.value === "" && !isRequired ? undefined : target.value)}
      className={inputClass}
    >
      <option value="">Choose a column</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {name === "" ? "(no name)" : name}
        </option>
      ))}
    </select>
  );
}

/** Whatever no other control understands. */
export function JsonControl(props: ControlProps) {
  const { value, onChange } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? (value === undefined ? "" : JSON.stringify(value, null, 2));
  const isBroken = draft !== null && parseJson(draft) === undefined && draft.trim() !== "";
  return (
    <>
      <textarea
        {...ariaOf({ ...props, isInvalid: props.isInvalid || isBroken })}
        rows={6}
        spellCheck={false}
        value={text}
        onChange={({ target }) => {
          setDraft(target.value);
          const parsed = parseJson(target.value);
          if (parsed !== undefined || target.value.trim() === "") onChange(parsed);
        }}
        onBlur={() => !isBroken && setDraft(null)}
        className={clsx(inputClass, "figures h-auto resize-y py-2 text-xs")}
      />
      {isBroken && <p className="text-xs text-failed">This is not JSON yet.</p>}
    </>
  );
}
