import { type ReactNode, useId } from "react";

interface SettingPartProps {
  title: string;
  children: ReactNode;
  /** What it is for. */
  words: ReactNode;
}

/** A part of the settings: what it is at the left, what there is of it at the right; one below the other where it is narrow. */
export function SettingPart({ title, words, children }: SettingPartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-x-8 gap-y-4 border-line border-t py-6 lg:grid-cols-[16rem_minmax(0,1fr)]">
      <div className="flex flex-col gap-1">
        <h2 id={id} className="font-medium">
          {title}
        </h2>
        <p className="max-w-prose text-pretty text-quiet">{words}</p>
      </div>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
    </section>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return <p className="rounded border border-line border-dashed px-4 py-6 text-center text-quiet">{children}</p>;
}
