interface MetricDefinition {
  unit: "Count" | "Bytes" | "Milliseconds";
  /** Every figure is reported for the stage as a whole, and once more for each of these beside it. */
  by: readonly MetricDimension[];
}

export const metricNamespace = "Sluice";
/** The dimension that every figure has; the others come beside it, one at a time. */
export const stageDimension = "stage";
/** `queue` is a queue's id in infra/, `code` one of the closed list of errors: a dimension never takes a value of a user's. */
export type MetricDimension = "operation" | "code" | "queue";

/** Every figure that the product reports, and infra/ may raise an alarm on. The list is closed, because each name costs. */
export const metrics = {
  JobsCreated: { unit: "Count", by: [] },
  JobsSucceeded: { unit: "Count", by: ["operation"] },
  JobsFailed: { unit: "Count", by: ["operation", "code"] },
  JobsCancelled: { unit: "Count", by: [] },
  JobsExpired: { unit: "Count", by: [] },
  /** Input records of jobs that succeeded, and what became of them. */
  RowsIn: { unit: "Count", by: [] },
  RowsOut: { unit: "Count", by: [] },
  RowsRejected: { unit: "Count", by: [] },
  /** Of the files and the results of jobs that succeeded. */
  BytesIn: { unit: "Bytes", by: [] },
  BytesOut: { unit: "Bytes", by: [] },
  /** From the claim of the attempt that ended the job to its end. */
  RunDuration: { unit: "Milliseconds", by: ["operation"] },
  /** From the moment a job could be run to its end: what its owner waits for. */
  JobDuration: { unit: "Milliseconds", by: [] },
  /** From a success to the tables and the profile that people look at; and those that never came. */
  AnalysisDuration: { unit: "Milliseconds", by: [] },
  AnalysesFailed: { unit: "Count", by: ["code"] },
  /** Queries over the lake that ended, dry runs apart; bytes and milliseconds of those that succeeded. */
  QueriesSucceeded: { unit: "Count", by: [] },
  QueriesFailed: { unit: "Count", by: ["code"] },
  QueryDuration: { unit: "Milliseconds", by: [] },
  QueryBytesRead: { unit: "Bytes", by: [] },
  /** Claims of a job that had been claimed before: something killed or interrupted the earlier run. */
  RunsRepeated: { unit: "Count", by: [] },
  /** How long a message had waited when it was first received. */
  QueueAge: { unit: "Milliseconds", by: ["queue"] },
  /** Messages that a function gave back to be delivered again. */
  MessagesReturned: { unit: "Count", by: ["queue"] },
  /** Jobs whose time was up, per sweep; and those that an earlier sweep should have looked after. Both also when zero. */
  JobsDue: { unit: "Count", by: [] },
  JobsStuck: { unit: "Count", by: [] },
  NoticesSent: { unit: "Count", by: [] },
  /** Sockets found closed when they were posted to. */
  ConnectionsGone: { unit: "Count", by: [] },
  /** Calls of the site that were answered with 500 or above. */
  RequestsFailed: { unit: "Count", by: [] },
} as const satisfies Record<string, MetricDefinition>;

export type MetricName = keyof typeof metrics;
