"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorSentence } from "../api/call-api.ts";

/** Does something that changes settings: one thing at a time, its failure as a sentence, what is shown of it read again. */
export function useAttempt(queryKey: readonly string[]) {
  const client = useQueryClient();
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setFault(null);
    try {
      await work();
    } catch (error) {
      setFault(errorSentence(error));
    }
    await client.invalidateQueries({ queryKey });
    setBusy(false);
  };
  return { attempt: (work: () => Promise<unknown>) => void attempt(work), fault, isBusy };
}
