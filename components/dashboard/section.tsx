import { type ReactNode, type Ref, useId } from "react";

interface SectionProps {
  title: string;
  /** One line below the title. */
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Where the focus can go when what had it is gone. */
  titleRef?: Ref<HTMLHeadingElement>;
}

/** A part of the page under its title. */
export function Section({ title, about, actions, children, titleRef }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className="mb-3 flex min-h-8 flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 id={id} ref={titleRef} tabIndex={-1} className="rounded-sm text-base font-medium">
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
