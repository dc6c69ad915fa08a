import { clsx } from "clsx";
import { RadioGroup } from "radix-ui";
import type { BadRowPolicy } from "#core/jobs/job";
import { badRowOrder, policyWords } from "./policy-words.ts";

interface BadRowsProps {
  policy: BadRowPolicy;
  onChange: (policy: BadRowPolicy) => void;
}

/** What becomes of rows that cannot be read as the others. */
export function BadRows({ policy, onChange }: BadRowsProps) {
  return (
    <div>
      <h2 id="bad-rows-title" className="mb-2 font-medium">
        Bad rows
      </h2>
      <RadioGroup.Root
        aria-labelledby="bad-rows-title"
        value={policy}
        onValueChange={(value) => {
          const chosen = badRowOrder.find((each) => each === value);
          if (chosen) onChange(chosen);
        }}
        className="flex flex-col gap-1"
      >
        {badRowOrder.map((each) => (
          <label
            key={each}
            htmlFor={`policy-${each}`}
            className={clsx(
              "flex cursor-pointer gap-3 rounded px-2 py-1.5 transition-colors hover:bg-hover",
              policy === each && "bg-hover",
            )}
          >
            <RadioGroup.Item
              id={`policy-${each}`}
              value={each}
              aria-label={policyWords[each].title}
              className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface data-[state=checked]:border-accent"
            >
              <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
            </RadioGroup.Item>
            <span>
              <span className="block font-medium">{policyWords[each].title}</span>
              <span className="block text-xs text-quiet">{policyWords[each].words}</span>
            </span>
          </label>
        ))}
      </RadioGroup.Root>
    </div>
  );
}
