"use client";

import { useEffect, useRef, useState } from "react";
import { attemptWhileOpen } from "./attempt-while-open.ts";

/** What a dialog is for, one attempt at a time: done, it closes; otherwise its failure as a sentence. */
export function useClosingAttempt(onClose: () => void) {
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const attempt = (work: () => Promise<unknown>) => {
    setBusy(true);
    setFault(null);
    const onFault = (sentence: string) => {
      setFault(sentence);
      setBusy(false);
    };
    void attemptWhileOpen(work, { isOpen: () => isOpen.current, onDone: onClose, onFault });
  };
  return { attempt, fault, isBusy };
}
