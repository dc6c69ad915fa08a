import type { TablePlan } from "../detect/table-plan.ts";
import type { ReadingState } from "./reading-state.ts";
import type { ReaderCheckpoint } from "./table-reader.ts";

/** What a checkpoint holds; to everybody else it is opaque. */
export interface Checkpoint {
  v: 1;
  encoding: string;
  plan: TablePlan;
  reading: ReadingState;
}

export function toCheckpoint(checkpoint: Checkpoint): ReaderCheckpoint {
  return { ...checkpoint };
}

/** Checkpoints are made by `toCheckpoint` only, and stored as they are. @throws TypeError for anything else */
export function fromCheckpoint(checkpoint: ReaderCheckpoint): Checkpoint {
  if (checkpoint.v !== 1 || !("plan" in checkpoint) || !("reading" in checkpoint) || typeof checkpoint.encoding !== "string")
    throw new TypeError("This is no checkpoint of this reader.");
  return checkpoint as unknown as Checkpoint;
}
