import { loadLate } from "../frame/load-late.ts";
import { warmReading } from "./warm-reading.ts";

/** From here on a person waits for the first rows. */
export const dropMark = "sluice-drop";

/** Where files go that a person gave us. */
export async function takeInFiles(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  performance.mark(dropMark);
  warmReading();
  const { sortInFiles } = await loadSorting();
  await sortInFiles(files);
}

/** Fetched while the page is idle, so that a drop is answered at once. */
export function loadSorting() {
  return loadLate(() => import("./sort-in-files.ts"));
}
