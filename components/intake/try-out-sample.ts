import { errorSentence } from "../api/call-api.ts";
import { loadLate } from "../frame/load-late.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import type { SampleId } from "./sample-files.ts";
import { takeInFiles } from "./take-in-files.ts";

/** Opens one of our files as if the person had dropped it; what goes wrong is said in a toast. */
export async function tryOutSample(id: SampleId): Promise<void> {
  try {
    const { getSample } = await loadLate(() => import("./get-sample.ts"));
    await takeInFiles([await getSample(id)]);
  } catch (error) {
    toastsStore.show({ id: "sample", tone: "failed", line: errorSentence(error) });
  }
}
