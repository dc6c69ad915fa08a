import type { ProfiledTable } from "#core/profile/profile";

const kinds = { output: "Output", input: "Input", rejects: "Set aside" } as const;

interface TableChoiceProps {
  tables: readonly ProfiledTable[];
  chosen: number;
  onChoose: (index: number) => void;
}

/** Which of several tables is shown. */
export function TableChoice({ tables, chosen, onChoose }: TableChoiceProps) {
  return (
    <label className="flex items-center gap-3">
      <span className="text-quiet">Table</span>
      <select
        value={chosen}
        onChange={(event) => onChoose(Number(event.target.value))}
        className="h-9 min-w-0 max-w-full rounded border border-line-strong bg-surface px-3"
      >
        {tables.map(({ of, name, n }, index) => (
          <option key={`${of} ${n}`} value={index}>
            {kinds[of]}: {name}
          </option>
        ))}
      </select>
    </label>
  );
}
