"use client";

import { Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useJobFilter } from "../jobs/use-job-filter.ts";
import { KeyCap } from "../ui/key-cap.tsx";
import { useKeyActions } from "./use-key-actions.ts";

/** Searches jobs by name: at once on the list, with Enter from elsewhere. */
export function SearchBox() {
  const ref = useRef<HTMLInputElement>(null);
  const [filter, setFilter] = useJobFilter();
  const onList = usePathname() === "/";
  // Elsewhere the URL's words mean something else.
  const searched = onList ? filter.query : "";
  const [draft, setDraft] = useState(searched);
  // The URL follows the typing a moment later; only when nobody types is it the other way round.
  useEffect(() => {
    if (document.activeElement !== ref.current) setDraft(searched);
  }, [searched]);
  const type = (query: string) => {
    setDraft(query);
    if (onList) setFilter({ ...filter, query });
  };
  useKeyActions({
    search: () => {
      ref.current?.focus();
      ref.current?.select();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!onList) setFilter({ status: null, query: draft });
  };
  return (
    <search className="relative min-w-0 flex-1 sm:max-w-80">
      <form onSubmit={submit}>
        <Search aria-hidden="true" className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-quiet" />
        <input
          ref={ref}
          type="search"
          aria-label="Search jobs by name"
          placeholder="Search jobs"
          autoComplete="off"
          value={draft}
          onChange={(event) => type(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
          className="peer h-9 w-full rounded border border-line-strong bg-surface pr-8 pl-8 text-sm placeholder:text-quiet [&::-webkit-search-cancel-button]:hidden"
        />
        <span className="pointer-events-none absolute top-2 right-2 peer-focus:hidden max-sm:hidden">
          <KeyCap>/</KeyCap>
        </span>
      </form>
    </search>
  );
}
