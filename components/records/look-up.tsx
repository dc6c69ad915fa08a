"use client";

import { Search } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";

const typingMs = 200;

interface LookUpProps {
  prefix: string;
  /** Those whose key begins so; a moment after the typing. */
  look: (prefix: string) => void;
  /** The record of exactly this key. */
  open: (key: string) => void;
}

export function LookUp({ prefix, look, open }: LookUpProps) {
  const [draft, setDraft] = useState(prefix);
  /** What the page was last asked for: it may come a moment later, when more has been typed. */
  const asked = useRef(prefix);
  useEffect(() => {
    if (prefix === asked.current) return;
    asked.current = prefix;
    setDraft(prefix);
  }, [prefix]);
  useEffect(() => {
    if (draft === prefix) return;
    const timer = setTimeout(() => {
      // What Enter opened is not looked for as well: that would close it again.
      if (asked.current === draft) return;
      asked.current = draft;
      look(draft);
    }, typingMs);
    return () => clearTimeout(timer);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (draft === "") return;
    asked.current = draft;
    open(draft);
  };
  return (
    <search className="relative min-w-0 flex-1 basis-64">
      <form onSubmit={submit}>
        <Search aria-hidden="true" className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-quiet" />
        <input
          type="search"
          aria-label="Look up a key"
          placeholder="Look up a key; Enter opens it"
          autoComplete="off"
          spellCheck={false}
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
          className="figures h-9 w-full rounded border border-line-strong bg-surface pr-3 pl-8 text-sm placeholder:font-sans placeholder:text-quiet"
        />
      </form>
    </search>
  );
}
