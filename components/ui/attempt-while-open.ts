import { errorSentence } from "../api/call-api.ts";
import { toastsStore } from "../toasts/toasts-store.ts";

interface Outcomes {
  /** Whether what asked for it is there still. */
  isOpen: () => boolean;
  onDone: () => void;
  onFault: (sentence: string) => void;
}

/** Does what a dialog is for. One that was closed meanwhile closes nothing any more, and its failure is said in a toast. */
export async function attemptWhileOpen(work: () => Promise<unknown>, { isOpen, onDone, onFault }: Outcomes): Promise<void> {
  try {
    await work();
    if (isOpen()) onDone();
  } catch (error) {
    const sentence = errorSentence(error);
    if (isOpen()) onFault(sentence);
    else toastsStore.show({ id: "closed-dialog", tone: "failed", line: sentence });
  }
}
