"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { isApiError } from "#core/api/api-error";
import type { DeadLetterView } from "#core/api/dead-letters-api";
import { plural } from "#core/words/format-number";
import { discardDeadLetter, redriveAllDeadLetters, redriveDeadLetter } from "../api/dashboard-api.ts";
import { hideThing } from "../toasts/hidden-things.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { lettersKey, queuesKey } from "./use-operations.ts";

/** Sends letters again and throws them away. A letter leaves the list at once, and returns when it could not be done. */
export function useLetterActions() {
  const queries = useQueryClient();
  const router = useRouter();
  const lookAgain = () => Promise.all([lettersKey, queuesKey].map((queryKey) => queries.invalidateQueries({ queryKey })));

  async function takeAway(letter: DeadLetterView, work: (letter: DeadLetterView) => Promise<void>): Promise<void> {
    hideThing(letter.id, true);
    try {
      await work(letter);
    } catch (error) {
      // Somebody else, or another tab, was faster: what was wanted is done.
      if (!isApiError(error) || error.status !== 404) throw error;
    } finally {
      // Looks that are under way do not bring the letter back: it is out of sight until a later one has told whether it is there.
      void lookAgain().then(() => hideThing(letter.id, false));
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
      void lookAgain();
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
