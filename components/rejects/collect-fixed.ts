import type { FixPlan } from "#core/fixes/fix-plan";
import { hasHeaderLine, nameFixedFile, toCsvRow } from "#core/fixes/fixed-file";
import { formatRanges, maxRangesText, type RejectRanges, toRanges } from "#core/fixes/reject-ranges";
import type { RejectShape } from "#core/fixes/reject-shape";
import type { KnownJob } from "../job/use-job.ts";
import { checkRejects } from "./check-rejects.ts";
import { checkKey, type FixedReject, toFixedReject } from "./fixed-reject.ts";
import { readRejects, theFirst } from "./read-rejects.ts";

/** So many rows are sent by one job; the others by the next. */
const maxRows = 100_000;
/** Places are kept with the job, so there cannot be too many of them. */
const spareText = 14;

export interface Collected {
  files: readonly File[];
  /** Of which files these are, in their order. */
  shapes: readonly RejectShape[];
  rejects: RejectRanges;
  rows: number;
  /** Fixed rows may be left for another job. */
  isCut: boolean;
}

interface Subject {
  job: KnownJob;
  shapes: readonly RejectShape[];
  plan: FixPlan;
  sent: RejectRanges;
}

/** The rows that are fixed, of those that are held here: as files to send. */
export function collectHeld({ job, shapes }: Pick<Subject, "job" | "shapes">, rows: readonly FixedReject[]): Collected {
  const collecting = new Collecting(job, shapes);
  for (const row of rows) if (row.state === "ready" && !collecting.take(row)) break;
  return collecting.end();
}

/** The same of all rejected rows: those that are not held are read, corrected by the steps for their kind, and checked on the way. */
export async function collectAll({ job, shapes, plan, sent }: Subject, onRead: (rows: number) => void): Promise<Collected> {
  const collecting = new Collecting(job, shapes);
  for (let from: typeof theFirst | null = theFirst; from !== null && !collecting.isFull; ) {
    const { rejects, next } = await readRejects({ jobId: job.id, shapes }, from);
    const unchecked = rejects.map((reject) => toFixedReject(reject, { plan, sent, faultOf: () => undefined }));
    const faults = await checkRejects(job, unchecked);
    for (const { reject } of unchecked) {
      const row = toFixedReject(reject, { plan, sent, faultOf: (one, fixed) => faults.get(checkKey(one, fixed)) });
      if (row.state === "ready" && !collecting.take(row)) break;
    }
    onRead(next?.place ?? 0);
    from = next;
  }
  return collecting.end();
}

class Collecting {
  isFull = false;
  readonly #job: KnownJob;
  readonly #shapes: readonly RejectShape[];
  readonly #texts = new Map<RejectShape, string[]>();
  readonly #places: number[] = [];
  #rangesText = 0;

  constructor(job: KnownJob, shapes: readonly RejectShape[]) {
    this.#job = job;
    this.#shapes = shapes;
  }

  /** False when there is no room for it. */
  take({ reject: { place, shape }, fixed }: FixedReject): boolean {
    const opensRange = this.#places.at(-1) !== place - 1;
    if (this.#places.length >= maxRows || (opensRange && this.#rangesText + spareText > maxRangesText)) {
      this.isFull = true;
      return false;
    }
    // At most as long as `123456-123457,` is.
    if (opensRange) this.#rangesText += String(place).length * 2 + 2;
    this.#places.push(place);
    const known = this.#shapes.find(({ file }) => file === shape.file) ?? shape;
    const text = this.#texts.get(known) ?? [];
    text.push(toCsvRow(fixed.cells));
    this.#texts.set(known, text);
    return true;
  }

  end(): Collected {
    const shapes = this.#shapes.filter((shape) => this.#texts.has(shape));
    const hasHeader = hasHeaderLine(shapes);
    const files = shapes.map((shape) => {
      const header = hasHeader ? [toCsvRow(shape.names)] : [];
      return new File([...header, ...(this.#texts.get(shape) ?? [])], nameFixedFile(shape.file, this.#job.params), { type: "text/csv" });
    });
    const rejects = toRanges(this.#places);
    if (formatRanges(rejects).length > maxRangesText) throw new Error("The places of the rows take more room than was kept for them.");
    return { files, shapes, rejects, rows: this.#places.length, isCut: this.isFull };
  }
}
