import { clsx } from "clsx";
import { MailX } from "lucide-react";
import type { QueueView } from "#core/api/dashboard-api";
import { formatCount, plural } from "#core/words/format-number";
import { Age } from "../frame/age.tsx";
import { depthWords, queueWords } from "./queue-words.ts";
import { deepestOf, type RiverSample, riverPath } from "./river-shape.ts";

const bed = { width: 300, height: 40 };

interface QueueRiverProps {
  depth: QueueView;
  samples: readonly RiverSample[];
  /** When the workspace's job that waits longest began to. */
  oldestAt: number | null;
  /** Dead letters of the workspace. */
  ownDead: number;
}

export function QueueRiver({ depth, samples, oldestAt, ownDead }: QueueRiverProps) {
  const { name, about } = queueWords[depth.queue];
  const words = depthWords(depth);
  return (
    <li
      className="grid min-w-0 grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-4 gap-y-1 rounded border border-line bg-surface px-4 py-3 sm:flex sm:flex-col sm:gap-2"
      title={about}
    >
      <div className="flex min-w-0 justify-between gap-x-2 max-sm:flex-col sm:h-5 sm:items-center">
        <h3 className="truncate font-medium">{name}</h3>
        <Dead total={depth.dead} own={ownDead} />
      </div>
      <svg
        role="img"
        aria-label={`${name}: ${words}; at most ${formatCount(deepestOf(samples))} in the last five minutes`}
        viewBox={`0 0 ${bed.width} ${bed.height}`}
        preserveAspectRatio="none"
        className="h-10 w-full"
      >
        <line x1="0" x2={bed.width} y1={bed.height / 2} y2={bed.height / 2} stroke="var(--line-strong)" vectorEffect="non-scaling-stroke" />
        <path d={riverPath(samples, ({ waiting, inFlight }) => waiting + inFlight, bed)} fill="var(--line-strong)" />
        <path d={riverPath(samples, ({ inFlight }) => inFlight, bed)} fill="var(--running)" />
      </svg>
      <p className="text-xs text-quiet tabular-nums max-sm:col-span-2 sm:min-h-8">
        <span className={clsx(words !== "Nothing waits" && "text-ink")}>{words}</span>
        {oldestAt !== null && (
          <>
            {"; your oldest since "}
            <Age at={new Date(oldestAt).toISOString()} />
          </>
        )}
      </p>
    </li>
  );
}

function Dead({ total, own }: { total: number; own: number }) {
  if (total === 0 && own === 0) return null;
  return (
    <span className={clsx("flex items-center gap-1 text-xs whitespace-nowrap", own > 0 ? "text-failed" : "text-quiet")}>
      <MailX aria-hidden="true" className="size-3.5" />
      {own > 0 ? `${plural(own, "dead letter")}` : "dead letters of others"}
    </span>
  );
}
