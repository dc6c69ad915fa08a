"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import type { DialectOverrides } from "#core/csv/index";
import { Popover } from "../ui/popover.tsx";
import { PartChoices } from "./part-choices.tsx";
import type { SentencePart } from "./sentence-part.ts";

export interface PartMenuProps {
  part: SentencePart;
  /** Null: as it is found. */
  onChoose: (part: SentencePart, patch: DialectOverrides | null) => void;
  /** Which files it is about, where it is more than one. */
  scope: React.ReactNode;
}

/** A part of the sentence: press it to say that it is otherwise. */
export function PartMenu({ part, onChoose, scope }: PartMenuProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      label={part.title}
      isOpen={isOpen}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          aria-label={`${part.title}: ${part.words}`}
          aria-description={part.isOverridden ? "You said so. Press to change it." : "Press to change it."}
          className={clsx(
            "inline-flex items-baseline gap-0.5 rounded-sm border-b border-dashed text-left hover:border-accent hover:text-accent",
            part.strong && "font-medium",
            part.isOverridden ? "border-accent bg-accent-soft px-1 text-accent" : "border-line-strong",
          )}
        >
          {part.words}
          <ChevronDown aria-hidden="true" className="size-3 self-center opacity-60" />
        </button>
      }
    >
      <PartChoices part={part} onChoose={(patch) => onChoose(part, patch)} onDone={() => setOpen(false)} />
      {scope}
    </Popover>
  );
}
