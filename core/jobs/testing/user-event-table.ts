import type { JobRerun } from "../job.ts";
import { all, type EventRow, ends, noChange, same } from "./event-row.ts";
import { sampleTime } from "./sample-job.ts";

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
  {
    title: "rejected rows are sent again",
    event: { type: "rerun", rerun: rerunOf("child", "0-8"), ended: [], again: false },
    expected: { ...all("wrong-state"), succeeded: same("succeeded") },
  },
  {
    title: "the same rejected rows are sent again by the same job",
    event: { type: "rerun", rerun: rerunOf("child", "0-8"), ended: [], again: false },
    job: { reruns: [rerunOf("child", "0-8")] },
    expected: { ...all("wrong-state"), succeeded: noChange },
  },
  {
    title: "a job that sent rejected rows again is tried once more",
    event: { type: "rerun", rerun: rerunOf("child", "0-8"), ended: [], again: true },
    job: { reruns: [rerunOf("child", "0-8")] },
    expected: { ...all("wrong-state"), succeeded: same("succeeded") },
  },
  {
    title: "rejected rows are sent again that another job has sent",
    event: { type: "rerun", rerun: rerunOf("other", "8-11"), ended: [], again: false },
    job: { reruns: [rerunOf("child", "0-8")] },
    expected: { ...all("wrong-state"), succeeded: "conflict" },
  },
  {
    title: "rejected rows are sent again that a job had which came to nothing",
    event: { type: "rerun", rerun: rerunOf("other", "8-11"), ended: ["child"], again: false },
    job: { reruns: [rerunOf("child", "0-8")] },
    expected: { ...all("wrong-state"), succeeded: same("succeeded") },
  },
  {
    title: "other rejected rows are sent again",
    event: { type: "rerun", rerun: rerunOf("other", "9-11"), ended: [], again: false },
    job: { reruns: [rerunOf("child", "0-8")] },
    expected: { ...all("wrong-state"), succeeded: same("succeeded") },
  },
];

function rerunOf(job: string, rejects: string): JobRerun {
  return { job, rejects, rows: 1, at: sampleTime.toISOString() };
}
