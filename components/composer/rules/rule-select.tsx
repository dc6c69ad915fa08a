import { clsx } from "clsx";
import { type FieldPath, problemsAt } from "../../forms/field-problems.ts";
import { fieldId, useForm } from "../../forms/form-context.ts";
import { inputClass } from "../../ui/input-class.ts";

/** Names and problems of what is filled in at a place of the parameters. */
export function useRuleField(path: FieldPath) {
  const form = useForm();
  const id = fieldId(form.id, path);
  const isInvalid = problemsAt(form.problems, path).length > 0;
  return { id, "aria-invalid": isInvalid || undefined, "aria-describedby": isInvalid ? `${id}-problem` : undefined } as const;
}

interface RuleSelectProps {
  label: string;
  path: FieldPath;
  value: string;
  options: readonly { value: string; words: string }[];
  onChange: (value: string) => void;
  className?: string;
}

export function RuleSelect({ label, path, value, options, onChange, className }: RuleSelectProps) {
  const isListed = options.some((option) => option.value === value);
  return (
    <select
      {...useRuleField(path)}
      aria-label={label}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      className={clsx(inputClass, "h-8 px-2", className)}
    >
      {!isListed && <option value={value}>{value === "" ? "Choose a column" : value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.words}
        </option>
      ))}
    </select>
  );
}

interface RuleInputProps {
  label: string;
  path: FieldPath;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  inputMode?: "numeric";
}

export function RuleInput({ label, path, value, onChange, placeholder, inputMode }: RuleInputProps) {
  return (
    <input
      {...useRuleField(path)}
      aria-label={label}
      value={value}
      placeholder={placeholder}
      inputMode={inputMode}
      autoComplete="off"
      spellCheck={false}
      onChange={({ target }) => onChange(target.value)}
      className={clsx(inputClass, "h-8 px-2")}
    />
  );
}

/** Columns to choose from: those of the files. */
export function useColumnOptions(): readonly { value: string; words: string }[] {
  return useForm().columns.map((name) => ({ value: name, words: name === "" ? "(no name)" : name }));
}
