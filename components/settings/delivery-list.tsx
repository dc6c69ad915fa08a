"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { CircleCheck, CircleX, Clock } from "lucide-react";
import type { DeliveriesResponse } from "#core/api/webhooks-api";
import { errorSentence } from "../api/call-api.ts";
import { listDeliveries, replayDelivery } from "../api/settings-api.ts";
import { Age } from "../frame/age.tsx";
import { Button } from "../ui/button.tsx";
import { Fault } from "../ui/fault.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { formatMoment } from "../words/format-time.ts";
import { attemptWords, deliveryWords } from "./event-words.ts";
import { useAttempt } from "./use-attempt.ts";

type Delivery = DeliveriesResponse["deliveries"][number];

const lookAgainMs = 4_000;

const marks = {
  waiting: { Icon: Clock, word: "Waiting", tone: "text-waiting" },
  delivered: { Icon: CircleCheck, word: "Delivered", tone: "text-done" },
  "given-up": { Icon: CircleX, word: "Given up", tone: "text-failed" },
} as const;

/** What was sent to a webhook, newest first, how each attempt went; any of it can be sent again. */
export function DeliveryList({ webhook, isOn }: { webhook: string; isOn: boolean }) {
  const queryKey = ["deliveries", webhook];
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => listDeliveries(webhook, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ cursor }) => cursor,
    refetchInterval: lookAgainMs,
  });
  const { attempt, fault, isBusy } = useAttempt(queryKey);
  const deliveries = data?.pages.flatMap((page) => page.deliveries) ?? [];
  if (error && !data) return <Fault>{errorSentence(error)}</Fault>;
  if (!data) return <Skeleton className="h-12 w-full" />;
  if (deliveries.length === 0) return <p className="text-quiet">Nothing has been sent to it in the last 30 days.</p>;
  return (
    <div className="flex flex-col gap-2">
      <Fault>{fault}</Fault>
      <ul aria-label="Deliveries" className="flex flex-col divide-y divide-line">
        {deliveries.map((delivery) => (
          <DeliveryLine
            key={delivery.id}
            delivery={delivery}
            onReplay={isOn && !isBusy ? () => attempt(() => replayDelivery(webhook, delivery.id)) : null}
          />
        ))}
      </ul>
      {hasNextPage && (
        <Button size="small" className="self-start" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show earlier ones
        </Button>
      )}
    </div>
  );
}

function DeliveryLine({ delivery, onReplay }: { delivery: Delivery; onReplay: (() => void) | null }) {
  const { event, state, attempts, createdAt, nextAttemptAt } = delivery;
  const { Icon, word, tone } = marks[state];
  const last = attempts.at(-1);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <span className={clsx("flex w-24 shrink-0 items-center gap-1.5 font-medium", tone)}>
        <Icon aria-hidden="true" className="size-4 shrink-0" />
        {word}
      </span>
      <div className="min-w-0 flex-1 basis-48">
        <p>
          {deliveryWords(event)} <Age at={createdAt} className="text-xs text-quiet" />
        </p>
        <p className="text-xs text-quiet tabular-nums" title={attempts.map((each) => `${each.at} ${attemptWords(each)}`).join("\n")}>
          {last ? `Attempt ${attempts.length}: ${attemptWords(last)}` : "Not attempted yet"}
          {nextAttemptAt !== null && last && `; next ${formatMoment(Date.parse(nextAttemptAt))}`}
        </p>
      </div>
      <Button size="small" disabled={onReplay === null} onClick={() => onReplay?.()}>
        Send again
      </Button>
    </li>
  );
}
