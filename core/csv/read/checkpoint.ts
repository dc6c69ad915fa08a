import type { TablePlan } from "../detect/table-plan.ts";
import type { ByteSource } from "../source/byte-source.ts";
import type { TextSource } from "../source/text-source.ts";
import type { ReadingState } from "./reading-state.ts";
import type { ReaderCheckpoint } from "./table-reader.ts";

/** What a checkpoint holds; to everybody else it is opaque. */
export interface Checkpoint {
  v: 1;
  source: Pick<TextSource, "compression" | "encoding"> & { sheet?: string };
  /** The header's bytes in the source, one number each. */
  header: number[];
  plan: TablePlan;
  reading: ReadingState;
}

export function toCheckpoint(checkpoint: Checkpoint): ReaderCheckpoint {
  return { ...checkpoint };
}

/** Checkpoints are made by `toCheckpoint` only, and stored as they are. @throws TypeError for anything else */
export function fromCheckpoint(checkpoint: ReaderCheckpoint): Checkpoint {
  if (checkpoint.v !== 1 || !("plan" in checkpoint) || !("reading" in checkpoint) || !("source" in checkpoint))
    throw new TypeError("This is no checkpoint of this reader.");
  return checkpoint as unknown as Checkpoint;
}

/** How many bytes of the source may be left out when reading goes on from here, with `resumed`; 0 where it has to be read again. */
export function resumeFrom(checkpoint: ReaderCheckpoint): number {
  const { source, reading } = fromCheckpoint(checkpoint);
  const { compression, encoding, sheet } = source;
  return compression === null && sheet === undefined && encoding.name === "utf-8" ? encoding.bomBytes + reading.at : 0;
}

/** A source of which the bytes before the checkpoint are left out. */
export function resumeText(source: ByteSource, { source: { encoding }, reading }: Checkpoint): TextSource {
  const { bomBytes } = encoding;
  let consumed = bomBytes + reading.at;
  const text: ByteSource = {
    async read(target) {
      const read = await source.read(target);
      consumed += read;
      return read;
    },
    close: () => source.close(),
  };
  const map = {
    toSource: (offset: number) => offset + bomBytes,
    sourceBytes: () => null,
    nextFault: () => Number.POSITIVE_INFINITY,
    release: () => undefined,
  };
  return { text, sample: new Uint8Array(0), complete: false, compression: null, encoding, map, consumed: () => consumed };
}
