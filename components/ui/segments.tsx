"use client";

import { clsx } from "clsx";
import { ToggleGroup } from "radix-ui";
import type { ComponentProps } from "react";

export interface Segment<Id extends string> {
  id: Id;
  words: string;
  /** What is chosen wants a look. */
  isAmber?: boolean;
}

interface SegmentsProps<Id extends string> extends Pick<ComponentProps<"div">, "id" | "className" | "aria-label" | "aria-labelledby"> {
  options: readonly Segment<Id>[];
  value: Id | "";
  /** Called with nothing where a press on what is chosen takes it back; only for `mayBeEmpty`. */
  onChange: (id: Id | "") => void;
  mayBeEmpty?: boolean;
  isSmall?: boolean;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
}

/** One of a few, side by side. */
export function Segments<Id extends string>(props: SegmentsProps<Id>) {
  const { options, value, onChange, mayBeEmpty = false, isSmall = false, className, ...rest } = props;
  return (
    <ToggleGroup.Root
      type="single"
      {...rest}
      value={value}
      onValueChange={(next) => (next !== "" || mayBeEmpty) && onChange(next as Id | "")}
      className={clsx("rounded border bg-surface p-0.5", rest["aria-invalid"] ? "border-failed" : "border-line", className)}
    >
      {options.map(({ id, words, isAmber }) => (
        <ToggleGroup.Item
          key={id}
          value={id}
          className={clsx(
            "rounded-sm text-quiet whitespace-nowrap transition-colors hover:text-ink data-[state=on]:font-medium",
            isSmall ? "h-7 px-2.5 text-xs" : "h-8 px-2",
            isAmber
              ? "data-[state=on]:bg-aside-soft data-[state=on]:text-aside"
              : "data-[state=on]:bg-accent-soft data-[state=on]:text-accent",
          )}
        >
          {words}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
