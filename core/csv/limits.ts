/** Bounds that keep the reader's memory constant whatever arrives; each has an issue or a file error of its own. */
export interface ReaderLimits {
  /** Longest record, counted in UTF-16 code units of the decoded text. */
  maxRecordLength: number;
  maxColumns: number;
  /** Bytes of the header record, as UTF-8. */
  maxHeaderBytes: number;
  /** Detection sees this many bytes and is frozen afterwards. */
  detectionBytes: number;
  /** Bytes decoded and split at once; also the size of a batch. */
  blockBytes: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

export const readerLimits: Readonly<ReaderLimits> = {
  maxRecordLength: 8 * MiB,
  maxColumns: 16_384,
  maxHeaderBytes: MiB,
  detectionBytes: MiB,
  blockBytes: 512 * KiB,
};

/** `raw` of a reject is cut here. */
export const maxRawLength = 64 * KiB;
