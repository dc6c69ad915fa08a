import type { IssueSummary } from "../../csv/issue.ts";
import type { RecordBlock } from "../../csv/read/table-reader.ts";
import type { RejectSource } from "../results/reject-writer.ts";

/** Decides which rows of a file come out. */
export interface RowGate {
  /**
   * Sets `skipFlag` on the block's records that are rejected, writes their rejects, and answers how many they are.
   * @throws StoppedAtRow
   */
  take(block: RecordBlock, source: RejectSource): Promise<number>;
  /** After the last block; settles when all rejects were written. @throws StoppedAtRow */
  end(records: number): Promise<void>;
  /** What it found, apart from what the reader says. */
  issues(): IssueSummary[];
}
