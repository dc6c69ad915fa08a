"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { isApiError } from "#core/api/api-error";
import type { DeadLetterView } from "#core/api/dead-letters-api";
import { plural } from "#core/words/format-number";
import { type DeadLetters, discardDeadLetter, redriveAllDeadLetters, redriveDeadLetter } from "../api/dashboard-api.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { lettersKey, queuesKey } from "./use-operations.ts";

/** Sends letters again and throws them away. A letter leaves the list at once, and returns when it could not be done. */
export function useLetterActions() {
  const queries = useQueryClient();
  const router = useRouter();

  async function takeAway(letter: DeadLetterView, work: (letter: DeadLetterView) => Promise<void>): Promise<void> {
    // A look that is under way would bring the letter back.
    await queries.cancelQueries({ queryKey: lettersKey });
    const before = queries.getQueryData<DeadLetters>(lettersKey);
    queries.setQueryData<DeadLetters>(
      lettersKey,
      (found) => found && { ...found, letters: found.letters.filter(({ id }) => id !== letter.id) },
    );
    try {
      await work(letter);
    } catch (error) {
      // Somebody else, or another tab, was faster: what was wanted is done.
      if (isApiError(error) && error.status === 404) return;
      queries.setQueryData(lettersKey, before);
      throw error;
    } finally {
      void queries.invalidateQueries({ queryKey: lettersKey });
      void queries.invalidateQueries({ queryKey: queuesKey });
    }
  }

  async function redrive(letter: DeadLetterView): Promise<void> {
    await takeAway(letter, redriveDeadLetter);
    const { job } = letter;
    const action = job && { label: "See the job", run: () => router.push(`/jobs/${job.id}`) };
    toastsStore.show({ id: `redrive-${letter.id}`, tone: "running", line: `Sent again: ${letter.purpose}`, ...(action && { action }) });
  }

  return {
    redrive,
    discard: (letter: DeadLetterView) => takeAway(letter, discardDeadLetter),
    async redriveAll(): Promise<void> {
      const { redriven, refused, isAll } = await redriveAllDeadLetters();
      void queries.invalidateQueries({ queryKey: lettersKey });
      void queries.invalidateQueries({ queryKey: queuesKey });
      const rest = refused.length > 0 ? `; ${plural(refused.length, "message")} could not be: ${refused[0]?.message}` : "";
      const more = isAll ? "" : "; there are more, send again";
      toastsStore.show({
        id: "redrive-all",
        tone: rest ? "aside" : "running",
        line: `${plural(redriven, "message")} sent again${rest}${more}`,
      });
    },
  };
}
