"use client";

import { Tabs as RadixTabs } from "radix-ui";
import { type ReactNode, useEffect, useRef } from "react";

export interface Tab<Id extends string> {
  id: Id;
  words: string;
  /** Said beside the words, a count for example. */
  note?: string | undefined;
}

interface TabsProps<Id extends string> {
  label: string;
  tabs: readonly Tab<Id>[];
  value: Id;
  onChange: (id: Id) => void;
  /** What the tab that is open shows. */
  children: ReactNode;
}

/** Tabs over a part of the page: arrow keys go from one to the next, and what is not open is not there. */
export function Tabs<Id extends string>({ label, tabs, value, onChange, children }: TabsProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  // Where there is no room for all of them, the one that is open is in view; the page itself does not move.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is open
  useEffect(() => {
    const open = list.current?.querySelector<HTMLElement>("[data-state=active]");
    if (!list.current || !open) return;
    const { offsetLeft, offsetWidth } = open;
    const { scrollLeft, clientWidth } = list.current;
    if (offsetLeft < scrollLeft) list.current.scrollLeft = offsetLeft;
    else if (offsetLeft + offsetWidth > scrollLeft + clientWidth) list.current.scrollLeft = offsetLeft + offsetWidth - clientWidth;
  }, [value, tabs.length]);
  return (
    <RadixTabs.Root value={value} onValueChange={(id) => onChange(id as Id)} activationMode="manual" className="min-w-0">
      <RadixTabs.List
        ref={list}
        aria-label={label}
        className="relative flex gap-1 overflow-x-auto border-line border-b pt-1 [scrollbar-width:none]"
      >
        {tabs.map(({ id, words, note }) => (
          <RadixTabs.Trigger
            key={id}
            value={id}
            className="-mb-px inline-flex h-9 shrink-0 items-center gap-1.5 rounded-t-sm border-transparent border-b-2 px-3 font-medium whitespace-nowrap text-quiet -outline-offset-2 transition-colors hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {words}
            {note !== undefined && <span className="figures text-xs font-normal text-quiet">{note}</span>}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      <RadixTabs.Content value={value} className="pt-4 outline-offset-4">
        {children}
      </RadixTabs.Content>
    </RadixTabs.Root>
  );
}
