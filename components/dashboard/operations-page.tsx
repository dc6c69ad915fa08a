"use client";

import { useDeferredValue, useEffect } from "react";
import { late } from "../frame/late.tsx";
import { loadLate } from "../frame/load-late.ts";
import { OperationsSkeleton } from "./operations-skeleton.tsx";
import { useDeadLetters, useFigures, useHealth, useLiveFigures, useQueues } from "./use-operations.ts";
import { usePlace } from "./use-place.ts";

const loadBody = async () => (await import("./operations-body.tsx")).OperationsBody;
const OperationsBody = late(loadBody, <OperationsSkeleton />);

/** Everything that runs by itself: whether it works, what waits, what was given up, and what came of it day by day. */
export function OperationsPage() {
  const [place, go] = usePlace();
  const figures = useFigures(place.days);
  const queues = useQueues();
  const letters = useDeadLetters();
  const health = useHealth();
  useLiveFigures();
  useEffect(() => {
    // Comes while the server is asked, not after.
    void loadLate(loadBody);
  }, []);
  // One after the other they would push each other about. All at once they are much: a click or a key goes before.
  const isRead = useDeferredValue(![figures, queues, letters, health].some(({ isPending }) => isPending));
  if (!isRead) return <OperationsSkeleton />;
  return <OperationsBody figures={figures} queues={queues} letters={letters} health={health} place={place} go={go} />;
}
