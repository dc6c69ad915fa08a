import { EllipsisVertical, EyeOff, Filter } from "lucide-react";
import { Menu } from "../ui/menu.tsx";

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
  const items = rules.map((rule) => {
    const { Icon, text } = words[rule];
    return { id: rule, words: text, icon: <Icon aria-hidden="true" className="size-4 text-quiet" />, onSelect: () => onRule(rule) };
  });
  return (
    <Menu
      label={`More for ${column}`}
      items={items}
      // It goes on to what was added.
      leavesFocus
      trigger={
        <button
          type="button"
          aria-label={`More for ${column}`}
          className="flex h-8 w-5 shrink-0 items-center justify-center rounded-sm text-quiet hover:text-ink"
        >
          <EllipsisVertical aria-hidden="true" className="size-4" />
        </button>
      }
    />
  );
}
