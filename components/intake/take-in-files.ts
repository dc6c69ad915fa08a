import { errorSentence } from "../api/call-api.ts";
import { loadLate } from "../frame/load-late.ts";
import { toastsStore } from "../toasts/toasts-store.ts";
import { warmReading } from "./warm-reading.ts";

/** From here on a person waits for the first rows. */
export const dropMark = "sluice-drop";

/** Where files go that a person gave us, once they are there; what goes wrong is said in a toast. */
export async function takeInFiles(given: readonly File[] | Promise<readonly File[]>): Promise<void> {
  try {
    const files = await given;
    if (files.length === 0) return;
    performance.mark(dropMark);
    warmReading();
    const { sortInFiles } = await loadSorting();
    await sortInFiles(files);
  } catch (error) {
    const isUnread = error instanceof DOMException;
    const line = isUnread ? "A file cannot be read. Was it moved or deleted? Drop them again." : errorSentence(error);
    toastsStore.show({ id: "unread-files", tone: "failed", line });
  }
}

/** Fetched while the page is idle, so that a drop is answered at once. */
export function loadSorting() {
  return loadLate(() => import("./sort-in-files.ts"));
}
