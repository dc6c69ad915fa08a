"use client";

import { DayFigures } from "./day-figures.tsx";
import { DeadLettersPart } from "./dead-letters-part.tsx";
import { FailuresPart } from "./failures-part.tsx";
import { HealthLine } from "./health-line.tsx";
import { JobBreakdown } from "./job-breakdown.tsx";
import { NotableJobs } from "./notable-jobs.tsx";
import { OperationsSkeleton } from "./operations-skeleton.tsx";
import { PartFault } from "./part-fault.tsx";
import { QueueRivers } from "./queue-rivers.tsx";
import { SpanChoice } from "./span-choice.tsx";
import { useDeadLetters, useFigures, useHealth, useLiveFigures, useQueues } from "./use-operations.ts";
import { usePlace } from "./use-place.ts";

/** Everything that runs by itself: whether it works, what waits, what was given up, and what came of it day by day. */
export function OperationsPage() {
  const [place, go] = usePlace();
  const figures = useFigures(place.days);
  const queues = useQueues();
  const letters = useDeadLetters();
  const health = useHealth();
  useLiveFigures();
  // One after the other they would push each other about.
  if ([figures, queues, letters, health].some(({ isPending }) => isPending)) return <OperationsSkeleton />;
  return (
    <div className="flex flex-col gap-8">
      <header>
        <h1 className="text-lg font-medium sm:text-xl">Operations</h1>
        <HealthLine health={health} />
      </header>
      {queues.data ? (
        <QueueRivers queues={queues.data} at={queues.dataUpdatedAt} waiting={figures.data?.waiting} letters={letters.data?.letters ?? []} />
      ) : (
        <PartFault title="The queues could not be read" query={queues} />
      )}
      {letters.data ? (
        <DeadLettersPart found={letters.data} queues={queues.data ?? []} place={place} go={go} />
      ) : (
        <PartFault title="The dead letters could not be read" query={letters} />
      )}
      {figures.data ? (
        <>
          <FailuresPart failures={figures.data.failures} />
          <DayFigures figures={figures.data} show={place.show} choose={(show) => go({ show })}>
            <SpanChoice days={place.days} choose={(days) => go({ days })} />
          </DayFigures>
          <JobBreakdown figures={figures.data} />
          <NotableJobs figures={figures.data} />
        </>
      ) : (
        <PartFault title="The figures could not be read" query={figures} />
      )}
    </div>
  );
}
