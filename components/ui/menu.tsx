"use client";

import { Check } from "lucide-react";
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

/** Turned on and off while the menu stays open. */
export interface MenuCheck {
  words: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
}

interface MenuProps {
  /** What opens it: a button. */
  trigger: ReactNode;
  label: string;
  items: readonly MenuItem[];
  check?: MenuCheck;
  align?: "start" | "end";
  /** What is chosen takes the focus along, which does not come back to the button. */
  leavesFocus?: boolean;
}

const itemClass = "flex cursor-pointer items-center gap-3 rounded-sm px-3 py-1.5 outline-none select-none data-highlighted:bg-hover";

/** A menu at a button: arrow keys, first letters, Escape; the focus comes back. */
export function Menu({ trigger, label, items, check, align = "end", leavesFocus = false }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          aria-label={label}
          // Radix names it after its button, whose name says less.
          aria-labelledby={undefined}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => leavesFocus && event.preventDefault()}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) max-w-[calc(100vw-16px)] min-w-52 animate-fade-in overflow-y-auto rounded border border-line bg-raised p-1 text-sm outline-none"
        >
          {items.map(({ id, words, detail, note, icon, onSelect }) => (
            <DropdownMenu.Item key={id} onSelect={onSelect} className={itemClass}>
              {icon}
              <span className="min-w-0 flex-1">
                <span className={detail === undefined ? "block truncate" : "block truncate font-medium"}>{words}</span>
                {detail !== undefined && <span className="block truncate text-xs text-quiet">{detail}</span>}
              </span>
              {note !== undefined && <span className="figures text-xs text-quiet">{note}</span>}
            </DropdownMenu.Item>
          ))}
          {check && <CheckItem {...check} />}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function CheckItem({ words, isChecked, onChange }: MenuCheck) {
  return (
    <>
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      <DropdownMenu.CheckboxItem
        checked={isChecked}
        onCheckedChange={onChange}
        onSelect={(event) => event.preventDefault()}
        className={itemClass}
      >
        <span className="flex-1">{words}</span>
        <span className="size-4">
          <DropdownMenu.ItemIndicator>
            <Check aria-hidden="true" className="size-4" />
          </DropdownMenu.ItemIndicator>
        </span>
      </DropdownMenu.CheckboxItem>
    </>
  );
}
