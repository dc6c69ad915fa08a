import { concatBytes } from "./concat-bytes.ts";
import type { Dialect, DialectOverrides, Header } from "./dialect.ts";
import type { IssueSummary } from "./issue.ts";
import { type ReaderLimits, readerLimits } from "./limits.ts";
import { type PlanOptions, planReading } from "./read-plan.ts";
import type { RecordBatch } from "./record-batch.ts";
import { RecordParser, type Skipped } from "./record-parser.ts";

export interface ReadOptions {
  /** The file's name, for messages. */
  name: string;
  dialect?: DialectOverrides | undefined;
  signal: AbortSignal;
  /** Smaller bounds, for tests. */
  limits?: Partial<ReaderLimits>;
}

/** A file whose dialect and header are known, and whose records are still to be read. */
export interface RecordReader {
  encoding: string;
  dialect: Dialect;
  header: Header;
  /** The header as it stands in the file, byte order mark and line ends included. */
  headerSource: Uint8Array;
  /** To be read once, to the end. */
  batches(): AsyncGenerator<RecordBatch, void, undefined>;
  /** What was found; complete when `batches` has ended. */
  summary(): ReadSummary;
}

export interface ReadSummary {
  /** Data records: each was in exactly one batch. */
  records: number;
  bytes: number;
  skipped: Skipped;
  issues: IssueSummary[];
}

/**
 * Opens a file of delimited text. Whatever the chunks, the same bytes give the same records and issues.
 * @throws AppError empty-file, binary-file, unsupported-file, unknown-encoding, too-many-columns, header-too-long, unaccounted
 */
export async function readRecords(source: AsyncIterable<Uint8Array>, options: ReadOptions): Promise<RecordReader> {
  const limits = { ...readerLimits, ...options.limits };
  const { signal, name } = options;
  const blocks = inBlocks(source, limits, signal);
  try {
    const opened = await openFile(blocks, { name, dialect: options.dialect, limits });
    return { ...opened, batches: () => remainingBatches(blocks, opened) };
  } catch (error) {
    await blocks.return(undefined);
    throw error;
  }
}

type OpenedFile = Omit<RecordReader, "batches"> & { parser: RecordParser; ready: RecordBatch[] };

async function openFile(blocks: AsyncGenerator<Block>, options: Omit<PlanOptions, "complete">): Promise<OpenedFile> {
  const { value: head = { bytes: new Uint8Array(0), final: true } } = await blocks.next();
  const plan = planReading(head.bytes, { ...options, complete: head.final });
  const parser = new RecordParser(plan);
  const { bomBytes } = plan.encoding;
  const ready = [parser.push(head.bytes.subarray(bomBytes), head.final)];
  while (parser.names === null) {
    const { value: block } = await blocks.next();
    ready.push(parser.push(block.bytes, block.final));
  }
  return {
    parser,
    ready,
    encoding: plan.encoding.name,
    dialect: plan.dialect,
    header: { rows: plan.headerRows, names: parser.names },
    headerSource: concatBytes(head.bytes.subarray(0, bomBytes), parser.header.source),
    summary: () => ({ records: parser.records, bytes: parser.bytes, skipped: parser.skipped, issues: parser.log.summaries() }),
  };
}

async function* remainingBatches(
  blocks: AsyncGenerator<Block>,
  { parser, ready }: OpenedFile,
): AsyncGenerator<RecordBatch, void, undefined> {
  try {
    for (let batch = ready.shift(); batch; batch = ready.shift()) yield batch;
    for await (const block of blocks) yield parser.push(block.bytes, block.final);
  } finally {
    await blocks.return(undefined);
  }
}

interface Block {
  bytes: Uint8Array;
  final: boolean;
}

/** The source in blocks of known sizes, so that nothing depends on how it arrived; the first one is what detection sees. */
async function* inBlocks(source: AsyncIterable<Uint8Array>, limits: ReaderLimits, signal: AbortSignal): AsyncGenerator<Block, undefined> {
  let bytes = new Uint8Array(limits.detectionBytes);
  let filled = 0;
  for await (const chunk of source) {
    signal.throwIfAborted();
    for (let from = 0; from < chunk.length; ) {
      if (filled === bytes.length) {
        yield { bytes, final: false };
        bytes = new Uint8Array(limits.blockBytes);
        filled = 0;
      }
      const part = chunk.subarray(from, from + bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
      from += part.length;
    }
  }
  signal.throwIfAborted();
  yield { bytes: bytes.subarray(0, filled), final: true };
}
