import type { Big } from "big.js";
import type { Touch } from "./find-touch.ts";

/** A hit that matters: where a visitor came from, or what they bought, or both. */
export interface Hit {
  visitor: string;
  /** Seconds. */
  time: number;
  /** Its place among all hits of the job: those of one second are in the order of the files and their lines. */
  place: number;
  touch: Touch | null;
  /** Of a purchase, else null. */
  revenue: Big | null;
}
