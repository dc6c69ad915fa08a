import { loadLate } from "../frame/load-late.ts";

/** Starts the worker that reads files: a drag over the window is the first sign that there will be one. */
export function warmReading(): void {
  void loadLate(() => import("../reading/reading-client.ts")).then(({ readingClient }) => readingClient.warm());
}
