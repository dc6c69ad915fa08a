import { EllipsisVertical, EyeOff, Filter } from "lucide-react";
import { DropdownMenu } from "radix-ui";

/** What can be asked of a column beside keeping, renaming and moving it. */
export type ColumnRule = "filter" | "mask";

interface ColumnMenuProps {
  column: string;
  rules: readonly ColumnRule[];
  onRule: (rule: ColumnRule) => void;
}

const words = {
  filter: { Icon: Filter, text: "Filter rows by it" },
  mask: { Icon: EyeOff, text: "Mask it" },
} as const;

export function ColumnMenu({ column, rules, onRule }: ColumnMenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={`More for ${column}`}
        className="flex h-8 w-5 shrink-0 items-center justify-center rounded-sm text-quiet hover:text-ink"
      >
        <EllipsisVertical aria-hidden="true" className="size-4" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={2}
          // The focus goes on to what was added.
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-50 min-w-44 animate-fade-in rounded border border-line bg-raised p-1"
        >
          {rules.map((rule) => {
            const { Icon, text } = words[rule];
            return (
              <DropdownMenu.Item
                key={rule}
                onSelect={() => onRule(rule)}
                className="flex h-8 cursor-default items-center gap-2 rounded-sm px-2 text-sm outline-none data-highlighted:bg-hover"
              >
                <Icon aria-hidden="true" className="size-4 text-quiet" />
                {text}
              </DropdownMenu.Item>
            );
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
