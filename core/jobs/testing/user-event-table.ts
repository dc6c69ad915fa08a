import { all, type EventRow, ends, noChange, same } from "./event-row.ts";

const cancellable = {
  ...all("wrong-state"),
  "awaiting-upload": ends("cancelled"),
  queued: ends("cancelled"),
  cancelled: noChange,
};
/** What users ask for. */
export const userEventTable: EventRow[] = [
  {
    title: "cancel",
    event: { type: "cancel" },
    expected: { ...cancellable, running: same("running") },
  },
  {
    title: "cancel, asked for again",
    event: { type: "cancel" },
    job: { cancelRequested: true },
    expected: { ...cancellable, running: noChange },
  },
  {
    title: "cancel, when the run changes what is stored",
    event: { type: "cancel" },
    job: { applying: true },
    expected: { ...cancellable, running: "wrong-state" },
  },
  {
    title: "retry",
    event: { type: "retry", filesExist: true },
    expected: {
      ...all("wrong-state"),
      failed: "queued (work+notice)",
      cancelled: "queued (work+notice)",
      expired: "queued (work+notice)",
    },
  },
  {
    title: "retry when the files are gone",
    event: { type: "retry", filesExist: false },
    expected: { ...all("wrong-state"), failed: "upload-gone", cancelled: "upload-gone", expired: "upload-gone" },
  },
  { title: "delete", event: { type: "delete" }, expected: all("deleted (notice)") },
  {
    title: "delete, when the run changes what is stored",
    event: { type: "delete" },
    job: { applying: true },
    expected: { ...all("deleted (notice)"), running: "wrong-state" },
  },
];
