import { errorSentence } from "../api/call-api.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { getSample, type SampleId } from "./sample-files.ts";
import { takeInFiles } from "./take-in-files.ts";

/** Opens one of our files as if the person had dropped it; what goes wrong is said in a toast. */
export async function tryOutSample(id: SampleId): Promise<void> {
  try {
    await takeInFiles([await getSample(id)]);
  } catch (error) {
    toastsStore.show({ id: "sample", tone: "failed", line: errorSentence(error) });
  }
}
