import { clsx } from "clsx";

interface PillsProps<Id> {
  label: string;
  options: readonly { id: Id; words: string }[];
  value: Id;
  onChange: (id: Id) => void;
  className?: string;
}

/** What of a list or of a time is shown: one of several, in a row that scrolls where it has no room. */
export function Pills<Id extends string | number | null>({ label, options, value, onChange, className }: PillsProps<Id>) {
  return (
    <fieldset aria-label={label} className={clsx("flex min-w-0 gap-1", className)}>
      {options.map(({ id, words }) => (
        <button
          key={id}
          type="button"
          aria-pressed={value === id}
          onClick={() => onChange(id)}
          className={clsx(
            "h-7 shrink-0 rounded-full border px-3 text-xs whitespace-nowrap transition-colors",
            value === id ? "border-accent bg-accent-soft font-medium text-accent" : "border-line bg-surface text-quiet hover:text-ink",
          )}
        >
          {words}
        </button>
      ))}
    </fieldset>
  );
}
