/** Bounds that keep the reader's memory constant whatever arrives; each has an issue or a file error of its own. */
export interface ReaderLimits {
  /** Longest record, in bytes of the decoded text (UTF-8), without its line end. */
  maxRecordBytes: number;
  /** Most cells of one record, surplus included. */
  maxRecordFields: number;
  maxColumns: number;
  /** Bytes of the header record, as UTF-8. */
  maxHeaderBytes: number;
  /** Detection sees this many bytes and is frozen afterwards. */
  detectionBytes: number;
  /** Bytes read and scanned at once. */
  blockBytes: number;
  /** Most records of a block. */
  blockRecords: number;
  /** A block ends with so many bad records: each is an object, unlike the others. */
  blockFlaws: number;
  /** A compressed file may grow to this many times its size … */
  maxExpansion: number;
  /** … once it has grown beyond this many bytes. */
  freeExpansionBytes: number;
}

const KiB = 1024;
const MiB = 1024 * KiB;

export const readerLimits: Readonly<ReaderLimits> = {
  maxRecordBytes: 8 * MiB,
  maxRecordFields: MiB,
  maxColumns: 16_384,
  maxHeaderBytes: MiB,
  detectionBytes: MiB,
  blockBytes: 512 * KiB,
  blockRecords: 64 * KiB,
  blockFlaws: KiB,
  maxExpansion: 200,
  freeExpansionBytes: 64 * MiB,
};

/** `raw` of a reject is cut here. */
export const maxRawLength = 64 * KiB;
