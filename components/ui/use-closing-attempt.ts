"use client";

import { useState } from "react";
import { errorSentence } from "../api/call-api.ts";

/** What a dialog is for, one attempt at a time: done, it closes; otherwise its failure as a sentence. */
export function useClosingAttempt(onClose: () => void) {
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setFault(null);
    try {
      await work();
      onClose();
    } catch (error) {
      setFault(errorSentence(error));
      setBusy(false);
    }
  };
  return { attempt: (work: () => Promise<unknown>) => void attempt(work), fault, isBusy };
}
