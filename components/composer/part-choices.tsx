"use client";

import { clsx } from "clsx";
import { Check } from "lucide-react";
import { RadioGroup } from "radix-ui";
import { type KeyboardEvent, useId, useState } from "react";
import type { DialectOverrides } from "#core/csv/index";
import { Button } from "../ui/button.tsx";
import { inputClass } from "../ui/input-class.ts";
import type { PartField, SentencePart } from "./sentence-part.ts";

interface PartChoicesProps {
  part: SentencePart;
  onChoose: (patch: DialectOverrides | null) => void;
  /** A choice was made by a press, and nothing is left to say. */
  onDone: () => void;
}

const asFound = "as-found";
const itemClass =
  "flex w-full items-baseline gap-2 rounded-sm px-2 py-1.5 text-left -outline-offset-2 hover:bg-hover data-[state=checked]:bg-accent-soft data-[state=checked]:text-accent";

/** What a part could be: as it was found, one of the alternatives, or something that is written. The arrow keys try them out. */
export function PartChoices({ part, onChoose, onDone }: PartChoicesProps) {
  const { title, isOverridden, found, foundNote, choices, chosen, field } = part;
  const value = isOverridden ? (chosen < 0 ? "" : String(chosen)) : asFound;
  const choose = (id: string) => onChoose(id === asFound ? null : (choices[Number(id)]?.patch ?? null));
  const item = (id: string, words: string, note: string | undefined) => (
    <RadioGroup.Item
      key={id}
      value={id}
      // The arrow keys press, too, without a pointer: they only try it out.
      onClick={({ detail }) => detail > 0 && onDone()}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        // A key that was let go of at once has moved the focus and tried nothing.
        if (id !== value) choose(id);
        onDone();
      }}
      className={itemClass}
    >
      <Check aria-hidden="true" className={clsx("size-3.5 shrink-0 self-center", value !== id && "invisible")} />
      <span className="min-w-0 flex-1">{words}</span>
      {note !== undefined && <span className="text-right text-xs text-quiet">{note}</span>}
    </RadioGroup.Item>
  );
  return (
    <div className="flex flex-col gap-1 p-1.5">
      <p className="px-2 pt-1 text-xs text-quiet">{title}</p>
      <RadioGroup.Root aria-label={title} value={value} onValueChange={choose} className="flex flex-col">
        {item(asFound, found === null ? "As found" : `As found: ${found}`, foundNote ?? undefined)}
        {choices.map(({ words, note }, index) => item(String(index), words, note))}
      </RadioGroup.Root>
      {field && <WrittenChoice field={field} onChoose={onChoose} onDone={onDone} />}
    </div>
  );
}

function WrittenChoice({ field, onChoose, onDone }: { field: PartField } & Omit<PartChoicesProps, "part">) {
  const id = useId();
  const [draft, setDraft] = useState(field.value);
  const patch = draft === "" ? null : field.toPatch(draft);
  const isWrong = draft !== "" && patch === null;
  const take = () => {
    if (patch === null) return;
    onChoose(patch);
    onDone();
  };
  const takeByEnter = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    take();
  };
  return (
    <div className="flex items-center gap-1.5 border-line border-t px-2 pt-2 pb-1">
      <label htmlFor={id} className="min-w-0 flex-1">
        {field.label}
      </label>
      <input
        id={id}
        value={draft}
        maxLength={field.maxLength}
        inputMode={field.inputMode}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isWrong || undefined}
        onChange={({ target }) => setDraft(target.value)}
        onKeyDown={takeByEnter}
        className={clsx(inputClass, "figures h-8 max-w-24")}
      />
      <Button size="small" disabled={patch === null} onClick={take}>
        Use
      </Button>
    </div>
  );
}
