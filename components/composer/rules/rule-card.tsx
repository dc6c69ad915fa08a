import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { type FieldPath, problemsWithin } from "../../forms/field-problems.ts";
import { fieldId, useForm } from "../../forms/form-context.ts";
import { IconButton } from "../../ui/button.tsx";

interface RuleCardProps {
  /** What it is, for the button that takes it away. */
  name: string;
  path: FieldPath;
  onRemove: () => void;
  children: ReactNode;
}

/** One condition, or one mask: its fields, what is wrong with them, and a button that takes it away. */
export function RuleCard({ name, path, onRemove, children }: RuleCardProps) {
  const form = useForm();
  const problems = problemsWithin(form.problems, path);
  return (
    <li className="flex items-start gap-1 rounded border border-line bg-surface py-2 pr-1 pl-2.5">
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        {children}
        {problems.map((problem) => (
          <p key={problem.path.join()} id={`${fieldId(form.id, problem.path)}-problem`} className="text-xs text-failed">
            {problem.message}
          </p>
        ))}
      </div>
      <IconButton label={`Take ${name} away`} onClick={onRemove}>
        <Trash2 aria-hidden="true" className="size-4" />
      </IconButton>
    </li>
  );
}
