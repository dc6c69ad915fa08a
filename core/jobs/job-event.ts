import type { AppError } from "../app-error.ts";
import type { RunOutcome } from "../operations/operation.ts";
import type { Settings } from "../settings.ts";
import type { RerunEvent } from "./events-of-reruns.ts";
import type { Job, JobError, JobResult } from "./job.ts";

/** An object version that came in for file `n`. */
export interface FileArrival {
  n: number;
  versionId: string;
  etag: string;
  /** Bytes, as stored. */
  size: number;
  sequencer: string;
  arrivedAt: string;
  /** The object's own metadata names this job. */
  metadataAgrees: boolean;
  /** The job's other files that had arrived are still stored. */
  othersExist: boolean;
}

/** Which analysis of which attempt it is about. */
interface AnalysisRun {
  attempt: number;
  run: number;
}

/** What happens to the tables of a success that people look at. */
export type AnalysisEvent =
  | { type: "claim-analysis"; attempt: number }
  | ({ type: "renew-analysis" } & AnalysisRun)
  /** Tables can be looked at, and the analysis goes on. */
  | ({ type: "tables-ready"; results: JobResult[] } & AnalysisRun)
  | ({ type: "analysed"; results: JobResult[] } & AnalysisRun)
  | ({ type: "release-analysis" } & AnalysisRun)
  | ({ type: "fail-analysis"; error: JobError } & AnalysisRun)
  | { type: "retry-analysis" };

/** Everything that can happen to a job. */
export type JobEvent =
  | { type: "file-arrived"; file: FileArrival }
  | { type: "upload-continues"; uploadBy: string }
  | { type: "claim" }
  | { type: "heartbeat"; attempt: number }
  | { type: "begin-apply"; attempt: number }
  | { type: "postpone"; attempt: number; message: string }
  | { type: "release"; attempt: number; message: string }
  | { type: "succeed"; attempt: number; outcome: RunOutcome }
  | { type: "fail"; attempt: number; error: JobError }
  | AnalysisEvent
  | { type: "cancel" }
  | { type: "retry"; filesExist: boolean }
  | { type: "delete" }
  | RerunEvent
  | { type: "purged" }
  | { type: "time-passed" };

/** What an event does. `discard`: the object that arrived has no place and is to be deleted. */
export type Decision =
  | { kind: "changed"; job: Job; discard?: boolean }
  | { kind: "nothing"; discard?: boolean }
  | { kind: "refused"; error: AppError };

export interface Clock {
  now: Date;
  settings: Settings;
}
