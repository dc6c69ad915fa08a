import { clsx } from "clsx";
import { Check, Minus } from "lucide-react";
import { Checkbox as RadixCheckbox } from "radix-ui";

interface CheckboxProps {
  id?: string;
  label: string;
  checked: boolean | "indeterminate";
  onChange: (checked: boolean) => void;
  describedBy?: string | undefined;
  className?: string;
}

export function Checkbox({ id, label, checked, onChange, describedBy, className }: CheckboxProps) {
  return (
    <RadixCheckbox.Root
      id={id}
      aria-label={label}
      aria-describedby={describedBy}
      checked={checked}
      onCheckedChange={(next) => onChange(next === true)}
      className={clsx(
        "relative flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface text-on-accent transition-colors after:absolute after:-inset-1.5 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent",
        className,
      )}
    >
      <RadixCheckbox.Indicator>
        {checked === "indeterminate" ? (
          <Minus aria-hidden="true" className="size-3" />
        ) : (
          <Check aria-hidden="true" className="size-3" strokeWidth={3} />
        )}
      </RadixCheckbox.Indicator>
    </RadixCheckbox.Root>
  );
}
