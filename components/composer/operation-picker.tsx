import type { OperationInfo } from "#core/api/operations-api";
import { inputClass } from "../ui/input-class.ts";

interface OperationPickerProps {
  operations: readonly OperationInfo[];
  operation: OperationInfo;
  /** What suits these files, where nothing else was chosen. */
  isSuggested: boolean;
  onChange: (id: string) => void;
}

export function OperationPicker({ operations, operation, isSuggested, onChange }: OperationPickerProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor="operation" className="font-medium">
        What to do
      </label>
      <select
        id="operation"
        value={operation.id}
        aria-describedby="operation-words"
        onChange={({ target }) => onChange(target.value)}
        className={inputClass}
      >
        {operations
          .filter(({ inputs }) => inputs.maxFiles > 0)
          .map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
      </select>
      <p id="operation-words" className="text-xs text-pretty text-quiet">
        {isSuggested && operation.fits && <span className="font-medium text-accent">It looks made for this. </span>}
        {operation.description}
      </p>
    </div>
  );
}
