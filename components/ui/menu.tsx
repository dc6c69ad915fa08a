"use client";

import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";

export interface MenuItem {
  id: string;
  words: string;
  /** Said smaller below the words. */
  detail?: string | undefined;
  /** Said at the end of the line. */
  note?: string | undefined;
  icon?: ReactNode;
  onSelect: () => void;
}

interface MenuProps {
  /** What opens it: a button. */
  trigger: ReactNode;
  label: string;
  items: readonly MenuItem[];
  align?: "start" | "end";
}

/** A menu at a button: arrow keys, first letters, Escape; the focus comes back. */
export function Menu({ trigger, label, items, align = "end" }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-40 max-h-(--radix-dropdown-menu-content-available-height) max-w-[calc(100vw-16px)] min-w-56 animate-fade-in overflow-y-auto rounded border border-line bg-raised p-1 outline-none"
        >
          {items.map(({ id, words, detail, note, icon, onSelect }) => (
            <DropdownMenu.Item
              key={id}
              onSelect={onSelect}
              className="flex cursor-pointer items-center gap-3 rounded-sm px-3 py-2 outline-none select-none data-[highlighted]:bg-hover"
            >
              {icon}
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{words}</span>
                {detail !== undefined && <span className="block truncate text-xs text-quiet">{detail}</span>}
              </span>
              {note !== undefined && <span className="figures text-xs text-quiet">{note}</span>}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
