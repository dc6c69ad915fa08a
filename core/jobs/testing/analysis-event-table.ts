import type { Job, JobAnalysis } from "../job.ts";
import { all, type EventRow, noChange } from "./event-row.ts";
import { later, sampleTime } from "./sample-job.ts";

const table = { name: "rows.parquet", bytes: 9, rows: 3, contentType: "application/vnd.apache.parquet" };
const error = { code: "query-too-large", message: "The table is too large to be looked at." } as const;
const pending: JobAnalysis = { status: "pending", since: sampleTime.toISOString(), run: 0, results: [] };
const held: JobAnalysis = { ...pending, run: 1, leaseUntil: later(120).toISOString() };
const spent: JobAnalysis = { ...held, run: 3 };
const done: JobAnalysis = { ...pending, status: "done", run: 1, results: [table] };
const gaveUp: JobAnalysis = { ...pending, status: "failed", run: 1, error };

const run = { attempt: 1, run: 1 };
const succeeded = (expected: string) => ({ ...all(noChange), succeeded: expected });
const succeededElseLost = (expected: string) => ({ ...all("conflict"), succeeded: expected });

/** Only a success has an analysis: what is put on jobs of other statuses here never stands there. */
function withAnalysis(analysis: JobAnalysis): { job: Partial<Job>; only: ["succeeded"] } {
  return { job: { analysis }, only: ["succeeded"] };
}

/** What becomes of the tables that people look at. */
export const analysisEventTable: EventRow[] = [
  { title: "an analysis is claimed of which there is none", event: { type: "claim-analysis", attempt: 1 }, expected: all(noChange) },
  {
    title: "an analysis is claimed",
    event: { type: "claim-analysis", attempt: 1 },
    ...withAnalysis(pending),
    expected: succeeded("succeeded, analysis pending"),
  },
  {
    title: "the analysis of an earlier attempt is claimed",
    event: { type: "claim-analysis", attempt: 1 },
    job: { attempt: 2, analysis: pending },
    only: ["succeeded"],
    expected: all(noChange),
  },
  {
    title: "an analysis is claimed while its lease is live",
    event: { type: "claim-analysis", attempt: 1 },
    ...withAnalysis(held),
    expected: succeeded("conflict"),
  },
  {
    title: "an analysis is claimed when its lease has lapsed",
    event: { type: "claim-analysis", attempt: 1 },
    at: later(121),
    ...withAnalysis(held),
    expected: succeeded("succeeded, analysis pending"),
  },
  {
    title: "an analysis is claimed whose tables were shown, when its lease has lapsed",
    event: { type: "claim-analysis", attempt: 1 },
    at: later(121),
    ...withAnalysis({ ...held, results: [table] }),
    expected: succeeded("succeeded, analysis pending (notice)"),
  },
  {
    title: "an analysis is claimed when its lease has lapsed and its runs are spent",
    event: { type: "claim-analysis", attempt: 1 },
    at: later(121),
    ...withAnalysis(spent),
    expected: succeeded("succeeded, analysis failed (notice)"),
  },
  {
    title: "an analysis that is done is claimed",
    event: { type: "claim-analysis", attempt: 1 },
    ...withAnalysis(done),
    expected: all(noChange),
  },
  {
    title: "an analysis that failed is claimed",
    event: { type: "claim-analysis", attempt: 1 },
    ...withAnalysis(gaveUp),
    expected: all(noChange),
  },
  { title: "an analysis beats of which there is none", event: { type: "renew-analysis", ...run }, expected: all("conflict") },
  {
    title: "an analysis beats",
    event: { type: "renew-analysis", ...run },
    ...withAnalysis(held),
    expected: succeededElseLost("succeeded, analysis pending"),
  },
  {
    title: "an analysis beats that another run took over",
    event: { type: "renew-analysis", ...run },
    ...withAnalysis({ ...held, run: 2 }),
    expected: all("conflict"),
  },
  {
    title: "an analysis has tables to show",
    event: { type: "tables-ready", ...run, results: [table] },
    ...withAnalysis(held),
    expected: succeededElseLost("succeeded, analysis pending (notice)"),
  },
  {
    title: "an analysis has tables to show that another run took over",
    event: { type: "tables-ready", ...run, results: [table] },
    ...withAnalysis({ ...held, run: 2 }),
    expected: all("conflict"),
  },
  {
    title: "an analysis is done",
    event: { type: "analysed", ...run, results: [table] },
    ...withAnalysis(held),
    expected: succeededElseLost("succeeded, analysis done (notice)"),
  },
  {
    title: "an analysis is done that another run took over",
    event: { type: "analysed", ...run, results: [table] },
    ...withAnalysis({ ...held, run: 2 }),
    expected: all("conflict"),
  },
  {
    title: "an analysis is done once more",
    event: { type: "analysed", ...run, results: [table] },
    ...withAnalysis(done),
    expected: all("conflict"),
  },
  {
    title: "an analysis gives up for now",
    event: { type: "release-analysis", ...run },
    ...withAnalysis(held),
    expected: succeededElseLost("succeeded, analysis pending"),
  },
  {
    title: "an analysis fails",
    event: { type: "fail-analysis", ...run, error },
    ...withAnalysis(held),
    expected: succeededElseLost("succeeded, analysis failed (notice)"),
  },
  {
    title: "an analysis fails that is done",
    event: { type: "fail-analysis", ...run, error },
    ...withAnalysis(done),
    expected: all("conflict"),
  },
  { title: "an analysis is asked for again of which there is none", event: { type: "retry-analysis" }, expected: all("wrong-state") },
  {
    title: "an analysis that failed is asked for again",
    event: { type: "retry-analysis" },
    ...withAnalysis(gaveUp),
    expected: succeeded("succeeded, analysis pending (notice+analysis)"),
  },
  {
    title: "an analysis that is done is asked for again",
    event: { type: "retry-analysis" },
    ...withAnalysis(done),
    expected: all("wrong-state"),
  },
  {
    title: "an analysis that was asked for again is claimed",
    event: { type: "claim-analysis", attempt: 1 },
    ...withAnalysis({ ...pending, run: 3, runBase: 3 }),
    expected: succeeded("succeeded, analysis pending"),
  },
  {
    title: "time passes over an analysis that nobody took",
    event: { type: "time-passed" },
    at: later(241),
    ...withAnalysis(pending),
    expected: succeeded("succeeded, analysis pending (notice+analysis)"),
  },
  {
    title: "time passes over an analysis whose lease is live",
    event: { type: "time-passed" },
    at: later(100),
    ...withAnalysis(held),
    expected: all(noChange),
  },
  {
    title: "time passes over an analysis that went silent",
    event: { type: "time-passed" },
    at: later(181),
    ...withAnalysis(held),
    expected: succeeded("succeeded, analysis pending (notice+analysis)"),
  },
  {
    title: "time passes over an analysis that went silent for the last time",
    event: { type: "time-passed" },
    at: later(181),
    ...withAnalysis(spent),
    expected: succeeded("succeeded, analysis failed (notice)"),
  },
  {
    title: "a day and more passes over an analysis that nobody took",
    event: { type: "time-passed" },
    at: later(90_000),
    ...withAnalysis(pending),
    expected: succeeded("succeeded, analysis failed (notice)"),
  },
  {
    title: "time passes over an analysis that is done",
    event: { type: "time-passed" },
    at: later(90_000),
    ...withAnalysis(done),
    expected: all(noChange),
  },
  {
    title: "a job is deleted while it is analysed",
    event: { type: "delete" },
    ...withAnalysis(held),
    expected: all("deleted (notice)"),
  },
];
