import type { FixedRowFault } from "#core/fixes/check-fixed-rows";
import type { RejectShape } from "#core/fixes/reject-shape";

/** Rows of one file to hold against what a job does. */
export interface CheckRequest {
  job: { operation: string; params: Record<string, unknown> };
  shape: RejectShape;
  rows: readonly (readonly string[])[];
}

export interface CheckAnswer {
  /** By the row's place in the request. */
  faults: ReadonlyMap<number, FixedRowFault>;
}

export interface ToFixWorker {
  id: number;
  request: CheckRequest;
}

/** `failure`: what is wrong with all of them, as a sentence. */
export type FromFixWorker = { id: number; answer: CheckAnswer } | { id: number; failure: string };
