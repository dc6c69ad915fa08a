import { clsx } from "clsx";

interface ProgressBarProps {
  /** 0 to 1, or null while it cannot be known. */
  share: number | null;
  label: string;
  tone?: "running" | "waiting" | "failed";
}

const fills = { running: "bg-running", waiting: "bg-line-strong", failed: "bg-failed" } as const;

export function ProgressBar({ share, label, tone = "running" }: ProgressBarProps) {
  const percent = share === null ? null : Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { "aria-valuenow": percent })}
      className="h-1 w-full overflow-hidden rounded-full bg-waiting-soft"
    >
      {percent === null ? (
        <div className={clsx("h-full w-1/3 animate-sweep rounded-full", fills[tone])} />
      ) : (
        <div
          className={clsx("h-full origin-left rounded-full transition-transform", fills[tone])}
          style={{ transform: `scaleX(${percent / 100})` }}
        />
      )}
    </div>
  );
}
