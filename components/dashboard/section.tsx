import { type ReactNode, useId } from "react";

interface SectionProps {
  title: string;
  /** One line below the title. */
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
}

/** A part of the page under its title. */
export function Section({ title, about, actions, children, className }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={className}>
      <div className="mb-3 flex min-h-8 flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 id={id} tabIndex={-1} className="rounded-sm text-base font-medium outline-none">
            {title}
          </h2>
          {about !== undefined && <p className="text-xs text-quiet">{about}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
