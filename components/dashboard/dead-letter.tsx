"use client";

import { clsx } from "clsx";
import { ChevronRight, MailX, RotateCw, Trash2 } from "lucide-react";
import { useEffect, useRef } from "react";
import type { DeadLetterView } from "#core/api/dead-letters-api";
import { plural } from "#core/words/format-number";
import { Age } from "../frame/age.tsx";
import { PageLink } from "../frame/page-link.tsx";
import { Button } from "../ui/button.tsx";
import { StatusMark } from "../ui/status-mark.tsx";
import { LetterPayload } from "./letter-payload.tsx";
import { queueWords } from "./queue-words.ts";

interface DeadLetterProps {
  letter: DeadLetterView;
  maxReceives: number | null;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  redrive: () => void;
  discard: () => void;
}

/** What a message was for, why it was given up, and what to do. */
export function DeadLetter({ letter, maxReceives, isOpen, onOpen, redrive, discard }: DeadLetterProps) {
  const { queue, sentAt, purpose, cause, advice, suggests, job } = letter;
  const item = useRef<HTMLLIElement>(null);
  const wasLinked = useRef(isOpen);
  useEffect(() => {
    if (wasLinked.current) item.current?.scrollIntoView({ block: "center" });
  }, []);
  return (
    <li ref={item} aria-label={purpose} className="flex gap-3 px-4 py-3">
      <MailX aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-failed max-sm:hidden" />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
          <div className="min-w-0 flex-[1_1_24rem]">
            <h3 className="font-medium break-words">{purpose}</h3>
            <p className="mt-0.5 break-words">{cause}</p>
            <p className="mt-0.5 break-words text-quiet">{advice}</p>
          </div>
          <div className="flex shrink-0 gap-2">
            <Button size="small" look={suggests === "redrive" ? "primary" : "plain"} aria-haspopup="dialog" onClick={redrive}>
              <RotateCw aria-hidden="true" className="size-3.5" />
              Send again
            </Button>
            <Button size="small" look="danger" aria-haspopup="dialog" onClick={discard}>
              <Trash2 aria-hidden="true" className="size-3.5" />
              Discard
            </Button>
          </div>
        </div>
        <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-quiet">
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={() => onOpen(!isOpen)}
            className="-ml-1 flex items-center gap-0.5 rounded-sm py-0.5 pr-1 hover:text-ink"
          >
            <ChevronRight aria-hidden="true" className={clsx("size-3.5 transition-transform", isOpen && "rotate-90")} />
            The message
          </button>
          <span>
            {queueWords[queue].name}
            {maxReceives !== null && `, given up after ${plural(maxReceives, "delivery", "deliveries")}`}
          </span>
          <span>
            sent <Age at={sentAt} />
          </span>
          {job && (
            <PageLink href={`/jobs/${job.id}`} className="flex min-w-0 items-center gap-2 rounded-sm text-ink hover:underline">
              <span className="truncate">{job.name}</span>
              <StatusMark status={job.status} />
            </PageLink>
          )}
        </div>
        {isOpen && <LetterPayload letter={letter} />}
      </div>
    </li>
  );
}
