"use client";

import { Check, Copy, TriangleAlert } from "lucide-react";
import { type ComponentProps, useEffect, useState } from "react";
import { Button, IconButton } from "./button.tsx";
import { writeClipboard } from "./write-clipboard.ts";

const confirmedForMs = 1600;

interface CopyButtonProps extends Pick<ComponentProps<"button">, "className"> {
  /** The text, or what makes it when it is wanted. */
  value: string | (() => string);
  label: string;
  /** Stands beside the icon; without it the button is only the icon. */
  word?: string;
}

/** Copies a text, and says for a moment whether it was copied. */
export function CopyButton({ value, label, word, className }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<keyof typeof outcomes | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), confirmedForMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    void writeClipboard(typeof value === "string" ? value : value()).then(setOutcome);
  };
  const icon = outcome === null ? <Copy aria-hidden="true" className="size-4" /> : outcomes[outcome].icon;
  const look = { onClick: copy, ...(className !== undefined && { className }) };
  const words = outcome === null ? `Copy ${label}` : outcomes[outcome].words;
  if (word === undefined) {
    return (
      <IconButton label={words} {...look}>
        {icon}
      </IconButton>
    );
  }
  return (
    <Button size="small" aria-label={words} title={words} {...look}>
      {icon}
      {outcome === null ? word : words}
    </Button>
  );
}

const outcomes = {
  copied: { words: "Copied", icon: <Check aria-hidden="true" className="size-4 text-done" /> },
  refused: { words: "Not allowed by the browser", icon: <TriangleAlert aria-hidden="true" className="size-4 text-aside" /> },
} as const;
