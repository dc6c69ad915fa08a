"use client";

import { type ComponentProps, type ReactNode, useId } from "react";
import { inputClass } from "../ui/input-class.ts";

interface FieldProps {
  label: string;
  note?: ReactNode;
  children: (ids: { id: string; "aria-describedby": string | undefined }) => ReactNode;
}

function LabelledField({ label, note, children }: FieldProps) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children({ id, "aria-describedby": note === undefined ? undefined : `${id}-note` })}
      {note !== undefined && (
        <p id={`${id}-note`} className="text-quiet text-xs">
          {note}
        </p>
      )}
    </div>
  );
}

type Named<Element extends "input" | "textarea" | "select"> = Omit<ComponentProps<Element>, "id" | "onChange"> & {
  label: string;
  note?: ReactNode;
  onChange: (value: string) => void;
};

export function TextField({ label, note, onChange, ...rest }: Named<"input">) {
  return (
    <LabelledField label={label} note={note}>
      {(ids) => (
        <input
          {...ids}
          {...rest}
          autoComplete="off"
          spellCheck={false}
          onChange={({ target }) => onChange(target.value)}
          className={inputClass}
        />
      )}
    </LabelledField>
  );
}

export function LinesField({ label, note, onChange, ...rest }: Named<"textarea">) {
  return (
    <LabelledField label={label} note={note}>
      {(ids) => (
        <textarea
          {...ids}
          {...rest}
          spellCheck={false}
          autoCapitalize="off"
          onChange={({ target }) => onChange(target.value)}
          className={`${inputClass} figures h-auto resize-y py-2 text-xs`}
        />
      )}
    </LabelledField>
  );
}

export function SelectField({ label, note, onChange, children, ...rest }: Named<"select">) {
  return (
    <LabelledField label={label} note={note}>
      {(ids) => (
        <select {...ids} {...rest} onChange={({ target }) => onChange(target.value)} className={inputClass}>
          {children}
        </select>
      )}
    </LabelledField>
  );
}
