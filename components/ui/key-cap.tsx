import { clsx } from "clsx";

/** `isBare` takes the colours of what it stands on. */
export function KeyCap({ children, isBare = false }: { children: string; isBare?: boolean }) {
  return (
    <kbd
      className={clsx(
        "inline-flex h-5 min-w-5 items-center justify-center rounded-sm border px-1 font-sans text-xs",
        isBare ? "border-current/30" : "border-line bg-ground text-quiet",
      )}
    >
      {children}
    </kbd>
  );
}
