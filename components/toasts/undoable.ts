import { errorSentence } from "../api/call-api.ts";
import { toastsStore } from "./toasts-store.ts";

export interface Undoable {
  /** Of its toast, and of the thing: what is asked twice is done once. */
  id: string;
  /** What was done, for the eye already. */
  line: string;
  /** Begins the sentence that says why it could not be done. */
  failed: string;
  /** Takes it out of sight, or brings it back. */
  hide: (isHidden: boolean) => void;
  /** Does it in truth. `keepalive`: the page is being left. */
  carryOut: (keepalive: boolean) => Promise<unknown>;
}

const waiting = new Map<string, () => void>();

/** Does at once for the eye, and in truth when the time to undo it is over or the page goes. */
export function doUnlessUndone({ id, line, failed, hide, carryOut }: Undoable): void {
  hide(true);
  const finish = async (keepalive: boolean) => {
    if (!waiting.delete(id)) return;
    try {
      await carryOut(keepalive);
    } catch (error) {
      toastsStore.show({ id, tone: "failed", line: `${failed} ${errorSentence(error)}` });
    } finally {
      hide(false);
    }
  };
  const undo = () => {
    if (waiting.delete(id)) hide(false);
  };
  waiting.set(id, () => void finish(true));
  toastsStore.show({ id, tone: "waiting", line, action: { label: "Undo", run: undo }, onGone: () => void finish(false) });
}

/** Carries out what waits for its undo to run out; called when the page goes away. */
export function finishBeforeLeaving(): void {
  for (const finish of waiting.values()) finish();
}
