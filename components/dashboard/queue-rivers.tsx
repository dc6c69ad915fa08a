"use client";

import { useEffect, useState } from "react";
import type { DashboardView, QueueView } from "#core/api/dashboard-api";
import type { DeadLetterView } from "#core/api/dead-letters-api";
import { queuesTitle } from "./part-titles.ts";
import { QueueRiver } from "./queue-river.tsx";
import { addSample, type RiverSample } from "./river-shape.ts";
import { Section } from "./section.tsx";

interface QueueRiversProps {
  queues: readonly QueueView[];
  /** When they were measured, by the page's clock. */
  at: number;
  /** What waits of the workspace's own. */
  waiting: DashboardView["waiting"] | undefined;
  letters: readonly DeadLetterView[];
}

/** What flows between the parts, each queue as a stream that is broad where much waits. */
export function QueueRivers({ queues, at, waiting, letters }: QueueRiversProps) {
  const histories = useHistories(queues, at);
  return (
    <Section {...queuesTitle}>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-6">
        {queues.map((queue) => (
          <QueueRiver
            key={queue.queue}
            depth={queue}
            samples={histories.get(queue.queue) ?? []}
            oldestAt={queue.queue === "work" || queue.queue === "analysis" ? (waiting?.[queue.queue].oldestAt ?? null) : null}
            ownDead={letters.filter((letter) => letter.queue === queue.queue).length}
          />
        ))}
      </ul>
    </Section>
  );
}

/** What was measured while the page was open. */
function useHistories(queues: readonly QueueView[], at: number): ReadonlyMap<string, readonly RiverSample[]> {
  const [histories, setHistories] = useState<ReadonlyMap<string, readonly RiverSample[]>>(new Map());
  useEffect(() => {
    setHistories((before) => {
      const sampled = ({ queue, waiting, delayed, inFlight }: QueueView) =>
        [queue, addSample(before.get(queue) ?? [], { at, waiting: waiting + delayed, inFlight })] as const;
      return new Map(queues.map(sampled));
    });
  }, [queues, at]);
  return histories;
}
