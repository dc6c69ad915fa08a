"use client";

import { RotateCw } from "lucide-react";
import { useRef, useState } from "react";
import type { QueueView } from "#core/api/dashboard-api";
import type { DeadLetterView } from "#core/api/dead-letters-api";
import { plural } from "#core/words/format-number";
import type { DeadLetters } from "../api/dashboard-api.ts";
import { late } from "../frame/late.tsx";
import { Button } from "../ui/button.tsx";
import { DeadLetter } from "./dead-letter.tsx";
import { lettersTitle } from "./part-titles.ts";
import { queueWords } from "./queue-words.ts";
import { Section } from "./section.tsx";
import { useLetterActions } from "./use-letter-actions.ts";
import type { OperationsPlace } from "./use-place.ts";

const DiscardDialog = late(async () => (await import("./discard-dialog.tsx")).DiscardDialog);
const RedriveDialog = late(async () => (await import("./redrive-dialog.tsx")).RedriveDialog);
const RedriveAllDialog = late(async () => (await import("./redrive-all-dialog.tsx")).RedriveAllDialog);

interface DeadLettersPartProps {
  found: DeadLetters;
  queues: readonly QueueView[];
  place: OperationsPlace;
  go: (patch: Partial<OperationsPlace>) => void;
}

/** What is about to be done, once it was said yes to. */
type Asked = { to: "redrive" | "discard"; letter: DeadLetterView } | { to: "redrive-all" };

/** Messages that were given up, and what can be done with each. */
export function DeadLettersPart({ found, queues, place, go }: DeadLettersPartProps) {
  const { redrive, discard, redriveAll } = useLetterActions();
  const [asked, setAsked] = useState<Asked | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  /** The button that was pressed goes with its letter: who works by keyboard goes on from the title. */
  const keepFocus = () =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) title.current?.focus();
    });
  const close = () => {
    setAsked(null);
    keepFocus();
  };
  const leave = ({ id }: DeadLetterView) => id === place.message && go({ queue: null, message: null });
  const after = (letter: DeadLetterView, work: (letter: DeadLetterView) => Promise<void>) => {
    leave(letter);
    return work(letter);
  };
  const letters = place.queue === null ? found.letters : found.letters.filter(({ queue }) => queue === place.queue);
  const isWanted = place.message !== null && !found.letters.some(({ id }) => id === place.message);
  return (
    <Section
      {...lettersTitle}
      titleRef={title}
      actions={
        found.letters.length > 1 && (
          <Button size="small" aria-haspopup="dialog" onClick={() => setAsked({ to: "redrive-all" })}>
            <RotateCw aria-hidden="true" className="size-3.5" />
            Send all again
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-3">
        {isWanted && <p className="text-quiet">The message of this link is not here any more: it was sent again or discarded.</p>}
        {place.queue !== null && (
          <p className="flex items-center gap-3 text-quiet">
            Only those of {queueWords[place.queue].name}.
            <Button size="small" onClick={() => go({ queue: null, message: null })}>
              Show all
            </Button>
          </p>
        )}
        {letters.length === 0 ? (
          <p className="rounded border border-line bg-surface px-4 py-3 text-quiet">
            {found.letters.length === 0
              ? "No message of yours was given up."
              : "None of your messages that were given up is of this queue."}
          </p>
        ) : (
          <ul aria-label="Dead letters" className="divide-y divide-line rounded border border-line bg-surface">
            {letters.map((letter) => (
              <DeadLetter
                key={letter.id}
                letter={letter}
                maxReceives={queues.find(({ queue }) => queue === letter.queue)?.maxReceives ?? null}
                isOpen={letter.id === place.message}
                onOpen={(isOpen) => go(isOpen ? { queue: letter.queue, message: letter.id } : { queue: null, message: null })}
                redrive={() => setAsked({ to: "redrive", letter })}
                discard={() => setAsked({ to: "discard", letter })}
              />
            ))}
          </ul>
        )}
        {!found.isAll && (
          <p className="text-xs text-quiet">
            There may be more than {plural(found.letters.length, "message")} of yours: not all dead letters could be looked through.
          </p>
        )}
      </div>
      {asked?.to === "redrive-all" && <RedriveAllDialog letters={found.letters} onClose={close} redriveAll={redriveAll} />}
      {asked?.to === "redrive" && <RedriveDialog letter={asked.letter} onClose={close} redrive={() => after(asked.letter, redrive)} />}
      {asked?.to === "discard" && <DiscardDialog letter={asked.letter} onClose={close} discard={() => after(asked.letter, discard)} />}
    </Section>
  );
}
