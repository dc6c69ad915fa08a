"use client";

import { DayFigures } from "./day-figures.tsx";
import { DeadLettersPart } from "./dead-letters-part.tsx";
import { FailuresPart } from "./failures-part.tsx";
import { HealthLine } from "./health-line.tsx";
import { JobBreakdown } from "./job-breakdown.tsx";
import { NotableJobs } from "./notable-jobs.tsx";
import { PartFault } from "./part-fault.tsx";
import { QueueRivers } from "./queue-rivers.tsx";
import { SpanChoice } from "./span-choice.tsx";
import type { useDeadLetters, useFigures, useHealth, useQueues } from "./use-operations.ts";
import type { usePlace } from "./use-place.ts";

interface OperationsBodyProps {
  figures: ReturnType<typeof useFigures>;
  queues: ReturnType<typeof useQueues>;
  letters: ReturnType<typeof useDeadLetters>;
  health: ReturnType<typeof useHealth>;
  place: ReturnType<typeof usePlace>[0];
  go: ReturnType<typeof usePlace>[1];
}

/** The page once everything was asked for; what could not be read says so in its place. */
export function OperationsBody({ figures, queues, letters, health, place, go }: OperationsBodyProps) {
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
