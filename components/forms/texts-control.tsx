"use client";

import { ArrowDown, ArrowUp, X } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Button, IconButton } from "../ui/button.tsx";
import { inputClass } from "../ui/input-class.ts";
import { ariaOf, type ControlProps } from "./control-props.ts";
import { useForm } from "./form-context.ts";

/** A list of texts: each is written, or chosen among the columns, and can be moved and taken away. */
export function TextsControl(props: ControlProps & { ofColumns: boolean }) {
  const { title, value, schema, onChange, ofColumns } = props;
  const texts = textsOf(value ?? schema.default);
  const move = (from: number, to: number) => onChange(moved(texts, from, to));
  return (
    <div className="flex flex-col gap-1.5">
      {texts.length > 0 && (
        <ol aria-label={title} className="flex flex-col divide-y divide-line rounded border border-line bg-surface">
          {texts.map((text, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same text may be there twice, and a place is all that tells them apart
            <li key={`${index} ${text}`} className="flex items-center pl-2.5">
              <span className="min-w-0 flex-1 truncate">{text}</span>
              {texts.length > 1 && (
                <>
                  <IconButton label={`Move ${text} up`} disabled={index === 0} onClick={() => move(index, index - 1)}>
                    <ArrowUp aria-hidden="true" className="size-4" />
                  </IconButton>
                  <IconButton label={`Move ${text} down`} disabled={index === texts.length - 1} onClick={() => move(index, index + 1)}>
                    <ArrowDown aria-hidden="true" className="size-4" />
                  </IconButton>
                </>
              )}
              <IconButton label={`Take ${text} away`} onClick={() => onChange(texts.toSpliced(index, 1))}>
                <X aria-hidden="true" className="size-4" />
              </IconButton>
            </li>
          ))}
        </ol>
      )}
      {ofColumns ? <AddColumn {...props} texts={texts} /> : <AddText {...props} texts={texts} />}
    </div>
  );
}

type AddProps = ControlProps & { texts: readonly string[] };

function AddColumn(props: AddProps) {
  const { texts, onChange } = props;
  const { columns } = useForm();
  const free = columns.filter((column) => !texts.includes(column));
  if (columns.length === 0) return <AddText {...props} />;
  return (
    <select
      {...ariaOf(props)}
      value=""
      disabled={free.length === 0}
      onChange={({ target }) => target.value !== "" && onChange([...texts, target.value])}
      className={inputClass}
    >
      <option value="">{texts.length === 0 ? "Choose a column" : "Add a column"}</option>
      {free.map((column) => (
        <option key={column} value={column}>
          {column}
        </option>
      ))}
    </select>
  );
}

function AddText(props: AddProps) {
  const { texts, onChange } = props;
  const [draft, setDraft] = useState("");
  const add = () => {
    if (draft === "") return;
    onChange([...texts, draft]);
    setDraft("");
  };
  const addByEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    add();
  };
  return (
    <div className="flex gap-1.5">
      <input
        {...ariaOf(props)}
        type="text"
        autoComplete="off"
        value={draft}
        onChange={({ target }) => setDraft(target.value)}
        onKeyDown={addByEnter}
        className={inputClass}
      />
      <Button onClick={add} disabled={draft === ""}>
        Add
      </Button>
    </div>
  );
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string" || typeof each === "number").map(String) : [];
}

/** The list with the entry of one place at another. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const entry = list[from];
  if (entry === undefined || to < 0 || to >= list.length) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, entry);
}
